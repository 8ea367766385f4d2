internal import Statistics
public import StudyModel

/// A metric's value from its scores on the evaluation folds.
public enum FoldEstimate {
  /// The mean, with the corrected resampled t interval of Nadeau and Bengio (2003) for k-fold splits. For a temporal
  /// split the mean and the windows' values alone: no interval over them is honest; nor is one where all folds have the
  /// same score, as that does not say how much another would differ. Bounds outside of what the metric can be are cut
  /// there. The value is nil without scores and when one of them is not finite.
  public static func estimate(
    metric: String, scores: [Double], split: SplitSummary, level: Double = 0.95
  ) -> Estimate {
    guard let mean = FoldIntervals.mean(scores) else { return Estimate(metric: metric, value: nil, scores: scores) }
    return Estimate(
      metric: metric, value: mean, interval: interval(metric, scores, split, level), scores: scores)
  }

  private static func interval(
    _ metric: String, _ scores: [Double], _ split: SplitSummary, _ level: Double
  ) -> ConfidenceInterval? {
    let rows = split.meanRows
    guard !split.isTemporal,
      let bounds = FoldIntervals.corrected(scores, trainingRows: rows.training, testRows: rows.test, level: level),
      bounds.low < bounds.high
    else { return nil }
    let range = MetricCatalog.find(metric)?.range ?? -.infinity ... .infinity
    return ConfidenceInterval(
      low: max(bounds.low, range.lowerBound), high: min(bounds.high, range.upperBound), level: level,
      method: "corrected resampled t (Nadeau-Bengio 2003), \(split.foldsInWords)")
  }
}
