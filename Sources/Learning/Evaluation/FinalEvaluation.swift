internal import RunModel
internal import Specification
internal import Statistics

/// What the best round's model does on rows that nothing has looked at.
struct FinalEvaluation {
  private(set) var tables: [EvaluationTable] = []
  private(set) var metrics: [(MetricName, Double)] = []
  private(set) var evidence: [String] = []

  private let binary: BinaryEvaluationTables
  private let validation: BinaryEvaluationTables

  init(
    _ specification: TrainingSpecification, _ data: TrainingData, _ sets: TrainingMatrices, _ booster: Booster,
    later: LaterSample?, state: TrainerState
  ) throws(LearningError) {
    let rows = data.split.test
    let labels = data.labels(of: rows)
    let matrix = try BoosterMatrix(
      data.matrix(of: rows), rows: rows.count, columns: data.encoder.width, labels: nil,
      threads: specification.model.threads)
    let scores = try booster.predict(matrix)
    let step = Step(Int64(state.round))
    binary = BinaryEvaluationTables(
      origin: TableOrigin(split: "test", step: step), labels: labels, scores: scores, negative: data.negative,
      positive: data.positive)
    let validationScores = try booster.predict(sets.validation)
    validation = BinaryEvaluationTables(
      origin: TableOrigin(split: "validation", step: step), labels: sets.validationLabels, scores: validationScores,
      negative: data.negative, positive: data.positive)
    let auc = BinaryScores.rocAUC(labels: labels, scores: scores)
    let loss = BinaryScores.logLoss(labels: labels, probabilities: scores)
    let validationAUC = BinaryScores.rocAUC(labels: sets.validationLabels, scores: validationScores)
    metrics = [("test/auc", auc ?? .nan), ("test/logloss", loss ?? .nan)]
    evidence.append(
      "On \(rows.count) test rows the AUC is \(FixedText.number(auc, 3)) and the log-loss "
        + "\(FixedText.number(loss, 3)); the validation AUC was \(FixedText.number(validationAUC, 3)).")
    evidence.append(
      "The best of \(state.round) rounds is \(state.bestRound), chosen by validation log-loss "
        + "(\(FixedText.number(state.bestLoss, 4))).")
    let threshold = BinaryScores.thresholdOfBestF1(labels: sets.validationLabels, scores: validationScores)
    for judged in [validation, binary] { tables += Self.tables(judged, threshold: threshold) }
    addEvidence(threshold)
    try addImportance(booster, data)
    if let later {
      let report = later.drift(
        from: data.columns + data.watchedColumns, rows: data.split.training, called: "training rows",
        rule: specification.drift, step: step)
      tables.append(.drift(report))
      evidence.append(report.summary)
    }
  }

  private static func tables(_ judged: BinaryEvaluationTables, threshold: Double?) -> [EvaluationTable] {
    let point = OperatingPoint(
      origin: judged.origin, threshold: threshold, goal: "best F1 on the validation rows")
    return [
      threshold.flatMap { judged.confusion(threshold: $0) }.map { .confusion($0.matrix) },
      judged.roc(interval: judged.areaInterval).map { .roc($0) },
      judged.precisionRecall().map { .precisionRecall($0) }, judged.calibration().map { .calibration($0) },
      judged.histogram().map { .scores($0) }, threshold.map { _ in .operatingPoint(point) },
    ].compactMap(\.self)
  }

  private mutating func addEvidence(_ threshold: Double?) {
    if let threshold, let confusion = binary.confusion(threshold: threshold) {
      evidence.append(
        "From a score of \(FixedText.number(threshold, 3)) (best F1 on the validation rows) it finds "
          + "\(FixedText.percent(confusion.rates.recall)) of the test rows that are \(binary.positive), and "
          + "\(FixedText.percent(confusion.rates.precision)) of those it names are.")
    }
    guard binary.calibration() != nil else { return }
    let error = BinaryScores.expectedCalibrationError(labels: binary.labels, probabilities: binary.scores)
    evidence.append("Its probabilities are off by \(FixedText.number(error, 3)) on average over ten bins.")
  }

  /// Total gain of a feature's columns, as a share of all.
  private mutating func addImportance(_ booster: Booster, _ data: TrainingData) throws(LearningError) {
    var gains = [Double](repeating: 0, count: data.columns.count)
    let sources = data.encoder.sourceOfColumn
    for (column, gain) in try booster.totalGain().sorted(by: { $0.key < $1.key }) where column < sources.count {
      gains[sources[column]] += gain
    }
    let total = gains.reduce(0, +)
    let order = gains.indices.sorted { (gains[$0], $1) > (gains[$1], $0) }
    tables.append(
      .importance(
        FeatureImportance(
          origin: TableOrigin(split: "train", step: binary.origin.step), measure: "gain",
          features: order.map { data.columns[$0].name }, values: order.map { total > 0 ? gains[$0] / total : 0 })))
  }
}
