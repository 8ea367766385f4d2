internal import Glibc

/// Scores of predicted numbers, as scikit-learn defines them. `weights` default to 1 a row.
///
/// Everything is nil without rows, with lists of different lengths, with a value that is NaN or infinite in a row that
/// counts, and where the doc says so. scikit-learn says 0 or 1 for R² and its like on constant targets; here they are
/// nil.
public struct RegressionScores: Sendable {
  private let targets: [Double]
  private let predictions: [Double]
  private let weights: [Double]?

  public init?(targets: [Double], predictions: [Double], weights: [Double]? = nil) {
    guard targets.count == predictions.count, areWeights(weights, targets.count) else { return nil }
    let rows = targets.indices.filter { weights?[$0] != 0 }
    guard !rows.isEmpty, rows.allSatisfy({ targets[$0].isFinite && predictions[$0].isFinite }) else { return nil }
    self.targets = rows.map { targets[$0] }
    self.predictions = rows.map { predictions[$0] }
    self.weights = weights.map { weights in rows.map { weights[$0] } }
  }

  public var meanSquaredError: Double? { mean { ($0 - $1) * ($0 - $1) } }
  public var rootMeanSquaredError: Double? { meanSquaredError?.squareRoot() }
  public var meanAbsoluteError: Double? { mean { abs($0 - $1) } }
  public var maxError: Double? { zip(targets, predictions).map { abs($0 - $1) }.max() }
  /// Mean of prediction − target.
  public var bias: Double? { mean { $1 - $0 } }

  public var medianAbsoluteError: Double? {
    Quantiles.weightedMedian(zip(targets, predictions).map { abs($0 - $1) }, weights: weights)
  }

  /// Mean of |target − prediction| / |target|; nil when a target is 0, where scikit-learn divides by 2⁻⁵².
  public var meanAbsolutePercentageError: Double? { mean { $0 == 0 ? nil : abs(($0 - $1) / $0) } }

  /// Mean of 2 |target − prediction| / (|target| + |prediction|), between 0 and 2; 0 where both are 0.
  public var symmetricPercentageError: Double? { mean { $0 == $1 ? 0 : 2 * abs($0 - $1) / (abs($0) + abs($1)) } }

  /// Root mean squared difference of ln(1 + x); nil for a value of −1 or less.
  public var rootMeanSquaredLogError: Double? {
    mean { target, prediction in
      guard target > -1, prediction > -1 else { return nil }
      let difference = log1p(target) - log1p(prediction)
      return difference * difference
    }?.squareRoot()
  }

  /// Mean of 2 (y ln(y / p) − y + p); nil for a negative target or a prediction that is not positive.
  public var poissonDeviance: Double? {
    mean { target, prediction in
      guard target >= 0, prediction > 0 else { return nil }
      return 2 * ((target == 0 ? 0 : target * log(target / prediction)) - target + prediction)
    }
  }

  /// The loss that the `share` quantile minimises: Koenker and Bassett (1978). nil for a share outside 0…1.
  public func pinballLoss(share: Double) -> Double? {
    guard share >= 0, share <= 1 else { return nil }
    return mean { $0 >= $1 ? share * ($0 - $1) : (1 - share) * ($1 - $0) }
  }

  /// 1 − Σ (y − p)² / Σ (y − ȳ)²; nil for constant targets.
  public var rSquared: Double? {
    guard let center = mean({ target, _ in target }) else { return nil }
    return explained(meanSquaredError, of: mean { target, _ in (target - center) * (target - center) })
  }

  /// As R², but a constant error costs nothing; nil for constant targets.
  public var explainedVariance: Double? {
    guard let center = mean({ target, _ in target }), let bias else { return nil }
    return explained(
      mean { target, prediction in
        let error = prediction - target - bias
        return error * error
      }, of: mean { target, _ in (target - center) * (target - center) })
  }

  /// As R², of absolute errors against the median target; nil for constant targets.
  public var absoluteErrorExplained: Double? {
    guard let center = Quantiles.weightedMedian(targets, weights: weights) else { return nil }
    return explained(meanAbsoluteError, of: mean { target, _ in abs(target - center) })
  }

  /// Pearson's correlation of targets and predictions; nil when one of them is constant.
  public var correlation: Double? { Correlation.pearson(targets, predictions, weights: weights) }

  private func mean(_ value: (Double, Double) -> Double?) -> Double? {
    weightedMean(targets.count, weights) { value(targets[$0], predictions[$0]) }
  }

  private func explained(_ error: Double?, of spread: Double?) -> Double? {
    guard let error, let spread, targets.contains(where: { $0 != targets[0] }), spread > 0 else { return nil }
    return 1 - error / spread
  }
}
