public import RunModel

/// How fast a run gets on, by the wall times of its newest points.
public struct RunPace: Equatable, Sendable {
  /// Above 0.
  public var stepsPerSecond: Double
  /// Of the newest point.
  public var step: Step
  public var wallTime: WallTime

  /// The newest tenth of the points is asked, and at least so many where there are.
  private static let fewestPoints = 10

  /// The pace of the newest tenth of a series, no further back than where the training was resumed last; nil when it
  /// has not gone on between two points of known time. O(log points).
  public init?(_ series: MetricSeries) {
    guard let last = series.last, let end = last.wallTime else { return nil }
    let wanted = max(0, series.count - 1 - max(Self.fewestPoints, series.count / 10))
    let resumed = series.resumes.last.flatMap { $0 < last.step ? series.index(nearest: $0) : nil } ?? 0
    let first = series[max(wanted, resumed)]
    guard let start = first.wallTime, start < end else { return nil }
    let steps = Double(last.step.rawValue) - Double(first.step.rawValue)
    let pace = steps / (end.secondsSince1970 - start.secondsSince1970)
    guard pace > 0, pace.isFinite else { return nil }
    (stepsPerSecond, step, wallTime) = (pace, last.step, end)
  }

  /// When a step will be reached at this pace.
  public func moment(of step: Step) -> WallTime? {
    let left = Double(step.rawValue) - Double(self.step.rawValue)
    return WallTime(wallTime.secondsSince1970 + max(0, left) / stepsPerSecond)
  }
}

extension RunSnapshot {
  /// When it will have done all of its steps, if it goes on as it did lately; nil while it does not run, or its total or
  /// its pace is not known. A run that does not say whether it runs is believed to until that moment: see `newest`.
  var expectedEnd: WallTime? {
    guard state == nil || state == .running || state == .pausing, let progress, let total = progress.total,
      progress.step < total
    else { return nil }
    guard let series = pacingSeries, let pace = RunPace(series) else { return nil }
    return pace.moment(of: total)
  }

  /// The metric whose steps are those of the progress: one that has come about as far.
  private var pacingSeries: MetricSeries? {
    guard let progress else { return nil }
    func distance(_ metric: Metric) -> Double {
      metric.series.last.map { abs(Double($0.step.rawValue) - Double(progress.step.rawValue)) } ?? .infinity
    }
    let metric = metrics.filter { $0.series.count > 1 }.min { distance($0) < distance($1) }
    // Half as far or twice as far are other steps.
    guard let metric, distance(metric) <= max(2, Double(progress.step.rawValue) / 2) else { return nil }
    return metric.series
  }
}
