public import RunModel

/// Where the points of one run stand on the x axis: at whole positions, `ChartXAxis.unit` of them to one step, epoch
/// or second.
public struct Placement: Equatable, Sendable {
  enum Rule: Equatable, Sendable {
    case steps
    /// Microseconds behind a moment, in seconds since 1970.
    case time(origin: Double)
    case epochs(EpochScale)
    case nowhere
  }
  var rule: Rule

  public static let steps = Placement(rule: .steps)
  /// Of a run that does not say.
  static let nowhere = Placement(rule: .nowhere)
  /// On the clock: since 1970.
  public static let clock = Placement(rule: .time(origin: 0))

  public static func time(since origin: WallTime) -> Placement {
    Placement(rule: .time(origin: origin.secondsSince1970))
  }
  static func epochs(_ scale: EpochScale) -> Placement { Placement(rule: .epochs(scale)) }

  /// nil where the run does not say.
  /// - Parameter wallTime: NaN when it is not known.
  func position(step: Int64, wallTime: Double) -> Int64? {
    switch rule {
    case .steps: step
    case .nowhere: nil
    case .time(let origin): Int64(exactly: ((wallTime - origin) * 1e6).rounded())
    case .epochs(let scale): scale.epoch(at: step).flatMap { Int64(exactly: ($0 * 1e6).rounded()) }
    }
  }

  func position(of point: MetricPoint) -> Int64? {
    position(step: point.step.rawValue, wallTime: point.wallTime?.secondsSince1970 ?? .nan)
  }

  /// The point of a series, by step, that stands nearest to a position; where time goes back, one of those.
  func index(nearest position: Int64, in series: MetricSeries) -> Int? {
    if rule == .steps { return series.index(nearest: Step(position)) }
    guard !series.isEmpty else { return nil }
    let place = { (index: Int) in self.position(of: series[index]) }
    let behind = firstIndex(in: series) { place($0).map { $0 >= position } }
    let around = [behind - 1, behind].filter { (0..<series.count).contains($0) && place($0) != nil }
    return around.min { a, b in
      (Double(place(a) ?? 0) - Double(position)).magnitude < (Double(place(b) ?? 0) - Double(position)).magnitude
    }
  }

  /// The step at a moment: that of the first point recorded then or later; nil where no point has a time.
  static func step(at moment: WallTime, in series: MetricSeries) -> Step? {
    let clock = Placement.clock
    let wanted = clock.position(step: 0, wallTime: moment.secondsSince1970) ?? 0
    let at = clock.firstIndex(in: series) { clock.position(of: series[$0]).map { $0 >= wanted } }
    guard series.first?.wallTime != nil || series.last?.wallTime != nil, !series.isEmpty else { return nil }
    return series[Swift.min(at, series.count - 1)].step
  }

  /// Halves the points until it knows where `isBehind` turns true; a point that does not say counts as before.
  private func firstIndex(in series: MetricSeries, where isBehind: (Int) -> Bool?) -> Int {
    var (low, high) = (0, series.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(middle) == true { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// How far a run was, in epochs, at its steps.
struct EpochScale: Equatable, Sendable {
  /// The metric that logs it.
  private let series: MetricSeries?
  private let stepsPerEpoch: Double

  init(series: MetricSeries) { (self.series, stepsPerEpoch) = (series, .nan) }
  /// - Parameter stepsPerEpoch: above 0.
  init(stepsPerEpoch: Double) { (series, self.stepsPerEpoch) = (nil, stepsPerEpoch) }

  /// How the run tells: a metric that is called `epoch`, else a hyperparameter of steps per epoch; nil for neither.
  init?(_ run: RunSnapshot) {
    let metric = run.metrics.first { metric in
      let name = metric.name.rawValue.split(separator: "/").last?.lowercased() ?? ""
      return (name == "epoch" || name == "epochs") && metric.series.summary.finiteCount > 0
    }
    if let metric {
      self.init(series: metric.series)
      return
    }
    let names: Set = ["steps_per_epoch", "batches_per_epoch", "iterations_per_epoch", "iters_per_epoch"]
    for setting in run.hyperparameters {
      let name = setting.name.split(separator: "/").last?.lowercased() ?? ""
      if names.contains(name), case .number(let count) = setting.value, count > 0, count.isFinite {
        self.init(stepsPerEpoch: count)
        return
      }
    }
    return nil
  }

  /// Between two logged epochs in proportion to the steps; before the first and after the last as they are.
  func epoch(at step: Int64) -> Double? {
    guard let series else { return Double(step) / stepsPerEpoch }
    guard !series.isEmpty else { return nil }
    let behind = series.indexRange(of: .min...step).upperBound
    let before = series[Swift.max(0, behind - 1)]
    guard behind > 0, before.step.rawValue < step, behind < series.count else { return finite(before.value) }
    let after = series[behind]
    guard before.value.isFinite, after.value.isFinite else { return finite(before.value) ?? finite(after.value) }
    let share =
      (Double(step) - Double(before.step.rawValue)) / (Double(after.step.rawValue) - Double(before.step.rawValue))
    return before.value + (after.value - before.value) * share
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  /// Up to which step the answers no longer change while the run goes on.
  var settledStep: Int64 { series.map { $0.last?.step.rawValue ?? .min } ?? .max }

  /// Whether all that an earlier scale told up to its settled step still holds.
  func isContinuation(of earlier: EpochScale) -> Bool {
    guard let series, let before = earlier.series else {
      return series == nil && earlier.series == nil && stepsPerEpoch == earlier.stepsPerEpoch
    }
    return series.isContinuation(of: before)
  }

  static func == (a: EpochScale, b: EpochScale) -> Bool {
    a.isContinuation(of: b) && a.series?.count == b.series?.count
  }
}
