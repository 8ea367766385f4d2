internal import RunModel
internal import Specification
internal import Statistics

/// What the best round's model does on rows that nothing has looked at.
struct FinalEvaluation {
  private(set) var tables: [EvaluationTable] = []
  private(set) var metrics: [(MetricName, Double)] = []
  private(set) var evidence: [String] = []

  /// A curve is thinned to so many points.
  static let curvePointLimit = 200

  private let origin: TableOrigin
  private let labels: [Bool]
  private let scores: [Double]

  init(
    _ specification: TrainingSpecification, _ data: TrainingData, _ sets: TrainingMatrices, _ booster: Booster,
    later: LaterSample?, state: TrainerState
  ) throws(LearningError) {
    let rows = data.split.test
    labels = data.labels(of: rows)
    let matrix = try BoosterMatrix(
      data.matrix(of: rows), rows: rows.count, columns: data.encoder.width, labels: nil,
      threads: specification.model.threads)
    scores = try booster.predict(matrix)
    let step = Step(Int64(state.round))
    origin = TableOrigin(split: "test", step: step)
    let validationScores = try booster.predict(sets.validation)
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
    addConfusion(data, BinaryScores.thresholdOfBestF1(labels: sets.validationLabels, scores: validationScores))
    addCurves(className: data.positive, auc: auc)
    addCalibration()
    try addImportance(booster, data)
    if let later {
      let report = later.drift(from: data, rule: specification.drift, step: step)
      tables.append(.drift(report))
      evidence.append(Self.sentence(report))
    }
  }

  private mutating func addConfusion(_ data: TrainingData, _ threshold: Double?) {
    guard let threshold, let confusion = BinaryConfusion(labels: labels, scores: scores, threshold: threshold) else {
      return
    }
    let counts = [
      [Int64(confusion.trueNegatives), Int64(confusion.falsePositives)],
      [Int64(confusion.falseNegatives), Int64(confusion.truePositives)],
    ]
    tables.append(
      .confusion(
        ConfusionMatrix(origin: origin, labels: [data.negative, data.positive], counts: counts, threshold: threshold)))
    evidence.append(
      "From a score of \(FixedText.number(threshold, 3)) (best F1 on the validation rows) it finds "
        + "\(FixedText.percent(confusion.recall)) of the test rows that are \(data.positive), and "
        + "\(FixedText.percent(confusion.precision)) of those it names are.")
  }

  private mutating func addCurves(className: String, auc: Double?) {
    if let roc = BinaryScores.rocCurve(labels: labels, scores: scores, dropsCollinear: true) {
      let kept = CurveThinning.indices(
        x: roc.falsePositiveRate, y: roc.truePositiveRate, limit: Self.curvePointLimit)
      tables.append(
        .roc(
          ROCCurve(
            origin: origin, className: className, falsePositiveRate: kept.map { roc.falsePositiveRate[$0] },
            truePositiveRate: kept.map { roc.truePositiveRate[$0] }, thresholds: kept.map { roc.thresholds[$0] },
            areaUnderCurve: auc)))
    }
    if let curve = BinaryScores.precisionRecallCurve(labels: labels, scores: scores) {
      let kept = CurveThinning.indices(x: curve.recall, y: curve.precision, limit: Self.curvePointLimit)
      // The last point, at recall 0, has no threshold of its own: nothing is called positive.
      let thresholds = curve.thresholds + [.infinity]
      tables.append(
        .precisionRecall(
          PrecisionRecallCurve(
            origin: origin, className: className, precision: kept.map { curve.precision[$0] },
            recall: kept.map { curve.recall[$0] }, thresholds: kept.map { thresholds[$0] },
            averagePrecision: BinaryScores.averagePrecision(labels: labels, scores: scores))))
    }
  }

  private mutating func addCalibration() {
    guard let bins = BinaryScores.calibrationBins(labels: labels, probabilities: scores) else { return }
    tables.append(
      .calibration(
        CalibrationCurve(
          origin: origin, meanPredicted: bins.map(\.meanPredicted), fractionPositive: bins.map(\.fractionPositive),
          counts: bins.map { Int64($0.count) })))
    let error = BinaryScores.expectedCalibrationError(labels: labels, probabilities: scores)
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
          origin: TableOrigin(split: "train", step: origin.step), measure: "gain",
          features: order.map { data.columns[$0].name }, values: order.map { total > 0 ? gains[$0] / total : 0 })))
  }

  private static func sentence(_ report: DriftReport) -> String {
    let drifting = report.features.filter { $0.status == .drift }.sorted { ($0.value ?? 0) > ($1.value ?? 0) }
    guard !drifting.isEmpty else { return "None of \(report.features.count) columns drifts in \(report.current)." }
    let shown = drifting.prefix(4).map { feature in
      "\(feature.name) (PSI \(FixedText.number(feature.value, 2))\(feature.since.map { " since \($0)" } ?? ""))"
    }
    let rest = drifting.count > shown.count ? " and \(drifting.count - shown.count) more" : ""
    return "\(drifting.count) of \(report.features.count) columns drift in \(report.current): "
      + "\(shown.joined(separator: ", "))\(rest)."
  }
}
