import ArgumentParser
import DashboardLogic
import FileAccess
import Glibc
import JSONText
import RunHealth
import RunIngest
import RunModel

struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge how trainings go: the rules that fired, with steps and evidence.",
    discussion: """
      A rule that fired has a line of its own: how grave, which rule, since which step, and why. A run that no rule \
      fired for has one line. Exits 1 if any rule fired, 0 if none. docs/health.md defines the rules.
      """)

  @Argument(
    help: ArgumentHelp(
      "The runs, each by its directory, id or name; of a directory that holds several, all of them.",
      valueName: "run"), completion: .directory)
  var names: [String]
  @Option(name: .customLong("runs"), help: "Where to look for them by id or name.", completion: .directory) var root:
    String?
  @Flag(help: "Print an array of objects instead, one a run, with the rules that did not fire.") var json = false

  func validate() throws {
    if names.isEmpty { throw ValidationError("name a run") }
  }

  func run() throws {
    let now = Self.now
    let judged = try names.flatMap(find).map { ($0, HealthReport($0, now: now)) }
    if json {
      StandardStreams.print(JSONValue.array(judged.map { Self.json($0, $1) }).serialized(pretty: true))
    } else {
      for line in Self.lines(judged) { StandardStreams.printLine(line) }
    }
    if judged.contains(where: { $0.1.worst != nil }) { throw ExitCode(ExitStatusCode.no.rawValue) }
  }

  private func find(_ name: String) throws -> [RunSnapshot] {
    guard Files.exists(name) else { return [try RunArgument.find(name, in: root)] }
    let found = try RunRoots.read([name]).runs
    if let exact = RunLookup(found).run(at: name) { return [exact] }
    if found.isEmpty { throw CommandFailure(.noInput, "\(name): holds no run; name a directory with metrics in it") }
    return found
  }

  private static var now: WallTime? { WallTime(Double(time(nil))) }

  /// A line a finding, in columns; the run's id first where there are several.
  static func lines(_ judged: [(RunSnapshot, HealthReport)]) -> [String] {
    let rows = judged.flatMap { run, report -> [[String]] in
      let id = judged.count > 1 ? [run.id] : []
      guard report.worst != nil else { return [id + [report.verdict]] }
      return report.findings.map { finding in
        id + [
          finding.severity.rawValue, finding.rule.name, "step \(NumberFormat.grouped(finding.step.rawValue))",
          finding.evidence.sentence,
        ]
      }
    }
    return aligned(rows)
  }

  /// In columns; the last of a row is as wide as it is.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.count > column + 1 ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, text in
        column == row.count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count)
      }.joined(separator: "  ")
    }
  }

  private static func json(_ run: RunSnapshot, _ report: HealthReport) -> JSONValue {
    var (quiet, unjudged) = ([JSONValue](), [JSONValue]())
    for judgement in report.judgements {
      switch judgement.outcome {
      case .fired: break
      case .quiet: quiet.append(.string(judgement.rule.name))
      case .unjudged(let reason):
        unjudged.append(["rule": .string(judgement.rule.name), "because": .string(reason)])
      }
    }
    let verdict = report.worst.map(\.severity.rawValue) ?? (report.isJudged ? "healthy" : "unjudged")
    return [
      "id": .string(run.id), "path": .string(run.path), "name": .string(run.name), "verdict": .string(verdict),
      "findings": .array(report.findings.map(json)), "quiet": .array(quiet), "unjudged": .array(unjudged),
    ]
  }

  private static func json(_ finding: HealthFinding) -> JSONValue {
    [
      "rule": .string(finding.rule.name), "severity": .string(finding.severity.rawValue),
      "metric": .string(finding.metric.rawValue), "step": .integer(finding.step.rawValue),
      "evidence": .string(finding.evidence.sentence),
    ]
  }
}
