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
    counts(of: values, rows: rows).flatMap { PopulationStability.index(reference: $0.reference, current: $0.current) }
  }

  /// How often chance alone makes so large an index of samples of these sizes; nil where there is no index.
  func chance(of values: ColumnValues, rows: [Int]) -> Double? {
    counts(of: values, rows: rows).flatMap {
      PopulationStability.chanceWithoutDrift(reference: $0.reference, current: $0.current)
    }
  }

  /// Rows a bin; categories in the order of their names.
  private func counts(of values: ColumnValues, rows: [Int]) -> (reference: [Int], current: [Int])? {
    switch values {
    case .numeric(let numbers), .date(let numbers):
      return bins.map { (referenceCounts, $0.counts(of: rows.map { numbers[$0] })) }
    case .categorical(let column):
      let current = Self.count(column, rows)
      let names = Set(reference.keys).union(current.keys).sorted()
      return (names.map { reference[$0] ?? 0 }, names.map { current[$0] ?? 0 })
    }
  }

  /// Missing counts as a value of its own.
  private static func count(_ column: CategoricalColumn, _ rows: [Int]) -> [String: Int] {
    rows.reduce(into: [:]) { $0[column.text(at: $1) ?? "", default: 0] += 1 }
  }
}

extension TrainingSpecification.DriftRule {
  /// What chance alone does more often than this is neither drift nor worth a warning.
  private static let rarity = 0.01

  /// - Parameter chance: how often chance alone makes so large an index.
  func status(of index: Double?, chance: Double?) -> DriftReport.Status {
    guard let index, chance.map({ $0 < Self.rarity }) ?? true else { return .ok }
    return index >= threshold ? .drift : index >= warning ? .warning : .ok
  }

  /// What the index is and when it counts.
  /// - Parameter reference: what the reference rows are called.
  func sentence(reference: String) -> String {
    "population stability index against \(bins) quantile bins (or categories) of the \(reference), missing as a bin "
      + "of its own, shares below 0.0001 counted as that: warning from \(warning), drift from \(threshold), where chance "
      + "alone makes so much in fewer than 1 of 100 samples of these sizes"
  }
}
