/// Intervals for the mean of scores over the folds of a k-fold cross-validation, repeated or not.
///
/// Every function is nil when a score is not finite or a level is outside 0…1.
public enum FoldIntervals {
  /// nil without scores.
  public static func mean(_ scores: [Double]) -> Double? {
    guard !scores.isEmpty, scores.allSatisfy(\.isFinite) else { return nil }
    let rough = scores.reduce(0, +) / Double(scores.count)
    // A second pass takes up what rounding lost, so equal scores have exactly their value as mean.
    return rough + scores.reduce(0) { $0 + ($1 - rough) } / Double(scores.count)
  }

  /// The sample standard deviation, with n − 1. nil for fewer than two scores.
  public static func deviation(_ scores: [Double]) -> Double? {
    guard scores.count > 1, let mean = mean(scores) else { return nil }
    return (scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count - 1)).squareRoot()
  }

  /// Student's interval as if the folds were independent. They are not, as their training rows overlap: it is too
  /// narrow, and here for comparison only. nil for fewer than two scores.
  public static func naive(_ scores: [Double], level: Double) -> Bounds? {
    interval(scores, varianceFactor: 1 / Double(scores.count), level: level)
  }

  /// The corrected resampled t interval: variance (1/n + testRows / trainingRows) · s², t with n − 1 degrees of freedom;
  /// Nadeau and Bengio (2003), Inference for the Generalization Error. The row counts are those of one fold. nil for
  /// fewer than two scores or a row count that is not positive.
  public static func corrected(
    _ scores: [Double], trainingRows: Double, testRows: Double, level: Double
  ) -> Bounds? {
    guard let factor = varianceFactor(scores.count, trainingRows: trainingRows, testRows: testRows) else { return nil }
    return interval(scores, varianceFactor: factor, level: level)
  }

  static func varianceFactor(_ count: Int, trainingRows: Double, testRows: Double) -> Double? {
    guard count > 1, trainingRows > 0, testRows > 0, trainingRows.isFinite, testRows.isFinite else { return nil }
    return 1 / Double(count) + testRows / trainingRows
  }

  private static func interval(_ scores: [Double], varianceFactor: Double, level: Double) -> Bounds? {
    guard isLevel(level), let mean = mean(scores), let deviation = deviation(scores) else { return nil }
    let t = -StudentDistribution.quantile((1 - level) / 2, degreesOfFreedom: Double(scores.count - 1))
    let reach = t * deviation * varianceFactor.squareRoot()
    return Bounds(low: mean - reach, high: mean + reach)
  }
}
