internal import Glibc

/// Probabilities mended by a straight line on the logit scale: 1 / (1 + e^−(slope · logit + intercept)).
///
/// Each fit is by maximum likelihood, with Newton's method. nil when a logit is not finite, a class is absent where both
/// are needed, or no finite maximum exists, as for rows that the score separates perfectly.
public struct LogisticCalibration: Equatable, Sendable {
  public var slope: Double
  public var intercept: Double

  public init(slope: Double, intercept: Double) { (self.slope, self.intercept) = (slope, intercept) }

  public func probability(logit: Double) -> Double { 1 / (1 + exp(-(slope * logit + intercept))) }

  /// Platt (1999) with targets drawn towards the middle, (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), and the safe steps of
  /// Lin, Lin and Weng (2007). Has a maximum for separated rows too. Platt's A is −slope, his B −intercept.
  public static func platt(labels: [Bool], logits: [Double]) -> LogisticCalibration? {
    let positives = Double(labels.count { $0 })
    let negatives = Double(labels.count) - positives
    let targets = labels.map { $0 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
    let prior = LogisticCalibration(slope: 0, intercept: log((positives + 1) / (negatives + 1)))
    return fit(targets, logits, from: prior)
  }

  /// Logits divided by one temperature, 1 / slope, which leaves the ranking alone: Guo et al. (2017). nil also when the
  /// best slope is not positive.
  public static func temperature(labels: [Bool], logits: [Double]) -> LogisticCalibration? {
    let start = LogisticCalibration(slope: 1, intercept: 0)
    return fit(labels.map { $0 ? 1 : 0 }, logits, from: start, movesIntercept: false).flatMap {
      $0.slope > 0 ? $0 : nil
    }
  }

  /// Cox (1958): slope 1 and intercept 0 for right probabilities; a slope below 1 says that they are too extreme.
  public static func cox(labels: [Bool], logits: [Double]) -> LogisticCalibration? {
    fit(labels.map { $0 ? 1 : 0 }, logits, from: LogisticCalibration(slope: 0, intercept: 0))
  }

  /// Calibration in the large: the intercept at slope 1, negative when the probabilities are too high on the whole.
  public static func inTheLarge(labels: [Bool], logits: [Double]) -> LogisticCalibration? {
    let start = LogisticCalibration(slope: 1, intercept: 0)
    return fit(labels.map { $0 ? 1 : 0 }, logits, from: start, movesSlope: false)
  }

  private static func fit(
    _ targets: [Double], _ logits: [Double], from start: LogisticCalibration, movesSlope: Bool = true,
    movesIntercept: Bool = true
  ) -> LogisticCalibration? {
    guard targets.count == logits.count, !logits.isEmpty, logits.allSatisfy(\.isFinite) else { return nil }
    var model = start
    for _ in 0..<100 {
      guard let step = model.step(targets, logits, movesSlope: movesSlope, movesIntercept: movesIntercept)
      else { return nil }
      model = model.moved(by: step, targets, logits)
      if abs(step.slope) <= 1e-12 * max(1, abs(model.slope)),
        abs(step.intercept) <= 1e-12 * max(1, abs(model.intercept))
      {
        return model
      }
    }
    return nil
  }

  /// As far along the step, in halves, as does not raise the loss by more than its rounding.
  private func moved(
    by step: (slope: Double, intercept: Double), _ targets: [Double], _ logits: [Double]
  ) -> LogisticCalibration {
    let limit = loss(targets, logits) * (1 + 1e-12)
    var (size, next) = (1.0, self)
    repeat {
      next.slope = slope + size * step.slope
      next.intercept = intercept + size * step.intercept
      size /= 2
    } while next.loss(targets, logits) > limit && size > 1e-10
    return next
  }

  /// Newton's step; nil when the curvature is gone, as on the way to an infinite slope.
  private func step(
    _ targets: [Double], _ logits: [Double], movesSlope: Bool, movesIntercept: Bool
  ) -> (slope: Double, intercept: Double)? {
    var (g1, g0, h11, h10, h00) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (target, logit) in zip(targets, logits) {
      let p = probability(logit: logit)
      let weight = p * (1 - p)
      g1 += (target - p) * logit
      g0 += target - p
      h11 += weight * logit * logit
      h10 += weight * logit
      h00 += weight
    }
    let least = 1e-10 * Double(logits.count)
    if !movesIntercept { return h11 > least ? (g1 / h11, 0) : nil }
    if !movesSlope { return h00 > least ? (0, g0 / h00) : nil }
    let determinant = h11 * h00 - h10 * h10
    guard h00 > least, determinant > 1e-12 * h11 * h00 else { return nil }
    return ((h00 * g1 - h10 * g0) / determinant, (h11 * g0 - h10 * g1) / determinant)
  }

  /// Negative log-likelihood, which does not overflow.
  private func loss(_ targets: [Double], _ logits: [Double]) -> Double {
    zip(targets, logits).reduce(0) { sum, row in
      let score = slope * row.1 + intercept
      return sum + max(score, 0) - score * row.0 + log1p(exp(-abs(score)))
    }
  }
}
