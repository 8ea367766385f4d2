extension RunSnapshot {
  /// Silence counts as an end after so many of the usual intervals between points.
  private static let missedIntervals = 5.0
  /// Of at most so many seconds, and of no fewer than these.
  private static let patience = 30.0...1800.0
  private static let intervalCount = 16
  /// For how many seconds a silence is worth a word.
  private static let day = 86_400.0

  /// Whether more data are to be expected of it.
  public var isLive: Bool { state?.needsSupervisor ?? isGrowing }

  /// Until when a run that does not say its state counts as growing if nothing more comes; nil where it says its state
  /// or has no data. O(metrics).
  public var growsUntil: WallTime? {
    guard state == nil, let updated else { return nil }
    let interval = metrics.compactMap { Self.interval(of: $0.series) }.min() ?? 0
    let patience = min(max(Self.missedIntervals * interval, Self.patience.lowerBound), Self.patience.upperBound)
    return WallTime(updated.secondsSince1970 + patience)
  }

  /// Whether it may be growing at a moment, before its metrics are looked at.
  func mayGrow(at now: WallTime) -> Bool {
    guard state == nil, let updated else { return false }
    return abs(now.secondsSince1970 - updated.secondsSince1970) <= Self.patience.upperBound
  }

  /// The mean distance of its newest points in seconds; nil where they have no times.
  private static func interval(of series: MetricSeries) -> Double? {
    let count = min(series.count - 1, intervalCount)
    guard count > 0, let last = series.last?.wallTime, let first = series[series.count - 1 - count].wallTime else {
      return nil
    }
    let seconds = last.secondsSince1970 - first.secondsSince1970
    return seconds > 0 ? seconds / Double(count) : nil
  }

  /// By its points where those have times: the files of an old run may have been copied today.
  private func isOfToday(_ now: WallTime) -> Bool {
    guard let updated, abs(now.secondsSince1970 - updated.secondsSince1970) < Self.day else { return false }
    var hasTimes = false
    for metric in metrics {
      guard let time = metric.series.last?.wallTime else { continue }
      if abs(now.secondsSince1970 - time.secondsSince1970) < Self.day { return true }
      hasTimes = true
    }
    return !hasTimes
  }

  /// Says of every run whether it grows at a moment, or has fallen silent.
  /// - Returns: when the first of them stops if nothing more comes; nil when none grows.
  public static func judgeGrowth(of runs: inout [RunSnapshot], at now: WallTime?) -> WallTime? {
    var end: WallTime?
    for index in runs.indices where runs[index].state == nil {
      let until = now.flatMap { runs[index].mayGrow(at: $0) ? runs[index].growsUntil : nil }
      let grows = if let until, let now { until > now } else { false }
      // Only what changes is copied.
      if runs[index].isGrowing != grows { runs[index].isGrowing = grows }
      let isSilent = !grows && (now.map { runs[index].isOfToday($0) } ?? false)
      if runs[index].isSilent != isSilent { runs[index].isSilent = isSilent }
      if grows, let until { end = end.map { min($0, until) } ?? until }
    }
    return end
  }
}
