extension RunSnapshot {
  /// What a study judges its models by, such as `auc`; nil for a run that is no study. O(hyperparameters).
  public var studyMeasure: String? {
    guard case .text(let measure)? = hyperparameters.first(where: { $0.name == "study/metric" })?.value else {
      return nil
    }
    return measure
  }

  /// Whether the steps of a metric are folds and no progress: of a trial that a study has judged.
  public func isOverFolds(_ metric: MetricName) -> Bool { parent != nil && MetricRole(of: metric).split == .fold }
}
