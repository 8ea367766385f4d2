internal import StudyModel

/// What several keys together must be.
extension StudySpecification {
  func check(_ reader: inout SpecificationReader) {
    checkData(&reader)
    checkSplit(&reader)
    checkMetrics(&reader)
    checkImprovements(&reader)
    checkTransforms(&reader)
    checkExamination(&reader)
    if search.cost != nil, search.costPerHour == nil, !reader.has("search.cost_per_hour") {
      reader.add("search.cost", "needs search.cost_per_hour, the price of an hour")
    }
    if interpretability == .high, let candidates, !candidates.isEmpty,
      !candidates.contains(where: { $0.kind == .linear })
    {
      reader.add(
        "interpretability", "high leaves none of the candidates; of the kinds only linear is that interpretable")
    }
  }

  private func checkData(_ reader: inout SpecificationReader) {
    if reader.isEmptyList("data.path") { reader.add("data.path", "must name at least one file") }
    if data.features?.isEmpty == true {
      reader.add("data.features", "must name at least one column, or be left out")
    }
    if data.positive != nil, let task, task != .binary {
      reader.add("data.positive", "belongs to a binary task, and task is \(task.rawValue)")
    }
    reader.checkRoles(namedColumns)
  }

  private func checkSplit(_ reader: inout SpecificationReader) {
    switch split.kind {
    case .temporal? where !reader.has("data.roles.time") || data.timeColumns.isEmpty:
      reader.add("split.kind", "temporal needs a column in data.roles.time")
    case .grouped? where !reader.has("data.roles.group"):
      reader.add("split.kind", "grouped needs a column in data.roles.group")
    case .given? where !reader.has("split.column"):
      reader.add("split.kind", "given needs split.column")
    case .stratified? where task == .regression:
      reader.add("split.kind", "stratified needs classes, and task is regression")
    default: break
    }
    if split.column != nil, split.kind != .given { reader.add("split.column", "belongs to kind: given") }
    if split.gapDays > 0, split.kind != .temporal { reader.add("split.gap_days", "belongs to kind: temporal") }
    if split.repeats > 1, split.kind == .temporal || split.kind == .given {
      reader.add("split.repeats", "must be 1: \(split.kind?.rawValue ?? "such") folds are the same every time")
    }
  }

  // MARK: Metrics

  private func checkMetrics(_ reader: inout SpecificationReader) {
    if let primary = metrics.primary, metrics.others.contains(primary) {
      reader.add("metrics.others", "lists \(primary), which is the primary metric")
    }
    if let primary = metrics.primary { checkTask(of: primary, at: "metrics.primary", &reader) }
    for name in metrics.others { checkTask(of: name, at: "metrics.others", &reader) }
    for path in reader.itemPaths("success") {
      guard let name = reader.word(path.key("metric")) else { continue }
      checkTask(of: name, at: path.key("metric"), &reader)
      for key in ["at_least", "at_most"] {
        let limit = reader.word(path.key(key)).flatMap(SpecificationReader.decimal)
        if let limit { checkRange(of: name, limit, at: path.key(key), &reader) }
      }
    }
  }

  /// A limit must be a value that the metric can have.
  func checkRange(
    of name: String, _ limit: Double, at path: DocumentPath, _ reader: inout SpecificationReader
  ) {
    guard let range = MetricNames.range(of: name), !range.contains(limit) else { return }
    let words = MetricNames.words(range)
    reader.add(path, "\(name) is \(words), not \(NumberText.shortest(limit)); give a limit that it can reach")
  }

  /// A metric must be one of the task, or where that is not given, go together with the primary metric.
  func checkTask(of name: String, at path: DocumentPath, _ reader: inout SpecificationReader) {
    let tasks = MetricNames.tasks(of: name)
    guard !tasks.isEmpty else { return }
    if let task {
      if !tasks.contains(task) {
        let known = MetricNames.all.filter { MetricNames.tasks(of: $0).contains(task) }
        reader.add(path, "\(name) is no metric of a \(task.rawValue) task; those are \(known.joined(separator: ", "))")
      }
    } else if let primary = metrics.primary, tasks.isDisjoint(with: MetricNames.tasks(of: primary)) {
      reader.add(path, "\(name) and the primary metric \(primary) belong to different tasks")
    }
  }

  // MARK: Improvements and features

  private func checkImprovements(_ reader: inout SpecificationReader) {
    guard improvements.contains(where: { $0.over == ModelFamily.seasonalNaive.rawValue }) else { return }
    if data.timeColumns.isEmpty {
      reader.add("improvements", "seasonal-naive needs a column in data.roles.time")
    }
    if let task, task != .regression {
      reader.add("improvements", "seasonal-naive belongs to a regression task, and task is \(task.rawValue)")
    }
  }

  /// What is made of a column that a prediction may not see may not be seen either.
  private func checkTransforms(_ reader: inout SpecificationReader) {
    let forbidden = Set([data.target] + data.unknownAtPrediction)
    var seen: Set<Transform> = []
    for transform in features.transforms {
      for column in transform.columns where forbidden.contains(column) {
        let role = column == data.target ? "the target" : "unknown at prediction"
        reader.add("features.transforms", "uses \(SpecificationReader.shortened(column)), which is \(role)")
      }
      if !seen.insert(transform).inserted {
        reader.add("features.transforms", "lists the \(transform.columns.joined(separator: ", ")) transformation twice")
      }
    }
  }
}

extension StudySpecification {
  /// The columns that the specification gives a role, by the keys that do.
  public var namedColumns: [(path: DocumentPath, columns: [String])] {
    [
      ("data.target", [data.target]), ("data.roles.id", data.idColumns), ("data.roles.time", data.timeColumns),
      ("data.roles.group", [data.groupColumn].compactMap(\.self)),
      ("data.roles.weight", [data.weightColumn].compactMap(\.self)), ("data.roles.sensitive", data.sensitiveColumns),
      ("data.roles.unknown_at_prediction", data.unknownAtPrediction), ("data.ignore", data.ignore),
      ("split.column", [split.column].compactMap(\.self)), ("data.features", data.features ?? []),
    ]
  }
}

extension StudySpecification.Transform {
  /// The columns it reads.
  public var columns: [String] {
    switch self {
    case .log(let column), .calendar(let column): [column]
    case .ratio(let a, let b), .difference(let a, let b): [a, b]
    }
  }
}
