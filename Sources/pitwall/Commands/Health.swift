import ArgumentParser
import DashboardLogic
import FileAccess
import JSONText
import RunHealth
import RunIngest
import RunModel
import TerminalModel

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
    let judged = Self.sorted(
      try names.flatMap { name in
        let found = try read(name)
        return found.runs.map { ($0, HealthReport($0, now: found.readAt)) }
      })
    if json {
      StandardStreams.print(JSONValue.array(judged.map { Self.json($0, $1) }).serialized(pretty: true))
    } else {
      for line in Self.lines(judged) { StandardStreams.printLine(line) }
    }
    if judged.contains(where: { $0.1.worst != nil }) { throw ExitCode(ExitStatusCode.no.rawValue) }
  }

  /// The runs that a name means, and when they were read.
  private func read(_ name: String) throws -> WatchSnapshot {
    let isPlace = Files.exists(name)
    var found = try RunRoots.read(isPlace ? [name] : root.map { [$0] } ?? RunRoots.standard)
    let lookup = RunLookup(found.runs)
    if !isPlace {
      found.runs = [try lookup.run(named: name, below: root ?? RunRoots.standard.joined(separator: ", "))]
    } else if let exact = lookup.run(at: name) {
      found.runs = [exact]
    }
    _ = RunSnapshot.judgeGrowth(of: &found.runs, at: found.readAt)
    if found.runs.isEmpty {
      throw CommandFailure(holdsNoRun: name)
    }
    return found
  }

  /// The sick runs first, else as they were found.
  private static func sorted(_ judged: [(RunSnapshot, HealthReport)]) -> [(RunSnapshot, HealthReport)] {
    HealthVerdict.allCases.flatMap { verdict in judged.filter { HealthVerdict($0.1) == verdict } }
  }

  /// A line a finding, in columns: how grave, which rule, where, why; the run's id first where there are several.
  static func lines(_ judged: [(RunSnapshot, HealthReport)]) -> [String] {
    let rows = judged.flatMap { run, report -> [[String]] in
      let id = judged.count > 1 ? [run.id] : []
      guard report.worst != nil else { return [id + [HealthVerdict(report).word, "", "", report.remark]] }
      return report.findings.map { finding in
        id + [finding.severity.rawValue, finding.rule.name, finding.place(named: "step"), finding.evidence.sentence]
      }
    }
    return aligned(rows)
  }

  /// In columns of one width, but for the last; a column without a word is left out.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.count > column ? HarmlessText.columns(of: $0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().filter { widths[$0.offset] > 0 }.map { column, text in
        column == count - 1 ? text : HarmlessText.fit(text, columns: widths[column])
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
      "metric": finding.metric.map { .string($0.rawValue) } ?? .null,
      "step": finding.step.map { .integer($0.rawValue) } ?? .null,
      "evidence": .string(finding.evidence.sentence),
    ]
  }
}
