/// The picture of a table: what each column holds, without judging it.
public struct DataProfile: Codable, Equatable, Sendable {
  public var rows: Int
  public var columns: [ColumnProfile]

  /// O(columns · levels · log levels).
  public init(_ table: InspectedTable) {
    rows = table.rowCount
    columns = table.columns.map(ColumnProfile.init)
  }
}

/// The picture of one column.
public struct ColumnProfile: Codable, Equatable, Sendable {
  public var name: String
  public var kind: ColumnValues.Kind
  /// Cells that are there and fit the kind.
  public var count: Int
  /// Cells that are empty or hold a missing word.
  public var missing: Int
  /// Cells that are there and do not fit the kind.
  public var odd: Int
  /// Different values among the cells that fit.
  public var distinct: Int
  /// nil for a categorical column, and without a value. Dates are days since 1970-01-01.
  public var numbers: NumberSummary?
  /// The most frequent levels of a categorical column, at most `levelLimit`, ties in the order of their text.
  public var levels: [LevelCount]
  /// Counts in equal steps from minimum to maximum (at most `binLimit`, one where the column is constant), or of
  /// the most frequent levels, largest first.
  public var histogram: [Int]

  public static let levelLimit = 8
  public static let binLimit = 12

  public struct NumberSummary: Codable, Equatable, Sendable {
    public var minimum: Double
    /// Quartiles by Hyndman and Fan's type 7, as NumPy's default.
    public var lowerQuartile: Double
    public var median: Double
    public var upperQuartile: Double
    public var maximum: Double
    public var mean: Double
    /// Of the sample (n − 1); nil below two values.
    public var deviation: Double?
  }

  public struct LevelCount: Codable, Equatable, Sendable {
    public var level: String
    public var count: Int
  }

  init(_ column: InspectedColumn) {
    (name, kind, missing, odd) = (
      column.name, column.kind, column.missingCount, column.oddRows.count
    )
    count = column.presentCount - odd
    guard column.kind == .categorical else {
      distinct = column.distribution.values.count
      numbers = NumberSummary(column.distribution)
      levels = []
      histogram = Self.histogram(column.distribution)
      return
    }
    distinct = column.levels.count
    numbers = nil
    let order = column.levels.indices.sorted {
      (column.counts[$1], column.levels[$0]) < (column.counts[$0], column.levels[$1])
    }
    levels = order.prefix(Self.levelLimit).map {
      LevelCount(level: column.levels[$0], count: column.counts[$0])
    }
    histogram = order.prefix(Self.binLimit).map { column.counts[$0] }
  }

  private static func histogram(_ values: ValueCounts) -> [Int] {
    guard let low = values.values.first, let high = values.values.last else { return [] }
    let binCount = min(binLimit, values.values.count)
    // Halved, as the width of a wide range may overflow.
    let halfWidth = high / 2 - low / 2
    var bins = [Int](repeating: 0, count: binCount)
    for (value, count) in zip(values.values, values.counts) {
      let share = halfWidth > 0 ? (value / 2 - low / 2) / halfWidth : 0
      bins[min(binCount - 1, Int(share * Double(binCount)))] += count
    }
    return bins
  }
}

extension ColumnProfile.NumberSummary {
  /// nil without values.
  init?(_ values: ValueCounts) {
    guard let minimum = values.quantile(0), let lower = values.quantile(0.25),
      let median = values.quantile(0.5),
      let upper = values.quantile(0.75), let maximum = values.quantile(1), let mean = values.mean
    else { return nil }
    self.init(
      minimum: minimum, lowerQuartile: lower, median: median, upperQuartile: upper,
      maximum: maximum, mean: mean,
      deviation: values.deviation)
  }
}
