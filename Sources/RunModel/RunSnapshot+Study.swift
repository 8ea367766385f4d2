extension RunSnapshot {
  /// What a study judges its models by, such as `auc`; nil for a run that is no study. O(hyperparameters).
  public var studyMeasure: String? {
    guard case .text(let measure)? = hyperparameters.first(where: { $0.name == "study/metric" })?.value else {
      return nil
    }
    return measure
  }
}
