import ArgumentParser
import DashboardLogic
import JSONText
import RunFormats
import RunIngest
import RunModel

struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the runs, one line each.")

  @OptionGroup var location: PathArguments
  @Flag(help: "List the runs inside others, too, such as the trials of a study.") var all = false
  @Flag(help: "Print an array of objects instead, of every run.") var json = false

  func run() throws {
    let watched = try location.read()
    if json {
      let rows = watched.runs.map { JSONValue.object(RunSummary.json($0)) }
      StandardStreams.print(JSONValue.array(rows).serialized(pretty: true))
    } else {
      for line in RunSummary.table(watched.runs, all: all) { StandardStreams.printLine(line) }
    }
    for problem in watched.problems { StandardStreams.printError("pitwall: \(problem.path): \(problem.sentence)") }
    if watched.runs.isEmpty {
      let places = location.paths.isEmpty ? RunRoots.standard : location.paths
      StandardStreams.printError(
        "pitwall: no runs below \(places.joined(separator: ", ")); `pitwall launch -- COMMAND` starts one")
    }
  }
}

/// A run in one line, or as one object.
enum RunSummary {
  /// The last column is what a person is asked and has decided.
  /// - Parameter all: whether runs inside others have lines of their own; else they are counted.
  static func table(_ runs: [RunSnapshot], all: Bool) -> [String] {
    let secondsFromUTC = LocalTime.secondsFromUTC
    let inner = Dictionary(grouping: runs.filter { $0.parent != nil }) { $0.parent?.id ?? "" }
    let rows = runs.filter { all || $0.parent == nil }.map { run -> [String] in
      let groups = MetricGroup.groups(of: run.metrics)
      let headline = MetricGroup.headline(among: groups, metrics: run.metrics)
      let best = headline.flatMap { group in
        group.direction.flatMap { $0.best(of: run.metrics[group.decisive.index].series) }
          .map { "best \(group.decisive.name) \(NumberFormat.significant($0.value)) @ \($0.step.rawValue)" }
      }
      return [
        run.id, run.state?.rawValue ?? "-", place(of: run),
        all ? "" : innerCount(inner[run.id] ?? [], of: run),
        run.formats.joined(separator: "+"), best ?? "",
        run.damage.count == 0 ? "" : "\(run.damage.count) damaged",
        [run.openQuestion, run.standingDecision?.sentence(secondsFromUTC: secondsFromUTC)]
          .compactMap(\.self).joined(separator: ", "),
      ]
    }
    return aligned(rows)
  }

  /// A study counts its trials, whatever it has done since.
  private static func place(of run: RunSnapshot) -> String {
    if run.studyMeasure != nil, let words = run.placeWords { return words }
    return run.newestStep.map { "step \($0.rawValue)" } ?? "no steps"
  }

  /// In columns as wide as they need to be; those without any text are left out.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = zip(row, widths).filter { $1 > 0 }.map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// `40 trials` of a study; empty where there is nothing inside.
  private static func innerCount(_ inner: [RunSnapshot], of run: RunSnapshot) -> String {
    guard !inner.isEmpty else { return "" }
    let areTrials = inner.allSatisfy { $0.path.hasPrefix("\(run.path)/trials/") }
    let word = areTrials ? (inner.count == 1 ? "trial" : "trials") : "inside"
    return "\(inner.count) \(word)"
  }

  /// The object of the command contract: id, path, name, parent, format, state, step, updated, metrics,
  /// hyperparameters, damage, decision (a line of the ledger, or null), escalation (the open one, or null), question (what
  /// a person is asked: "approval" or "escalation: TITLE", or null).
  static func json(_ run: RunSnapshot) -> JSONObject {
    var metrics = JSONObject()
    for metric in run.metrics {
      let best = MetricDirection(measure: MetricRole(of: metric.name).measure)?.best(of: metric.series)
      metrics[metric.name.rawValue] = [
        "last": metric.series.last.map { .number($0.value) } ?? .null,
        "best": best.map { .number($0.value) } ?? .null,
        "best_step": best.map { .integer($0.step.rawValue) } ?? .null,
        "count": .integer(Int64(metric.series.count)),
      ]
    }
    var hyperparameters = JSONObject()
    for parameter in run.hyperparameters {
      hyperparameters[parameter.name] =
        switch parameter.value {
        case .number(let number): .number(number)
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        }
    }
    return [
      "id": .string(run.id), "path": .string(run.path), "name": .string(run.name),
      "parent": run.parent.map { .string($0.id) } ?? .null,
      "format": .string(run.formats.joined(separator: "+")), "state": run.state.map { .string($0.rawValue) } ?? .null,
      "step": run.newestStep.map { .integer($0.rawValue) } ?? .null,
      "updated": run.updated.map { .number($0.secondsSince1970) } ?? .null, "metrics": .object(metrics),
      "hyperparameters": .object(hyperparameters), "damage": .integer(Int64(run.damage.count)),
      "decision": run.standingDecision?.json ?? .null, "escalation": run.openEscalation?.json ?? .null,
      "question": run.openQuestion.map { .string($0) } ?? .null,
    ]
  }
}
