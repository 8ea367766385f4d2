internal import Statistics

/// The probability from which on a row counts as positive.
struct Threshold: Equatable, Sendable {
  /// A metric, as a sentence calls it.
  enum Goal: String, Sendable {
    case f1 = "F1"
    case accuracy
    /// The same thresholds as Youden's J, which is twice this less 1.
    case balancedAccuracy = "balanced accuracy"

    /// Larger is better; nil: undefined.
    func quality(_ confusion: BinaryConfusion) -> Double? {
      switch self {
      case .f1: confusion.f1
      case .accuracy: confusion.accuracy
      case .balancedAccuracy: confusion.balancedAccuracy
      }
    }
  }

  /// Positive is `probability >= value`.
  var value: Double
  /// The goal's metric on the rows it was chosen on.
  var score: Double

  /// Tries the middle between each two neighbouring probabilities and both ends. Of equal scores the one nearest to
  /// 0.5 wins, then the lower one.
  ///
  /// Complexity: O(n log n).
  /// - Returns: nil for no rows, probabilities that are NaN, weights that are all 0, and `f1` without a positive row.
  init?(labels: [Bool], probabilities: [Double], weights: [Double]? = nil, goal: Goal) {
    guard let curve = ThresholdCurve(labels: labels, probabilities: probabilities, weights: weights) else { return nil }
    self.init(curve, goal: goal)
  }

  /// nil for `f1` without a positive row, and where the goal is undefined.
  init?(_ curve: ThresholdCurve, goal: Goal) {
    guard goal != .f1 || (curve.confusions.first?.truePositives ?? 0) > 0, let best = curve.best(goal.quality)
    else { return nil }
    (value, score) = (curve.thresholds[best.place], best.quality)
  }
}
