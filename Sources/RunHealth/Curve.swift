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
    /// Which points of the series.
    var stretch: Range<Int>
  }
  let name: MetricName
  let series: MetricSeries
  let points: [Point]
  /// Of how many layers it is the norm; 1 for a series as it was logged.
  private(set) var layerCount = 1

  /// O(columns × (chunks + 128)).
  init(_ metric: RunSnapshot.Metric) {
    (name, series) = (metric.name, metric.series)
    let count = metric.series.count
    let columns = Swift.min(count, Self.columns)
    points = (0..<columns).compactMap { column in
      let stretch = column * count / columns..<(column + 1) * count / columns
      let summary = metric.series.summary(of: stretch)
      guard summary.finiteCount > 0, summary.mean.isFinite else { return nil }
      return Point(
        step: metric.series[stretch.lowerBound].step, value: summary.mean, high: summary.max, stretch: stretch)
    }
  }

  /// The norm over all layers where each is logged for itself, under the name of the one that shows it best: that ends
  /// without a number, else the largest at the end. Layers logged at other steps than most are left out; nil without any.
  init?(layers all: [Curve]) {
    guard let most = all.map(\.series.count).max(), most > 0 else { return nil }
    let layers = all.filter { $0.series.count == most }
    func rank(_ layer: Curve) -> Double {
      guard let last = layer.series.last?.value, last.isFinite else { return .infinity }
      return layer.values.suffix(5).median
    }
    guard let largest = layers.max(by: { rank($0) < rank($1) }) else { return nil }
    var sums: [Step: (count: Int, value: Double, high: Double)] = [:]
    for point in layers.lazy.flatMap(\.points) {
      let sum = sums[point.step] ?? (0, 0, 0)
      sums[point.step] = (sum.count + 1, sum.value + point.value * point.value, sum.high + point.high * point.high)
    }
    (name, series, layerCount) = (largest.name, largest.series, layers.count)
    points = largest.points.compactMap { point in
      guard let sum = sums[point.step], sum.count == layers.count, sum.high.isFinite else { return nil }
      return Point(
        step: point.step, value: sum.value.squareRoot(), high: sum.high.squareRoot(), stretch: point.stretch)
    }
  }

  /// What its values are called in a sentence.
  var words: Evidence { layerCount > 1 ? "the gradient norm over \(layerCount) layers" : "\(name)" }

  var values: [Double] { points.map(\.value) }
  var isEmpty: Bool { points.isEmpty }
  var count: Int { points.count }

  /// Where the greatest value of a stretch is. O(points of the stretch).
  func stepOfHigh(_ index: Int) -> Step {
    var highest = (step: points[index].step, value: -Double.infinity)
    series.forEachPoint(in: points[index].stretch) { step, _, value in
      if value > highest.value, value.isFinite { highest = (Step(step), value) }
    }
    return highest.step
  }

  /// The first point that is not finite, how many there are, and how many of them end the series.
  /// O(chunks + 128) times the logarithm of the number of points.
  var nonFinite: (first: MetricPoint, count: Int, atEnd: Int)? {
    guard let first = series.firstNonFiniteIndex() else { return nil }
    let summary = series.summary(of: 0..<series.count)
    return (series[first], summary.count - summary.finiteCount, series.nonFiniteTail)
  }
}
