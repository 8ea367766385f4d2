extension TrainingSpecification {
  /// The specification with every default filled in, in a fixed order; parsing it gives this value again.
  public func resolvedYAML() -> String { SpecificationKeys.training.document(yamlValue) }

  private func yamlValue(_ path: String) -> YAMLValue {
    switch path {
    case "name": .text(name)
    case "data.path": .text(data.path)
    case "data.later": YAMLValue(data.later)
    case "data.target": .text(data.target)
    case "data.positive": YAMLValue(data.positive)
    case "data.features": data.features.map { YAMLValue($0) } ?? .null
    case "data.roles.id": YAMLValue(data.idColumns)
    case "data.roles.time": YAMLValue(data.timeColumns)
    case "data.roles.sensitive": YAMLValue(data.sensitiveColumns)
    case "data.ignore": YAMLValue(data.ignore)
    case "split.validation": YAMLValue(split.validation)
    case "split.test": YAMLValue(split.test)
    case "split.seed": YAMLValue(Int(split.seed))
    case "checkpoint.every": YAMLValue(checkpoint.every)
    case "drift.warning": YAMLValue(drift.warning)
    case "drift.threshold": YAMLValue(drift.threshold)
    case "drift.bins": YAMLValue(drift.bins)
    case "approval.required": .plain("\(approval.required)")
    case "approval.question": .text(approval.question)
    default: model.yamlValue(path)
    }
  }
}

extension TrainingSpecification.BoostingModel {
  fileprivate func yamlValue(_ path: String) -> YAMLValue {
    switch path {
    case "model.kind": .plain(kind.rawValue)
    case "model.rounds": YAMLValue(rounds)
    case "model.learning_rate": YAMLValue(learningRate)
    case "model.max_depth": YAMLValue(maxDepth)
    case "model.min_child_weight": YAMLValue(minChildWeight)
    case "model.subsample": YAMLValue(subsample)
    case "model.column_sample": YAMLValue(columnSample)
    case "model.l2": YAMLValue(l2)
    case "model.early_stopping_rounds": YAMLValue(earlyStoppingRounds)
    case "model.threads": YAMLValue(threads)
    case "model.seed": YAMLValue(Int(seed))
    default: .null
    }
  }
}
