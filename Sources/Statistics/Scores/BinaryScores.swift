internal import Glibc

/// Scores of a binary classifier. `labels` are true for the positive class; nil means undefined, never 0 or 0.5.
/// `weights` default to 1 a row.
public enum BinaryScores {
  /// Probability that a positive row outscores a negative one, ties counting one half: Mann and Whitney (1947).
  /// nil when a class is absent or a score is NaN. O(n log n).
  public static func rocAUC(labels: [Bool], scores: [Double], weights: [Double]? = nil) -> Double? {
    guard let ranked = RankedScores(labels: labels, scores: scores, weights: weights),
      ranked.positiveWeight > 0, ranked.negativeWeight > 0
    else { return nil }
    var area = 0.0
    var (lastTrue, lastFalse) = (0.0, 0.0)
    for (truePositives, falsePositives) in zip(ranked.truePositives, ranked.falsePositives) {
      area += (falsePositives - lastFalse) * (truePositives + lastTrue) / 2
      (lastTrue, lastFalse) = (truePositives, falsePositives)
    }
    return area / (ranked.positiveWeight * ranked.negativeWeight)
  }

  /// Σ (recallᵢ − recallᵢ₋₁) · precisionᵢ, without interpolation: scikit-learn `average_precision_score`.
  /// nil without a positive row or with a NaN score.
  public static func averagePrecision(labels: [Bool], scores: [Double], weights: [Double]? = nil) -> Double? {
    guard let ranked = RankedScores(labels: labels, scores: scores, weights: weights), ranked.positiveWeight > 0
    else { return nil }
    var sum = 0.0
    var last = 0.0
    for (truePositives, falsePositives) in zip(ranked.truePositives, ranked.falsePositives) {
      sum += (truePositives - last) / ranked.positiveWeight * (truePositives / (truePositives + falsePositives))
      last = truePositives
    }
    return sum
  }

  /// Mean negative log-likelihood in nats; probabilities are clipped to [ε, 1 − ε] with ε = 2⁻⁵², as scikit-learn's
  /// `log_loss` does for 64-bit floats. nil without rows or with a probability outside 0…1.
  public static func logLoss(labels: [Bool], probabilities: [Double], weights: [Double]? = nil) -> Double? {
    let epsilon = Double.ulpOfOne
    return mean(labels, probabilities, weights) { isPositive, probability in
      let clipped = min(max(probability, epsilon), 1 - epsilon)
      return isPositive ? -log(clipped) : -log1p(-clipped)
    }
  }

  /// Mean squared distance of the probability from 0 or 1: Brier (1950).
  /// nil without rows or with a probability outside 0…1.
  public static func brier(labels: [Bool], probabilities: [Double], weights: [Double]? = nil) -> Double? {
    mean(labels, probabilities, weights) { isPositive, probability in
      let distance = (isPositive ? 1 : 0) - probability
      return distance * distance
    }
  }

  private static func mean(
    _ labels: [Bool], _ probabilities: [Double], _ weights: [Double]?, _ loss: (Bool, Double) -> Double
  ) -> Double? {
    guard labels.count == probabilities.count, weights.map({ $0.count == labels.count }) ?? true else { return nil }
    var (sum, total) = (0.0, 0.0)
    for row in labels.indices {
      guard probabilities[row] >= 0, probabilities[row] <= 1 else { return nil }
      let weight = weights?[row] ?? 1
      sum += weight * loss(labels[row], probabilities[row])
      total += weight
    }
    return total > 0 ? sum / total : nil
  }
}
