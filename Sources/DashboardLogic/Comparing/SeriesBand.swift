import Glibc
public import RunModel

/// What is shown of a group of runs around their mean.
public enum BandKind: String, CaseIterable, Codable, Sendable {
  /// Every run is a curve of its own.
  case off
  /// From the least to the greatest value.
  case extremes
  /// One standard deviation of the runs on both sides.
  case deviation

  public var title: String {
    switch self {
    case .off: "off"
    case .extremes: "min-max"
    case .deviation: "±1 SD"
    }
  }

  var next: BandKind {
    switch self {
    case .off: .extremes
    case .extremes: .deviation
    case .deviation: .off
    }
  }
}

/// The mean of several series, and how far they are from it, over equal stretches of steps.
///
/// A series counts at a stretch with the mean of its finite points there; between two stretches with points it counts with
/// the value on the straight line between them, so that series recorded at different steps can be averaged; before its
/// first and after its last point it does not count.
public struct SeriesBand: Equatable, Sendable {
  public struct Place: Equatable, Sendable {
    /// Of the series that count here.
    public var mean: Double
    public var lowest: Double
    public var highest: Double
    /// Sample standard deviation (n - 1); nil of fewer than two.
    public var deviation: Double?
    /// How many series count here.
    public var count: Int

    /// What a kind of band covers; nil where it covers nothing.
    public func range(_ kind: BandKind) -> ClosedRange<Double>? {
      switch kind {
      case .off: return nil
      case .extremes: return lowest...highest
      case .deviation:
        guard let deviation, (mean - deviation).isFinite, (mean + deviation).isFinite else { return nil }
        return mean - deviation...mean + deviation
      }
    }
  }

  /// One a stretch; nil where no series counts.
  public var places: [Place?]

  /// O(series × columns), whatever the number of points.
  public init(of series: [MetricSeries], columns: Int, over steps: ClosedRange<Int64>) {
    self.init(of: series.map { $0.summaries(columns: columns, over: steps).map { $0.map(ColumnSpan.init) } })
  }

  /// - Parameter series: of each the same number of columns.
  init(of series: [[ColumnSpan?]]) {
    var sums = Array(repeating: Sum(), count: series.first?.count ?? 0)
    for columns in series {
      var before: (column: Int, mean: Double)?
      for (column, span) in columns.enumerated() {
        guard let span, span.isFinite else { continue }
        if let before { Self.fill(&sums, from: before, to: (column, span.mean)) }
        sums[column].add(span.mean, from: span.min, to: span.max)
        before = (column, span.mean)
      }
    }
    places = sums.map(\.place)
  }

  private static func fill(_ sums: inout [Sum], from: (column: Int, mean: Double), to: (column: Int, mean: Double)) {
    guard to.column > from.column + 1 else { return }
    for column in (from.column + 1)..<to.column {
      let share = Double(column - from.column) / Double(to.column - from.column)
      // Each part first, since the difference of two huge values is not finite.
      let value = from.mean * (1 - share) + to.mean * share
      sums[column].add(value, from: value, to: value)
    }
  }

  /// Welford's running mean and sum of squared distances from it (1962).
  private struct Sum {
    var count = 0
    var mean = 0.0
    var squares = 0.0
    var lowest = Double.infinity
    var highest = -Double.infinity

    mutating func add(_ value: Double, from low: Double, to high: Double) {
      count += 1
      let distance = value - mean
      mean += distance / Double(count)
      squares += distance * (value - mean)
      (lowest, highest) = (min(lowest, low), max(highest, high))
    }

    var place: Place? {
      guard count > 0, mean.isFinite else { return nil }
      let deviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
      return Place(mean: mean, lowest: lowest, highest: highest, deviation: deviation, count: count)
    }
  }
}
