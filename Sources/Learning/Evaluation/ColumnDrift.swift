internal import RunModel
internal import Specification
internal import Statistics
internal import Tables

/// The population stability index of a column against reference rows, missing as a bin of its own.
struct ColumnDrift {
  private let bins: NumericBins?
  private var reference: [String: Int] = [:]
  private var referenceCounts: [Int] = []

  init(reference values: ColumnValues, rows: [Int], bins: Int) {
    switch values {
    case .numeric(let numbers), .date(let numbers):
      let sample = rows.map { numbers[$0] }
      let fitted = NumericBins(reference: sample, count: bins)
      self.bins = fitted
      referenceCounts = fitted.counts(of: sample)
    case .categorical(let column):
      self.bins = nil
      reference = Self.count(column, rows)
    }
  }

  /// nil where the column has another kind than the reference, or no rows.
  func index(of values: ColumnValues, rows: [Int]) -> Double? {
    switch values {
    case .numeric(let numbers), .date(let numbers):
      guard let bins else { return nil }
      return PopulationStability.index(reference: referenceCounts, current: bins.counts(of: rows.map { numbers[$0] }))
    case .categorical(let column):
      return PopulationStability.index(reference: reference, current: Self.count(column, rows))
    }
  }

  /// Missing counts as a value of its own.
  private static func count(_ column: CategoricalColumn, _ rows: [Int]) -> [String: Int] {
    rows.reduce(into: [:]) { $0[column.text(at: $1) ?? "", default: 0] += 1 }
  }
}

extension TrainingSpecification.DriftRule {
  func status(of index: Double?) -> DriftReport.Status {
    switch index {
    case let index? where index >= threshold: .drift
    case let index? where index >= warning: .warning
    default: .ok
    }
  }

  /// What the index is and when it counts.
  /// - Parameter reference: what the reference rows are called.
  func sentence(reference: String) -> String {
    "population stability index against \(bins) quantile bins (or categories) of the \(reference), missing as a bin "
      + "of its own, shares below 0.0001 counted as that: warning from \(warning), drift from \(threshold)"
  }
}
