internal import HyperparameterSearch
internal import StudyModel

extension StudySpecification {
  /// Reads a specification.
  /// - Throws: every mistake, in the order of the text.
  public static func parse(yaml: String) throws(SpecificationErrors) -> StudySpecification {
    try SpecificationReader.parse(ParsedDocument(yaml), SpecificationKeys.study, read)
  }

  static func read(_ reader: inout SpecificationReader) -> StudySpecification {
    let name = reader.text("name") ?? ""
    if name.count > 100 { reader.add("name", "must have at most 100 characters") }
    var result = StudySpecification(name: name, data: readData(&reader))
    result.task = reader.choice("task", of: StudyTask.self)
    result.split = readSplit(&reader)
    result.metrics = readMetrics(&reader)
    result.success = readSuccess(&reader)
    result.improvements = readImprovements(&reader)
    result.candidates = readCandidates(&reader)
    result.search = readSearch(&reader)
    result.constraints = readConstraints(&reader)
    result.interpretability = reader.choice("interpretability", of: Interpretability.self) ?? .any
    result.features.transforms = readTransforms(&reader)
    result.features.command = reader.command("features.command") ?? []
    result.features.timeout = reader.number("features.timeout") ?? result.features.timeout
    result.readExamination(&reader)
    result.approval.required = reader.flag("approval.required") ?? result.approval.required
    result.approval.question = reader.text("approval.question") ?? result.approval.question
    result.check(&reader)
    return result
  }

  private static func readData(_ reader: inout SpecificationReader) -> Data {
    var data = Data(paths: reader.textList("data.path") ?? [], target: reader.text("data.target") ?? "")
    data.later = reader.text("data.later")
    data.positive = reader.text("data.positive")
    data.features = reader.textList("data.features")
    data.idColumns = reader.textList("data.roles.id") ?? []
    data.timeColumns = reader.textList("data.roles.time") ?? []
    data.groupColumn = reader.text("data.roles.group")
    data.weightColumn = reader.text("data.roles.weight")
    data.sensitiveColumns = reader.textList("data.roles.sensitive") ?? []
    data.unknownAtPrediction = reader.textList("data.roles.unknown_at_prediction") ?? []
    data.ignore = reader.textList("data.ignore") ?? []
    data.leaks = reader.choice("data.leaks", of: LeakRule.self) ?? data.leaks
    return data
  }

  private static func readSplit(_ reader: inout SpecificationReader) -> Split {
    var split = Split()
    split.kind = reader.choice("split.kind", of: SplitKind.self)
    split.column = reader.text("split.column")
    split.gapDays = reader.number("split.gap_days") ?? split.gapDays
    split.test = reader.number("split.test") ?? split.test
    split.folds = reader.integer("split.folds") ?? split.folds
    split.repeats = reader.integer("split.repeats") ?? split.repeats
    split.seed = reader.wholeNumber("split.seed") ?? split.seed
    return split
  }

  private static func readMetrics(_ reader: inout SpecificationReader) -> Metrics {
    var metrics = Metrics()
    metrics.primary = reader.choice("metrics.primary")
    metrics.others = reader.choiceList("metrics.others") ?? []
    metrics.rope = reader.number("metrics.rope")
    return metrics
  }

  private static func readSuccess(_ reader: inout SpecificationReader) -> [Criterion] {
    reader.sectionPaths("success").compactMap { path in
      let criterion = Criterion(
        metric: reader.choice(path.key("metric")) ?? "", atLeast: reader.number(path.key("at_least")),
        atMost: reader.number(path.key("at_most")))
      let given = ["at_least", "at_most"].count { reader.has(path.key($0)) }
      if given != 1 { reader.add(path, "must have exactly one of at_least and at_most, not \(given)") }
      return criterion
    }
  }

  private static func readImprovements(_ reader: inout SpecificationReader) -> [Improvement] {
    reader.sectionPaths("improvements").compactMap { path in
      guard let over = reader.choice(path.key("over")), let by = reader.number(path.key("by")) else { return nil }
      return Improvement(over: over, by: by)
    }
  }

  private static func readSearch(_ reader: inout SpecificationReader) -> Search {
    var search = Search()
    search.trials = reader.integer("search.trials") ?? search.trials
    search.minutes = reader.number("search.minutes")
    search.cost = reader.number("search.cost")
    search.costPerHour = reader.number("search.cost_per_hour")
    search.seed = reader.wholeNumber("search.seed") ?? search.seed
    search.parallel = reader.integer("search.parallel")
    search.prune = reader.flag("search.prune") ?? search.prune
    return search
  }

  private static func readConstraints(_ reader: inout SpecificationReader) -> Constraints {
    var constraints = Constraints()
    constraints.latencyMilliseconds = reader.number("constraints.latency_ms")
    constraints.modelMegabytes = reader.number("constraints.model_mb")
    constraints.memoryMegabytes = reader.number("constraints.memory_mb")
    constraints.trainingSeconds = reader.number("constraints.training_seconds")
    return constraints
  }

  private static func readTransforms(_ reader: inout SpecificationReader) -> [Transform] {
    reader.sectionPaths("features.transforms").compactMap { path in
      let kinds = ["log", "ratio", "difference", "calendar"].filter { reader.has(path.key($0)) }
      guard kinds.count == 1 else {
        reader.add(path, "must have exactly one of log, ratio, difference and calendar, not \(kinds.count)")
        return nil
      }
      switch kinds[0] {
      case "log": return reader.text(path.key("log")).map { .log($0) }
      case "calendar": return reader.text(path.key("calendar")).map { .calendar($0) }
      case let kind:
        guard let columns = reader.textList(path.key(kind)) else { return nil }
        guard columns.count == 2 else {
          reader.add(path.key(kind), "must name two different columns")
          return nil
        }
        return kind == "ratio" ? .ratio(columns[0], columns[1]) : .difference(columns[0], columns[1])
      }
    }
  }
}

extension StudySpecification.Improvement {
  /// What an improvement may be measured against.
  static let baselines = Baseline.allCases.map(\.family.rawValue)
}
