import Approvals
import ArgumentParser
import FileAccess
import JSONText
import RunIngest
import RunModel

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the ledgers: no line changed, removed or inserted, and every checkpoint as it was judged.")

  @Argument(help: "A run, or a directory that holds some.", completion: .directory) var path: String?
  @Option(help: "Where to look for the run by id or name.", completion: .directory) var runs: String?
  @Flag(help: "Say it of every run, not only what is wrong.") var all = false
  @Flag(help: "Print an array of objects instead, of every run.") var json = false

  func run() throws {
    let chosen: [RunSnapshot]
    if let path, !Files.exists(path) {
      chosen = [try RunArgument.find(path, in: runs)]
    } else {
      chosen = try RunRoots.read(path.map { [$0] } ?? runs.map { [$0] } ?? []).runs
    }
    let reports = try chosen.map { run in
      var report = try verify(run)
      if let loss = Self.lostLedger(of: run, report) { report.issues.append(loss) }
      return (run, report)
    }
    if json {
      StandardStreams.print(JSONValue.array(reports.map { Self.json($0.0, $0.1) }).serialized(pretty: true))
    } else {
      for (run, report) in reports { print(run, report) }
      StandardStreams.printLine(Self.summary(reports.map(\.1)))
    }
    if reports.contains(where: { !$0.1.isTrustworthy }) { throw ExitCode(ExitStatusCode.no.rawValue) }
  }

  /// A run that asked for a decision finishes only by one: finished without any, its ledger has gone.
  private static func lostLedger(of run: RunSnapshot, _ report: VerificationReport) -> LedgerIssue? {
    guard report.decisionCount == 0, run.approvalRequest != nil, run.status?.state == .finished else { return nil }
    let reason = run.status?.reason ?? ""
    return LedgerIssue(
      kind: .linesRemoved, line: nil, message: "decisions.jsonl is gone, though the run was decided about (\(reason))")
  }

  private func verify(_ run: RunSnapshot) throws -> VerificationReport {
    do {
      return try Ledger.verify(runDirectory: run.path)
    } catch {
      throw CommandFailure(file: error)
    }
  }

  private func print(_ run: RunSnapshot, _ report: VerificationReport) {
    for issue in report.issues { StandardStreams.printLine("\(run.id): \(issue.message)") }
    for note in report.notes { StandardStreams.printLine("\(run.id): note: \(note)") }
    guard all, report.isTrustworthy else { return }
    let decisions = Self.count(report.decisionCount, "decision")
    StandardStreams.printLine("\(run.id): " + (report.decisionCount == 0 ? "no decisions" : "sound, \(decisions)"))
  }

  /// Such as `41 runs checked: 3 decisions about 2 of them, all sound`.
  private static func summary(_ reports: [VerificationReport]) -> String {
    let decided = reports.count { $0.decisionCount > 0 }
    let decisions = count(reports.reduce(0) { $0 + $1.decisionCount }, "decision")
    let damaged = reports.count { !$0.isTrustworthy }
    let found = decided == 0 ? "no decisions" : decisions + (reports.count > 1 ? " about \(decided) of them" : "")
    let verdict =
      damaged == 0
      ? (decided == 0 ? "" : reports.count > 1 || reports[0].decisionCount > 1 ? ", all sound" : ", sound")
      : "; \(count(damaged, "ledger")) cannot be trusted"
    return "\(count(reports.count, "run")) checked: \(found)\(verdict)"
  }

  private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  private static func json(_ run: RunSnapshot, _ report: VerificationReport) -> JSONValue {
    [
      "id": .string(run.id), "path": .string(run.path), "sound": .bool(report.isTrustworthy),
      "decisions": .integer(Int64(report.decisionCount)),
      "findings": .array(report.issues.map { .string($0.message) }),
    ]
  }
}
