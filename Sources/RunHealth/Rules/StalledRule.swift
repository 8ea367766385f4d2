import RunModel

/// A running training that has been silent for much longer than its values are usually apart.
enum StalledRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    guard run.state == .running else { return .unjudged(because: "the run is not known to be running") }
    guard let pulse = run.pulse, let now = run.now, let last = pulse.series.last, let lastTime = last.wallTime else {
      return .unjudged(because: "its values have no wall times")
    }
    let intervals = Self.intervals(pulse.series)
    guard intervals.count >= 5 else { return .unjudged(because: "it needs 6 values with wall times") }
    let silence = now.secondsSince1970 - lastTime.secondsSince1970
    let usual = intervals.median
    let longest = intervals.max() ?? usual
    guard silence > max(60, 10 * usual, 3 * longest) else { return .quiet }
    return .fired(
      HealthFinding(
        .stalled, .critical, metric: pulse.name, step: last.step,
        evidence: "no new \(pulse.name) for \(seconds: silence); they came every \(seconds: usual)"))
  }

  /// In seconds, between the newest 65 values.
  private static func intervals(_ series: MetricSeries) -> [Double] {
    let times = (max(0, series.count - 65)..<series.count).compactMap { series[$0].wallTime?.secondsSince1970 }
    return zip(times, times.dropFirst()).map { $1 - $0 }.filter { $0 >= 0 && $0.isFinite }
  }
}
