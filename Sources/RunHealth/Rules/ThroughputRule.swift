import RunModel

/// Steps come half as fast as they did, for the newest quarter of the run.
enum ThroughputRule {
  private static let needed = 32

  static func judge(_ run: JudgedRun) -> HealthOutcome {
    if let logged = run.throughput, logged.count >= needed {
      return judge(logged.values, logged.points.map(\.step), logged.name, unit: "")
    }
    guard let pulse = run.pulse, pulse.series.count > needed, let rates = rates(pulse.series) else {
      return .unjudged(because: "it needs \(needed) values with wall times, or a logged throughput")
    }
    return judge(rates.values, rates.steps, pulse.name, unit: " steps a second")
  }

  private static func judge(_ rates: [Double], _ steps: [Step], _ name: MetricName, unit: String) -> HealthOutcome {
    let recent = rates.count / 4
    // The first values come slowly: caches fill, code is compiled.
    let before = rates.dropLast(recent).dropFirst(rates.count / 8).median
    let now = rates.suffix(recent).median
    let upper = rates.suffix(recent).sorted()[recent * 3 / 4]
    guard before > 0, now < 0.5 * before, upper < 0.7 * before else { return .quiet }
    let slow = rates.runningMedian(width: 5)
    var start = rates.count - recent
    while start > 0, slow[start - 1] < 0.7 * before { start -= 1 }
    return .fired(
      HealthFinding(
        .throughputDrop, .warning, metric: name, step: steps[start],
        evidence: "\(now)\(Evidence(stringLiteral: unit)), \(share: now / before) of the \(before) it had been"))
  }

  /// Steps a second between the ends of at most 128 equal stretches; nil without wall times.
  private static func rates(_ series: MetricSeries) -> (values: [Double], steps: [Step])? {
    let columns = min(series.count - 1, Curve.columns)
    let points = (0...columns).map { series[$0 * (series.count - 1) / columns] }
    let rates = zip(points, points.dropFirst()).compactMap { start, end -> (Double, Step)? in
      guard let from = start.wallTime?.secondsSince1970, let to = end.wallTime?.secondsSince1970, to > from else {
        return nil
      }
      return ((Double(end.step.rawValue) - Double(start.step.rawValue)) / (to - from), start.step)
    }
    return rates.count >= needed ? (rates.map(\.0), rates.map(\.1)) : nil
  }
}
