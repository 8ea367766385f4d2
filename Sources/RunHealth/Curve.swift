import RunModel

/// A series as the rules see it: its finite values, at most `Curve.columns` of them, each the mean of a stretch where
/// there are more points.
struct Curve: Sendable {
  static let columns = 128

  struct Point: Sendable {
    /// Of the first point of the stretch.
    var step: Step
    var value: Double
    /// The greatest finite value of the stretch.
    var high: Double
  }
  let name: MetricName
  let series: MetricSeries
  let points: [Point]

  /// O(columns × (chunks + 128)).
  init(_ metric: RunSnapshot.Metric) {
    (name, series) = (metric.name, metric.series)
    let count = metric.series.count
    let columns = Swift.min(count, Self.columns)
    points = (0..<columns).compactMap { column in
      let start = column * count / columns
      let summary = metric.series.summary(of: start..<(column + 1) * count / columns)
      guard summary.finiteCount > 0, summary.mean.isFinite else { return nil }
      return Point(step: metric.series[start].step, value: summary.mean, high: summary.max)
    }
  }

  var values: [Double] { points.map(\.value) }
  var isEmpty: Bool { points.isEmpty }
  var count: Int { points.count }

  /// The first point that is not finite, how many there are, and how many of them end the series.
  /// O(points) only where there is one.
  var nonFinite: (first: MetricPoint, count: Int, atEnd: Int)? {
    let total = series.nonFiniteCount(0..<series.count)
    guard total > 0 else { return nil }
    var (low, high) = (0, series.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if series.nonFiniteCount(low..<middle) > 0 { high = middle } else { low = middle }
    }
    var atEnd = 0
    while atEnd < series.count, !series[series.count - 1 - atEnd].value.isFinite { atEnd += 1 }
    return (series[low], total, atEnd)
  }
}

extension MetricSeries {
  fileprivate func nonFiniteCount(_ range: Range<Int>) -> Int {
    let summary = summary(of: range)
    return summary.count - summary.finiteCount
  }
}
