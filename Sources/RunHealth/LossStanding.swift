public import RunModel

/// How the loss of a run stands, for what is said of one that no rule fired for.
public struct LossStanding: Equatable, Sendable {
  public enum Trend: Equatable, Sendable {
    /// The newest tenth is below all that came before, by more than the noise.
    case falling
    /// The newest tenth is as low as the lowest that came before, as far as the noise lets that be told.
    case level
    /// Too few values to tell noise from progress; the newest is the lowest.
    case lowestYet
    /// There is one value only.
    case single
    /// It has been lower.
    case risen(from: Double, at: Step)
  }
  /// The loss that a choice would be made by: on validation rows where there is one.
  public var metric: MetricName
  public var trend: Trend
  /// Its newest finite value.
  public var value: Double
  /// The newest training loss, beside a validation loss; nil without both.
  public var training: Double?
  /// The validation loss less that.
  public var gap: Double?
  /// Whether more is to be expected.
  public var isLive: Bool

  init(_ loss: LossCurves, isLive: Bool) {
    let curve = loss.validation ?? loss.main
    (metric, self.isLive) = (curve.name, isLive)
    let newest = curve.values.last ?? .nan
    value = curve.series.last.flatMap { $0.value.isFinite ? $0.value : nil } ?? newest
    trend = Self.trend(curve, now: value, scale: loss.scale)
    // As the charts show them: medians would say another gap than the values beside it do.
    guard loss.validation != nil, let training = loss.training?.values.last else { return }
    (self.training, gap) = (training, value - training)
  }

  private static func trend(_ curve: Curve, now: Double, scale: Double) -> Trend {
    let lowest = curve.series.lowest
    let values = curve.values
    let part = max(3, values.count / 10)
    if values.count >= 2 * part {
      let newest = values.suffix(part).median
      let earlier = Array(values.dropLast(part))
      let best = earlier.runningMedian(width: part).dropFirst(part - 1).min() ?? .infinity
      // Twice the standard error of the difference of two medians of so many values.
      let noise = Array(values.suffix(max(12, 4 * part))).noise
      let margin = max(0.001 * scale, 2 * 1.2533 * noise * (2 / Double(part)).squareRoot())
      if newest < best - margin { return .falling }
      if newest <= best + margin { return .level }
    }
    if values.count < 2 { return .single }
    guard let lowest, lowest.value < now else { return .lowestYet }
    return .risen(from: lowest.value, at: lowest.step)
  }
}
