internal import RunModel
internal import Specification
internal import Tables

/// A later sample of the same columns and how far it has drifted from the training rows.
struct LaterSample: Sendable {
  private let name: String
  private let columns: [TrainingData.Column]
  /// Days since 1970; NaN where unknown. nil without a time column.
  private let days: [Double]?

  /// nil when the specification names none.
  init?(_ specification: TrainingSpecification, directory: String, like data: TrainingData) throws(LearningError) {
    guard let relative = specification.data.later else { return nil }
    let path = TrainingData.resolve(relative, in: directory)
    let table = try TrainingData.table(try TrainingData.read(path), path)
    name = relative
    var read: [TrainingData.Column] = []
    for column in data.columns + data.watchedColumns {
      guard let cells = table.column(column.name) else {
        throw .unsuitableData(path: path, reason: "there is no column \(column.name), which \(data.path) has")
      }
      read.append((column.name, ColumnValues(cells: cells, as: column.values.kind)))
    }
    columns = read
    if let time = specification.data.timeColumns.first, let cells = table.column(time) {
      days = cells.map { CivilDate(parsing: $0).map { Double($0.days) } ?? .nan }
    } else {
      days = nil
    }
  }

  /// Population stability index of every feature, and of the sensitive columns that are none.
  func drift(from data: TrainingData, rule: TrainingSpecification.DriftRule, step: Step) -> DriftReport {
    let periods = self.periods(rule)
    let features = zip(data.columns + data.watchedColumns, columns).map { reference, current in
      let counter = ColumnDrift(reference: reference.values, rows: data.split.training, bins: rule.bins)
      let value = counter.index(of: current.values, rows: Array(0..<current.values.count))
      let status = rule.status(of: value)
      let since =
        status != .drift
        ? nil
        : periods.first { period in
          counter.index(of: current.values, rows: period.rows).map { $0 >= rule.threshold } ?? false
        }
      return DriftReport.Feature(
        name: reference.name, measure: "psi", value: value, threshold: rule.threshold, status: status,
        since: since?.name)
    }
    let sentence = rule.sentence + "; since is the first period of the later sample over the threshold"
    return DriftReport(
      origin: TableOrigin(split: "later", step: step), reference: "training rows", current: name, rule: sentence,
      features: features)
  }

  /// Months, or weeks by their Monday where there are fewer than three months; a period with so few rows that chance
  /// alone comes near the threshold (expected index about bins / rows) is left out.
  private func periods(_ rule: TrainingSpecification.DriftRule) -> [(name: String, rows: [Int])] {
    guard let days else { return [] }
    func group(_ name: (Int) -> String) -> [String: [Int]] {
      let known = days.indices.filter { !days[$0].isNaN }
      return Dictionary(grouping: known) { name(Int(days[$0])) }
    }
    var groups = group { CivilDate(days: $0).monthText }
    // 1970-01-01 was a Thursday.
    if groups.count < 3 { groups = group { CivilDate(days: $0 - (($0 % 7 + 7 + 3) % 7)).text } }
    let least = Int(2 * Double(rule.bins) / rule.threshold)
    return groups.filter { $0.value.count >= least }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
