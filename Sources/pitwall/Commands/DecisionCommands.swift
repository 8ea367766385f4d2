import Approvals
import ArgumentParser
import DashboardLogic
import FileAccess
import JSONText
import RunFormats
import RunIngest
import RunModel
import TerminalModel
import TrainingControl

/// What approve, reject and hold take.
struct DecisionArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The run, or run@checkpoint. Without a checkpoint: the one that waits for a decision, else the final one.",
      valueName: "run[@checkpoint]"))
  var subject: String
  @Option(help: "Where to look for the run by id or name.", completion: .directory) var runs: String?
  @Option(help: "Why; it is recorded for good.") var reason: String

  /// - Parameter choice: the alternative of an escalation; nil: the recommended one.
  func record(_ verdict: Verdict, choosing choice: String? = nil) throws {
    let (run, checkpoint, digest) = try findSubject()
    let alternative = verdict == .approve ? try alternative(choice, of: checkpoint, in: run) : nil
    let decision = try DecisionRecording.record(
      verdict, runPath: run.path, checkpoint: checkpoint, recordedDigest: digest, reason: reason,
      alternative: alternative)
    let words = alternative.map { "\(verdict.rawValue), \($0)," } ?? verdict.rawValue
    StandardStreams.printLine(
      "\(run.id): \(words) of \(decision.checkpoint) recorded, sha256 \(decision.sha256)")
    guard let state = run.state, [.failed, .stopped, .paused].contains(state), alternative != nil else { return }
    StandardStreams.printLine("\(run.id) is \(state.rawValue); `pitwall resume` lets it go on with that")
  }

  private func alternative(_ choice: String?, of checkpoint: String, in run: RunSnapshot) throws -> String? {
    guard let request = run.approvalRequest, request.checkpoint == checkpoint, let escalation = request.escalation
    else {
      guard choice == nil else {
        throw CommandFailure(.usage, "\(run.id) offers no alternatives; leave --choose out")
      }
      return nil
    }
    let name = choice ?? escalation.recommended
    guard let name, escalation.alternative(named: name) != nil else {
      let names = escalation.alternatives.map(\.name).joined(separator: ", ")
      throw CommandFailure(.usage, "\(run.id) offers no alternative \(name ?? ""); there are \(names)")
    }
    return name
  }

  private func findSubject() throws -> (run: RunSnapshot, checkpoint: String, digest: String?) {
    if !Files.exists(subject), let at = subject.lastIndex(of: "@") {
      let run = try RunArgument.find(String(subject[..<at]), in: runs)
      let checkpoint = String(subject[subject.index(after: at)...])
      return (run, checkpoint, recordedDigest(of: checkpoint, in: run))
    }
    let run = try RunArgument.find(subject, in: runs)
    let final = run.checkpoints.last { $0.reason == "final" } ?? run.checkpoints.last
    guard let checkpoint = (run.openApprovalRequest ?? run.approvalRequest)?.checkpoint ?? final?.path else {
      throw CommandFailure(.noInput, "\(run.id) has no checkpoint to decide about; name one as \(run.id)@PATH")
    }
    return (run, checkpoint, recordedDigest(of: checkpoint, in: run))
  }

  /// What the run says the checkpoint's bytes were; the newest word counts.
  private func recordedDigest(of checkpoint: String, in run: RunSnapshot) -> String? {
    if let request = run.approvalRequest, request.checkpoint == checkpoint, let digest = request.sha256 {
      return digest
    }
    return run.checkpoints.last { $0.path == checkpoint }?.sha256
  }
}

/// Records a decision and lets it take effect: for the commands and the dashboard alike.
enum DecisionRecording {
  static func record(
    _ verdict: Verdict, runPath: String, checkpoint: String, recordedDigest: String?, reason: String,
    alternative: String? = nil
  ) throws -> Decision {
    do {
      let ledger = try Ledger(runDirectory: runPath)
      let decision = try ledger.append(
        verdict: verdict, checkpoint: checkpoint, recordedDigest: recordedDigest, reason: reason,
        alternative: alternative)
      try takeEffect(decision, runPath: runPath)
      return decision
    } catch let error as ApprovalError {
      throw CommandFailure(approval: error)
    } catch let error as FileError {
      throw CommandFailure(file: error)
    }
  }

  /// A waiting run learns that it was decided about. Runs of others have only the record.
  private static func takeEffect(_ decision: Decision, runPath: String) throws {
    guard Files.exists("\(runPath)/state.json") else { return }
    do {
      let directory = try RunDirectory(path: runPath)
      let state = try directory.currentState().state
      // One that has died at an escalation, before it was seen to wait there, waits as well.
      guard state == .waiting || (state == .lost && decision.alternative != nil) else { return }
      let request = try RunController.send(
        .decided, to: directory, reason: "\(decision.verdict.rawValue): \(decision.reason)",
        supervisorCommand: Executables.supervisorCommand())
      _ = try RunController.answer(to: request, in: directory, timeout: TrainingRequest.answerTimeout)
    } catch let error as ControlError {
      throw CommandFailure(control: error)
    }
  }
}

struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Approve a run's checkpoint, or choose how an escalation goes on, with a reason, for the record.")
  @OptionGroup var decision: DecisionArguments
  @Option(
    help: ArgumentHelp(
      "Which alternative of an escalation; `pitwall decisions` lists them. Else the first, which is recommended.",
      valueName: "alternative"))
  var choose: String?
  func run() throws { try decision.record(.approve, choosing: choose) }
}

struct Reject: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Reject a run's checkpoint, with a reason, for the record.")
  @OptionGroup var decision: DecisionArguments
  func run() throws { try decision.record(.reject) }
}

struct Hold: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Put the decision about a run off, with a reason.")
  @OptionGroup var decision: DecisionArguments
  func run() throws { try decision.record(.hold) }
}

struct Decisions: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List what was decided, and what waits for a decision.")

  @Argument(help: ArgumentHelp("A run; all of them otherwise.", valueName: "run"), completion: .directory)
  var subject: String?
  @Option(help: "Where to look for runs.", completion: .directory) var runs: String?
  @Flag(help: "Print an array of objects instead.") var json = false

  func run() throws {
    let chosen = try subject.map { [try RunArgument.find($0, in: runs)] } ?? RunRoots.read(runs.map { [$0] } ?? []).runs
    if json {
      let all = chosen.flatMap { run in run.decisions.map(\.json) + [Self.open(run)].compactMap(\.self) }
      StandardStreams.print(JSONValue.array(all).serialized(pretty: true))
      return
    }
    for run in chosen {
      for decision in run.decisions {
        let choice = decision.alternative.map { "\($0): " } ?? ""
        StandardStreams.printLine(
          "\(ClockTime.dateAndTime(decision.wallTime, secondsFromUTC: LocalTime.secondsFromUTC))  \(HarmlessText.fit(decision.verdict.rawValue, columns: 7))  \(run.id)  \(decision.checkpoint)  "
            + "\(decision.sha256.prefix(12))  \(decision.by)  \(choice)\(decision.reason)")
      }
      if let request = run.openApprovalRequest { Self.print(request, of: run) }
    }
  }

  /// An open escalation as an object whose `verdict` is null; nil without one.
  private static func open(_ run: RunSnapshot) -> JSONValue? {
    guard let request = run.openApprovalRequest, let escalation = request.escalation else { return nil }
    return [
      "verdict": .null, "run": .string(run.id), "checkpoint": .string(request.checkpoint),
      "sha256": request.sha256.map { .string($0) } ?? .null, "question": .string(request.question),
      "evidence": .array(request.evidence.map { .string($0) }), "escalation": escalation.json,
    ]
  }

  private static func print(_ request: ApprovalRequest, of run: RunSnapshot) {
    let title = request.escalation.map { "\($0.title): " } ?? ""
    StandardStreams.printLine(
      "waiting               -        \(run.id)  \(request.checkpoint)  \(title)\(request.question)")
    guard let alternatives = request.escalation?.alternatives else { return }
    let width = alternatives.map { HarmlessText.columns(of: $0.name) }.max() ?? 0
    for alternative in alternatives {
      StandardStreams.printLine(
        "  \(HarmlessText.fit(alternative.name, columns: width))  \(alternative.what) \(alternative.prospects)")
    }
  }
}

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the ledgers: no line changed, removed or inserted, and every checkpoint as it was judged.")

  @Argument(help: "A run, or a directory that holds some.", completion: .directory) var path: String?
  @Option(help: "Where to look for the run by id or name.", completion: .directory) var runs: String?
  @Flag(help: "Print an array of objects instead.") var json = false

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
    if report.isTrustworthy, report.decisionCount > 0 {
      StandardStreams.printLine(
        "\(run.id): sound, \(report.decisionCount) decision\(report.decisionCount == 1 ? "" : "s")")
    }
    for issue in report.issues { StandardStreams.printLine("\(run.id): \(issue.message)") }
    for note in report.notes { StandardStreams.printLine("\(run.id): note: \(note)") }
  }

  private static func json(_ run: RunSnapshot, _ report: VerificationReport) -> JSONValue {
    [
      "id": .string(run.id), "path": .string(run.path), "sound": .bool(report.isTrustworthy),
      "decisions": .integer(Int64(report.decisionCount)),
      "findings": .array(report.issues.map { .string($0.message) }),
    ]
  }
}
