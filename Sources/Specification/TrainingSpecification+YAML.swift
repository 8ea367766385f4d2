extension TrainingSpecification {
  /// Reads a specification.
  /// - Throws: every mistake, in the order of the text.
  public static func parse(yaml: String) throws(SpecificationErrors) -> TrainingSpecification {
    try SpecificationReader.parse(ParsedDocument(yaml), SpecificationKeys.training, read)
  }

  static func read(_ reader: inout SpecificationReader) -> TrainingSpecification {
    let name = reader.text("name") ?? ""
    if name.count > 100 { reader.add("name", "must have at most 100 characters") }
    var result = TrainingSpecification(name: name, data: readData(&reader))
    result.split = readSplit(&reader)
    result.model = readModel(&reader)
    result.checkpoint.every = reader.wholeNumber("checkpoint.every").map(Int.init) ?? result.checkpoint.every
    result.drift = readDrift(&reader)
    result.approval.required = reader.flag("approval.required") ?? result.approval.required
    result.approval.question = reader.text("approval.question") ?? result.approval.question
    return result
  }

  private static func readData(_ reader: inout SpecificationReader) -> DataSource {
    let data = DataSource(
      path: reader.text("data.path") ?? "", later: reader.text("data.later"),
      target: reader.text("data.target") ?? "", positive: reader.text("data.positive"),
      features: reader.textList("data.features"), idColumns: reader.textList("data.roles.id") ?? [],
      timeColumns: reader.textList("data.roles.time") ?? [],
      sensitiveColumns: reader.textList("data.roles.sensitive") ?? [], ignore: reader.textList("data.ignore") ?? [])
    checkRoles(data, &reader)
    return data
  }

  /// A column has one role; only sensitive columns may be features as well.
  private static func checkRoles(_ data: DataSource, _ reader: inout SpecificationReader) {
    if data.features?.isEmpty == true {
      reader.add("data.features", "must name at least one column, or be left out")
    }
    reader.checkRoles(data.namedColumns)
  }

  private static func readSplit(_ reader: inout SpecificationReader) -> Split {
    var split = Split()
    split.validation = reader.number("split.validation") ?? split.validation
    split.test = reader.number("split.test") ?? split.test
    split.seed = reader.wholeNumber("split.seed") ?? split.seed
    if split.validation + split.test > 0.9 {
      reader.add("split", "validation and test together must leave at least 0.1 of the rows to train")
    }
    return split
  }

  private static func readModel(_ reader: inout SpecificationReader) -> BoostingModel {
    var model = BoostingModel()
    model.kind = reader.choice("model.kind").flatMap(ModelKind.init) ?? model.kind
    model.rounds = reader.wholeNumber("model.rounds").map(Int.init) ?? model.rounds
    model.learningRate = reader.number("model.learning_rate") ?? model.learningRate
    model.maxDepth = reader.wholeNumber("model.max_depth").map(Int.init) ?? model.maxDepth
    model.minChildWeight = reader.number("model.min_child_weight") ?? model.minChildWeight
    model.subsample = reader.number("model.subsample") ?? model.subsample
    model.columnSample = reader.number("model.column_sample") ?? model.columnSample
    model.l2 = reader.number("model.l2") ?? model.l2
    let patience = reader.wholeNumber("model.early_stopping_rounds")
    model.earlyStoppingRounds = patience.map(Int.init) ?? model.earlyStoppingRounds
    model.threads = reader.wholeNumber("model.threads").map(Int.init) ?? model.threads
    model.seed = reader.wholeNumber("model.seed") ?? model.seed
    return model
  }

  private static func readDrift(_ reader: inout SpecificationReader) -> DriftRule {
    var drift = DriftRule()
    drift.warning = reader.number("drift.warning") ?? drift.warning
    drift.threshold = reader.number("drift.threshold") ?? drift.threshold
    drift.bins = reader.wholeNumber("drift.bins").map(Int.init) ?? drift.bins
    if drift.warning > drift.threshold {
      reader.add(
        "drift.warning", "must not be above drift.threshold, which is \(drift.threshold)")
    }
    return drift
  }
}

extension TrainingSpecification.DataSource {
  /// The columns that the specification gives a role, by the keys that do.
  public var namedColumns: [(path: DocumentPath, columns: [String])] {
    [
      ("data.target", [target]), ("data.roles.id", idColumns), ("data.roles.time", timeColumns),
      ("data.roles.sensitive", sensitiveColumns), ("data.ignore", ignore), ("data.features", features ?? []),
    ]
  }
}
