internal import StudyModel

extension StudySpecification {
  /// The specification with every default filled in, in a fixed order; parsing it gives this value again.
  /// - Parameter comments: by key path, why a value is what it is.
  public func resolvedYAML(comments: [String: String] = [:]) -> String {
    SpecificationKeys.study.document(comments: comments) { path in
      data.yamlValue(path) ?? split.yamlValue(path) ?? metrics.yamlValue(path) ?? search.yamlValue(path)
        ?? constraints.yamlValue(path) ?? examinationYAML(path) ?? yamlValue(path)
    }
  }

  private func yamlValue(_ path: String) -> YAMLValue {
    switch path {
    case "name": .text(name)
    case "task": task.map { .plain($0.rawValue) } ?? .null
    case "success": .items(success.map(\.yaml))
    case "improvements":
      .items(improvements.map { .section([("over", .plain($0.over)), ("by", YAMLValue($0.by))]) })
    case "candidates": candidates.map { .items($0.map(\.yaml)) } ?? .null
    case "interpretability": .plain(interpretability.rawValue)
    case "features.transforms": .items(features.transforms.map(\.yaml))
    case "features.command": YAMLValue(features.command)
    case "features.timeout": YAMLValue(features.timeout)
    case "approval.required": .plain("\(approval.required)")
    case "approval.question": .text(approval.question)
    default: .null
    }
  }
}

// Each of a section's parts gives the values of its own keys, and nil for all others.

extension StudySpecification.Data {
  fileprivate func yamlValue(_ path: String) -> YAMLValue? {
    switch path {
    case "data.path": YAMLValue(paths)
    case "data.later": YAMLValue(later)
    case "data.target": .text(target)
    case "data.positive": YAMLValue(positive)
    case "data.features": features.map { YAMLValue($0) } ?? .null
    case "data.roles.id": YAMLValue(idColumns)
    case "data.roles.time": YAMLValue(timeColumns)
    case "data.roles.group": YAMLValue(groupColumn)
    case "data.roles.weight": YAMLValue(weightColumn)
    case "data.roles.sensitive": YAMLValue(sensitiveColumns)
    case "data.roles.unknown_at_prediction": YAMLValue(unknownAtPrediction)
    case "data.ignore": YAMLValue(ignore)
    case "data.leaks": .plain(leaks.rawValue)
    default: nil
    }
  }
}

extension StudySpecification.Split {
  fileprivate func yamlValue(_ path: String) -> YAMLValue? {
    switch path {
    case "split.kind": kind.map { .plain($0.rawValue) } ?? .null
    case "split.column": YAMLValue(column)
    case "split.gap_days": YAMLValue(gapDays)
    case "split.test": YAMLValue(test)
    case "split.folds": YAMLValue(folds)
    case "split.repeats": YAMLValue(repeats)
    case "split.seed": YAMLValue(Int(seed))
    default: nil
    }
  }
}

extension StudySpecification.Metrics {
  fileprivate func yamlValue(_ path: String) -> YAMLValue? {
    switch path {
    case "metrics.primary": primary.map { .plain($0) } ?? .null
    case "metrics.others": .list(others.map { .plain($0) })
    case "metrics.rope": YAMLValue(rope)
    default: nil
    }
  }
}

extension StudySpecification.Search {
  fileprivate func yamlValue(_ path: String) -> YAMLValue? {
    switch path {
    case "search.trials": YAMLValue(trials)
    case "search.minutes": YAMLValue(minutes)
    case "search.cost": YAMLValue(cost)
    case "search.cost_per_hour": YAMLValue(costPerHour)
    case "search.seed": YAMLValue(Int(seed))
    case "search.parallel": YAMLValue(parallel)
    case "search.prune": .plain("\(prune)")
    default: nil
    }
  }
}

extension StudySpecification.Constraints {
  fileprivate func yamlValue(_ path: String) -> YAMLValue? {
    switch path {
    case "constraints.latency_ms": YAMLValue(latencyMilliseconds)
    case "constraints.model_mb": YAMLValue(modelMegabytes)
    case "constraints.memory_mb": YAMLValue(memoryMegabytes)
    case "constraints.training_seconds": YAMLValue(trainingSeconds)
    default: nil
    }
  }
}

extension StudySpecification.Criterion {
  fileprivate var yaml: YAMLValue {
    let bounds = [("at_least", atLeast), ("at_most", atMost)].filter { $0.1 != nil }
    return .section([("metric", .plain(metric))] + bounds.map { ($0.0, YAMLValue($0.1)) })
  }
}

extension StudySpecification.Candidate {
  fileprivate var yaml: YAMLValue {
    var pairs: [(String, YAMLValue)] = [
      ("kind", .plain(kind.rawValue)), ("name", .text(name)), ("fixed", YAMLValue(fixed)),
      ("space", space?.yaml ?? .null),
    ]
    if kind == .external { pairs += [("command", YAMLValue(command)), ("timeout", YAMLValue(timeout))] }
    return .section(pairs)
  }
}

extension StudySpecification.Transform {
  fileprivate var yaml: YAMLValue {
    switch self {
    case .log(let column): .section([("log", .text(column))])
    case .ratio(let a, let b): .section([("ratio", YAMLValue([a, b]))])
    case .difference(let a, let b): .section([("difference", YAMLValue([a, b]))])
    case .calendar(let column): .section([("calendar", .text(column))])
    }
  }
}
