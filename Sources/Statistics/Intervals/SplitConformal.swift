/// Predictions that cover whatever the model: Vovk, Gammerman and Shafer (2005), in the split form of Lei et al. (2018).
public enum SplitConformal {
  /// The k-th smallest calibration score with k = ⌈(n + 1)(1 − α)⌉, such as an absolute error on rows that the model
  /// has not seen: a new row's score is at most this with a probability of at least 1 − α, if its rows come in no
  /// particular order. With weights the smallest score at or below which lies a share of 1 − α of the weight, a new row
  /// of mean weight included: Tibshirani et al. (2019). nil when a score is NaN, a weight is negative or not finite, α
  /// is outside 0…1, or n is too small for α (k > n), where only an infinite interval covers. O(n log n).
  public static func quantile(_ scores: [Double], alpha: Double, weights: [Double]? = nil) -> Double? {
    guard alpha > 0, alpha < 1, !scores.contains(where: \.isNaN), areWeights(weights, scores.count) else { return nil }
    guard let weights else {
      // (n + 1)(1 − α) may miss a whole number by rounding, as 10 · (1 − 0.1) does not but 10 · (1 − 0.7) does.
      let k = Int((Double(scores.count + 1) * (1 - alpha) - 1e-9).rounded(.up))
      return k >= 1 && k <= scores.count ? scores.sorted()[k - 1] : nil
    }
    let order = scores.indices.filter { weights[$0] > 0 }.sorted { (scores[$0], $0) < (scores[$1], $1) }
    let mean = weights.reduce(0, +) / Double(max(1, order.count))
    let wanted = (Double(order.count + 1) * (1 - alpha) - 1e-9) * mean
    var below = 0.0
    for row in order {
      below += weights[row]
      if below >= wanted { return scores[row] }
    }
    return nil
  }
}

/// Sets of classes that hold the true one with a given probability: a class is in the set where its probability is at
/// least 1 − limit. Sadinle, Lei and Wasserman (2019), Least Ambiguous Set-Valued Classifiers (LAC).
public struct ConformalSets: Equatable, Sendable {
  /// One a class; infinite where too few rows leave only the certain answer, all classes.
  public var limits: [Double]

  /// One limit for all classes: covers over all rows together, and may cover a rare class far less.
  /// - Parameter probabilities: row-major, a column a class; of rows that the model has not learned from.
  public static func marginal(
    classes: [Int], classCount: Int, probabilities: [Double], alpha: Double, weights: [Double]? = nil
  ) -> ConformalSets {
    let scores = classes.indices.map { 1 - probabilities[$0 * classCount + classes[$0]] }
    let limit = SplitConformal.quantile(scores, alpha: alpha, weights: weights) ?? .infinity
    return ConformalSets(limits: [Double](repeating: limit, count: classCount))
  }

  /// A limit for each class from its own rows: covers each class by itself, with larger sets. Mondrian: Vovk,
  /// Gammerman and Shafer (2005).
  public static func byClass(
    classes: [Int], classCount: Int, probabilities: [Double], alpha: Double, weights: [Double]? = nil
  ) -> ConformalSets {
    ConformalSets(
      limits: (0..<classCount).map { code in
        let rows = classes.indices.filter { classes[$0] == code }
        return SplitConformal.quantile(
          rows.map { 1 - probabilities[$0 * classCount + code] }, alpha: alpha,
          weights: weights.map { weights in rows.map { weights[$0] } }) ?? .infinity
      })
  }

  public func contains(_ code: Int, probability: Double) -> Bool { 1 - probability <= limits[code] }

  /// Classes in the set of a row.
  /// - Parameter probabilities: one a class.
  public func size(_ probabilities: some Collection<Double>) -> Int {
    zip(limits, probabilities).count { 1 - $1 <= $0 }
  }
}
