import RunModel

/// What a run looked like when something was worked out from all of its series.
struct RunSight: Sendable {
  private let series: [MetricSeries.Sight]
  private let pointCount: Int

  /// O(metrics).
  init(_ run: RunSnapshot) {
    series = run.metrics.map(\.series.sight)
    pointCount = series.reduce(0) { $0 + $1.count }
  }

  /// Whether the run still looks so, or so little has come at its end that what was worked out stands: less than can be
  /// seen in series of many points. O(metrics).
  func stands(for run: RunSnapshot) -> Bool {
    guard run.metrics.count == series.count, zip(run.metrics, series).allSatisfy({ $0.series.goesOn(from: $1) }) else {
      return false
    }
    return run.metrics.reduce(0) { $0 + $1.series.count } - pointCount <= pointCount / 256
  }
}
