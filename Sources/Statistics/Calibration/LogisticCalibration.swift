internal import Glibc

/// Probabilities mended by a straight line on the logit scale: 1 / (1 + e^−(slope · logit + intercept)).
///
/// Each fit is by maximum likelihood, with Newton's method. nil when a logit is not finite, a class is absent where both
/// are needed, or no finite maximum exists, as for rows that the score separates perfectly. `weights` default to 1 a row.
public struct LogisticCalibration: Equatable, Sendable {
  public var slope: Double
  public var intercept: Double

  public init(slope: Double, intercept: Double) { (self.slope, self.intercept) = (slope, intercept) }

  /// ln(p / (1 − p)), of probabilities kept as far from 0 and 1 as single precision tells apart, so that one wrong
  /// certainty does not decide a fit.
  public static func logit(_ probability: Double) -> Double {
    let kept = min(max(probability, TemperatureScaling.floor), 1 - TemperatureScaling.floor)
    return log(kept) - log1p(-kept)
  }

  public func probability(logit: Double) -> Double { 1 / (1 + exp(-(slope * logit + intercept))) }

  /// Platt (1999) with targets drawn towards the middle, (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), and the safe steps of
  /// Lin, Lin and Weng (2007). Has a maximum for separated rows too. Platt's A is −slope, his B −intercept. Weights
  /// count as rows, as in scikit-learn's `CalibratedClassifierCV(method="sigmoid")`.
  public static func platt(labels: [Bool], logits: [Double], weights: [Double]? = nil) -> LogisticCalibration? {
    guard areWeights(weights, labels.count) else { return nil }
    let total = weights?.reduce(0, +) ?? Double(labels.count)
    let positives = labels.indices.reduce(0) { $0 + (labels[$1] ? weights?[$1] ?? 1 : 0) }
    let negatives = total - positives
    let targets = labels.map { $0 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
    let prior = LogisticCalibration(slope: 0, intercept: log((positives + 1) / (negatives + 1)))
    return fit(targets, logits, weights, from: prior)
  }

  /// Cox (1958): slope 1 and intercept 0 for right probabilities; a slope below 1 says that they are too extreme.
  public static func cox(labels: [Bool], logits: [Double], weights: [Double]? = nil) -> LogisticCalibration? {
    fit(labels.map { $0 ? 1 : 0 }, logits, weights, from: LogisticCalibration(slope: 0, intercept: 0))
  }

  /// Calibration in the large: the intercept at slope 1, negative when the probabilities are too high on the whole.
  public static func inTheLarge(labels: [Bool], logits: [Double], weights: [Double]? = nil) -> LogisticCalibration? {
    let start = LogisticCalibration(slope: 1, intercept: 0)
    return fit(labels.map { $0 ? 1 : 0 }, logits, weights, from: start, movesSlope: false)
  }

  /// Of slope and intercept after a fit of both, by the inverse of the information matrix (Wald). A weight counts as so
  /// many independent rows. nil where the matrix has no inverse.
  public func standardErrors(logits: [Double], weights: [Double]? = nil) -> (slope: Double, intercept: Double)? {
    guard areWeights(weights, logits.count) else { return nil }
    let targets = logits.map { probability(logit: $0) }
    let sums = curvature(targets, logits, weights)
    let determinant = sums.h11 * sums.h00 - sums.h10 * sums.h10
    guard sums.h00 > 0, determinant > 1e-12 * sums.h11 * sums.h00 else { return nil }
    return ((sums.h00 / determinant).squareRoot(), (sums.h11 / determinant).squareRoot())
  }

  private static func fit(
    _ targets: [Double], _ logits: [Double], _ weights: [Double]?, from start: LogisticCalibration,
    movesSlope: Bool = true
  ) -> LogisticCalibration? {
    guard targets.count == logits.count, !logits.isEmpty, logits.allSatisfy(\.isFinite),
      areWeights(weights, logits.count)
    else { return nil }
    var model = start
    for _ in 0..<100 {
      guard
        let step = model.step(targets, logits, weights, movesSlope: movesSlope)
      else { return nil }
      model = model.moved(by: step, targets, logits, weights)
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
    by step: (slope: Double, intercept: Double), _ targets: [Double], _ logits: [Double], _ weights: [Double]?
  ) -> LogisticCalibration {
    let limit = loss(targets, logits, weights) * (1 + 1e-12)
    var (size, next) = (1.0, self)
    repeat {
      next.slope = slope + size * step.slope
      next.intercept = intercept + size * step.intercept
      size /= 2
    } while next.loss(targets, logits, weights) > limit && size > 1e-10
    return next
  }

  /// Newton's step; nil when the curvature is gone, as on the way to an infinite slope.
  private func step(
    _ targets: [Double], _ logits: [Double], _ weights: [Double]?, movesSlope: Bool
  ) -> (slope: Double, intercept: Double)? {
    let sums = curvature(targets, logits, weights)
    let least = 1e-10 * sums.total
    if !movesSlope { return sums.h00 > least ? (0, sums.g0 / sums.h00) : nil }
    let determinant = sums.h11 * sums.h00 - sums.h10 * sums.h10
    guard sums.h00 > least, determinant > 1e-12 * sums.h11 * sums.h00 else { return nil }
    return (
      (sums.h00 * sums.g1 - sums.h10 * sums.g0) / determinant, (sums.h11 * sums.g0 - sums.h10 * sums.g1) / determinant
    )
  }

  /// Gradient and curvature of the log-likelihood: 1 is the slope, 0 the intercept.
  private struct Curvature {
    var (g1, g0, h11, h10, h00, total) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  }

  private func curvature(_ targets: [Double], _ logits: [Double], _ weights: [Double]?) -> Curvature {
    var sums = Curvature()
    for (row, logit) in logits.enumerated() {
      let (p, rowWeight) = (probability(logit: logit), weights?[row] ?? 1)
      let (gap, weight) = (rowWeight * (targets[row] - p), rowWeight * p * (1 - p))
      sums.g1 += gap * logit
      sums.g0 += gap
      sums.h11 += weight * logit * logit
      sums.h10 += weight * logit
      sums.h00 += weight
      sums.total += rowWeight
    }
    return sums
  }

  /// Negative log-likelihood, which does not overflow.
  private func loss(_ targets: [Double], _ logits: [Double], _ weights: [Double]?) -> Double {
    logits.indices.reduce(0) { sum, row in
      let score = slope * logits[row] + intercept
      return sum + (weights?[row] ?? 1) * (max(score, 0) - score * targets[row] + log1p(exp(-abs(score))))
    }
  }
}
