internal import RunModel
internal import Specification
internal import SpecifiedData
internal import Tables

/// A later sample of some columns, and how far they have drifted from reference rows.
struct LaterSample: Sendable {
  /// SHA-256 of the file, lower-case hexadecimal.
  let digest: String
  private let name: String
  /// Values over time of all columns together.
  private static let mostHistory = 20_000
  private let columns: [TrainingData.Column]
  /// Days since 1970; NaN where unknown. nil without a time column.
  private let days: [Double]?

  /// - Parameter reference: columns that the file has; it is read as their kinds.
  init(_ file: DataFiles, like reference: [TrainingData.Column], timeColumn: String?) {
    (digest, name) = (file.digest, file.path)
    let table = file.table
    columns = reference.map { column in
      (column.name, ColumnValues(cells: table.column(column.name) ?? [], as: column.values.kind))
    }
    days = timeColumn.flatMap { table.column($0) }.map { cells in cells.map { CivilDate.days(parsing: $0) ?? .nan } }
  }

  /// Population stability index of every column.
  /// - Parameters:
  ///   - reference: the columns that the sample was read like, in the same order.
  ///   - rows: of the reference.
  ///   - rowsName: what those rows are called.
  func drift(
    from reference: [TrainingData.Column], rows: [Int], called rowsName: String,
    rule: TrainingSpecification.DriftRule, step: Step?
  ) -> DriftReport {
    let periods = self.periods(rule).suffix(max(2, min(60, Self.mostHistory / max(1, columns.count))))
    let features = zip(reference, columns).map { reference, current in
      let counter = ColumnDrift(reference: reference.values, rows: rows, bins: rule.bins)
      let all = Array(0..<current.values.count)
      let value = counter.index(of: current.values, rows: all)
      let status = rule.status(of: value, chance: counter.chance(of: current.values, rows: all))
      let history = periods.map { counter.index(of: current.values, rows: $0.rows) ?? .nan }
      let first = zip(periods, history).first { period, index in
        rule.status(of: index, chance: counter.chance(of: current.values, rows: period.rows)) == .drift
      }
      let since = status == .drift ? first?.0.name : nil
      return DriftReport.Feature(
        name: reference.name, measure: "psi", value: value, threshold: rule.threshold, status: status, since: since,
        history: history.map { ($0 * 1e6).rounded() / 1e6 },
        distribution: ValueDistribution.compare(reference.values, rows: rows, with: current.values, rows: all))
    }
    let hasSince = features.contains { $0.since != nil }
    let since = hasSince ? "; since is the first period of the later sample over the threshold" : ""
    let sentence = rule.sentence(reference: rowsName) + since
    return DriftReport(
      origin: TableOrigin(split: "later", step: step), reference: rowsName, current: name, rule: sentence,
      windows: periods.map(\.name), features: features
    ).bounded
  }

  /// Months, or weeks by their Monday where there are fewer than three months; a period with so few rows that chance
  /// alone comes near the threshold (expected index about bins / rows) is left out.
  private func periods(_ rule: TrainingSpecification.DriftRule) -> [(name: String, rows: [Int])] {
    guard let days else { return [] }
    func group(_ name: (Int) -> String) -> [String: [Int]] {
      let known = days.indices.filter { !days[$0].isNaN }
      return Dictionary(grouping: known) { name(Int(days[$0].rounded(.down))) }
    }
    var groups = group { CivilDate(days: $0).monthText }
    // 1970-01-01 was a Thursday.
    if groups.count < 3 { groups = group { CivilDate(days: $0 - (($0 % 7 + 7 + 3) % 7)).text } }
    let least = Int(2 * Double(rule.bins) / rule.threshold)
    return groups.filter { $0.value.count >= least }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension DriftReport {
  /// Which features drift, the worst first, in a sentence for a decision.
  var summary: String {
    let drifting = features.filter { $0.status == .drift }.sorted { ($0.value ?? 0) > ($1.value ?? 0) }
    guard !drifting.isEmpty else { return "None of \(features.count) columns drifts in \(current)." }
    let shown = drifting.prefix(4).map { feature in
      "\(feature.name) (PSI \(FixedText.number(feature.value, 2))\(feature.since.map { " since \($0)" } ?? ""))"
    }
    let rest = drifting.count > shown.count ? " and \(drifting.count - shown.count) more" : ""
    return "\(drifting.count) of \(features.count) columns drift in \(current): "
      + "\(shown.joined(separator: ", "))\(rest)."
  }
}
