import DashboardLogic
import HyperparameterSearch
import JSONText
import Specification

/// What a search prints.
struct SearchOutput {
  let file: SearchFile
  let directory: SearchDirectory

  func best(of records: [TrialRecord]) -> TrialRecord? {
    // Among equals the first one.
    records.filter { $0.value != nil }.reduce(nil) { best, record in
      guard let value = record.value, let leading = best?.value else { return best ?? record }
      return (file.isMaximized ? value > leading : value < leading) ? record : best
    }
  }

  func convergence(of records: [TrialRecord]) -> String {
    Convergence.verdict(history: records.map(\.observation), isMaximized: file.isMaximized).sentence
  }

  // MARK: For programs

  func line(_ record: TrialRecord) -> String {
    JSONValue.object(record.json(run: directory.trial(record.number).path)).serialized()
  }

  func lastLine(_ records: [TrialRecord], isInterrupted: Bool) -> String {
    let best = best(of: records).map { JSONValue.object($0.json(run: directory.trial($0.number).path)) }
    let summary: JSONValue = [
      "best": best ?? .null, "trials": .integer(Int64(records.count)),
      "failed": .integer(Int64(records.count { $0.value == nil })), "interrupted": .bool(isInterrupted),
      "convergence": .string(convergence(of: records)), "search": .string(directory.path),
    ]
    return summary.serialized()
  }

  // MARK: For people

  /// The trials, the best one marked, and what to make of them.
  func table(_ records: [TrialRecord]) -> [String] {
    let best = best(of: records)
    let names = file.space.parameters.map(\.name)
    let header = ["", "trial", file.metric] + names + ["stage", "seconds", ""]
    let rows = records.map { record in
      [record == best ? "*" : "", "\(record.number)", record.value.map { NumberFormat.significant($0) } ?? "failed"]
        + names.map { record.assignment[$0].map(Self.short) ?? "-" }
        + [record.stage.rawValue, NumberFormat.significant(record.seconds, digits: 3), record.reason]
    }
    return Self.aligned([header] + rows) + closing(records, best)
  }

  private func closing(_ records: [TrialRecord], _ best: TrialRecord?) -> [String] {
    guard let best, let value = best.value else {
      return ["", "No trial gave a value of \(file.metric); the trials' consoles are in \(directory.path)"]
    }
    return [
      "", "best: trial \(best.number), \(file.metric) \(value) with \(best.assignment)", convergence(of: records),
      "trials: \(directory.path)",
    ]
  }

  private static func short(_ value: ParameterValue) -> String {
    if case .number(let number) = value { return NumberFormat.significant(number) }
    return String(value.description.prefix(24))
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
