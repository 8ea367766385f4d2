import RunModel

/// The values between which the small curves of one metric are drawn, the same for all runs, so that they tell the runs
/// apart.
///
/// Where a run begins, it is far from all that follows and hardly differs from others: its first half is not looked at.
/// Values and runs far from the others are set aside as in a chart; see `RobustRange`.
enum SparklineRange {
  /// Finite values of the second half of a series, at equal distances, ascending: at most 64.
  static func sample(of series: MetricSeries) -> [Double] {
    let settled = series.count / 2..<series.count
    let count = min(settled.count, 64)
    return (0..<count).map { series[settled.lowerBound + $0 * settled.count / count].value }.filter(\.isFinite)
      .sorted()
  }

  /// - Parameter samples: one for each run.
  /// - Returns: nil where there is no value.
  static func shared(by samples: [[Double]]) -> ClosedRange<Double>? {
    let far = RobustRange.farLines(samples, .linear)
    let judged = samples.indices.filter { !far.contains($0) }.map { samples[$0] }
    guard let full = range(of: judged) else { return nil }
    guard let fence = RobustRange.fence(judged, full: full, .linear),
      let kept = range(of: judged.map { $0.filter(fence.contains) }),
      RobustRange.isWorthIt(kept: kept, full: full, .linear)
    else { return full }
    return kept
  }

  private static func range(of samples: [[Double]]) -> ClosedRange<Double>? {
    guard let low = samples.compactMap(\.first).min(), let high = samples.compactMap(\.last).max() else { return nil }
    return low...high
  }
}
