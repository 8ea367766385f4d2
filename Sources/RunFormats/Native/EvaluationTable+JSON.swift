internal import JSONText
internal import RunModel

extension EvaluationTable {
  /// nil when `table` is a word of a later version.
  /// - Throws: when columns that belong together differ in length.
  static func read(_ fields: DocumentFields) throws(DocumentError) -> EvaluationTable? {
    let origin = TableOrigin(split: try fields.text("split"), step: try fields.step("step"))
    switch try fields.requiredText("table") {
    case "confusion": return .confusion(try ConfusionMatrix.read(fields, origin))
    case "roc": return .roc(try ROCCurve.read(fields, origin))
    case "pr": return .precisionRecall(try PrecisionRecallCurve.read(fields, origin))
    case "calibration": return .calibration(try CalibrationCurve.read(fields, origin))
    case "scores": return .scores(try ScoreHistogram.read(fields, origin))
    case "operating_point": return .operatingPoint(try OperatingPoint.read(fields, origin))
    case "regression": return .regression(try RegressionEvaluation.read(fields, origin))
    case "importance": return .importance(try FeatureImportance.read(fields, origin))
    case "shap": return .shap(try ShapSummary.read(fields, origin))
    case "drift": return .drift(try DriftReport.read(fields, origin))
    default: return nil
    }
  }
}

extension ConfusionMatrix {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let labels = try fields.requiredTexts("labels")
    return ConfusionMatrix(
      origin: origin, labels: labels,
      counts: try fields.countGrid("counts", rows: labels.count, columns: labels.count),
      threshold: try fields.number("threshold"),
      weights: try fields.weightGrid("weights", rows: labels.count, columns: labels.count))
  }
}

extension ROCCurve {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let falsePositiveRate = try fields.requiredNumbers("fpr")
    let count = falsePositiveRate.count
    return ROCCurve(
      origin: origin, className: try fields.text("class"), average: try fields.average(),
      falsePositiveRate: falsePositiveRate, truePositiveRate: try fields.column("tpr", count: count),
      thresholds: try fields.optionalColumn("thresholds", count: count), areaUnderCurve: try fields.number("auc"),
      interval: try fields.interval())
  }
}

extension PrecisionRecallCurve {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let precision = try fields.requiredNumbers("precision")
    return PrecisionRecallCurve(
      origin: origin, className: try fields.text("class"), average: try fields.average(), precision: precision,
      recall: try fields.column("recall", count: precision.count),
      // scikit-learn ends both columns with a point that has no threshold.
      thresholds: try fields.optionalColumn("thresholds", count: precision.count, orOneLess: true),
      averagePrecision: try fields.number("average_precision"), interval: try fields.interval())
  }
}

extension CalibrationCurve {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let meanPredicted = try fields.requiredNumbers("mean_predicted")
    let counts = try fields.counts("counts", count: meanPredicted.count)
    return CalibrationCurve(
      origin: origin, className: try fields.text("class"),
      // Of a kind that is not known the bins can be drawn all the same.
      binning: try fields.text("binning").flatMap { .init(rawValue: $0) }, meanPredicted: meanPredicted,
      fractionPositive: try fields.column("fraction_positive", count: counts.count), counts: counts)
  }
}

extension ScoreHistogram {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let (edges, labels) = (try fields.edges("edges"), try fields.requiredTexts("labels"))
    return ScoreHistogram(
      origin: origin, className: try fields.text("class"), edges: edges, labels: labels,
      counts: try fields.countGrid("counts", rows: labels.count, columns: edges.count - 1),
      weights: try fields.weightGrid("weights", rows: labels.count, columns: edges.count - 1))
  }
}

extension OperatingPoint {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    var payoff: Payoff?
    if let object = try fields.object("payoff") {
      let values = fields.inner(object, "the payoff")
      payoff = Payoff(
        truePositive: try values.requiredNumber("true_positive"),
        falsePositive: try values.requiredNumber("false_positive"),
        trueNegative: try values.requiredNumber("true_negative"),
        falseNegative: try values.requiredNumber("false_negative"), unit: try values.text("unit"))
    }
    return OperatingPoint(
      origin: origin, threshold: try fields.number("threshold"), goal: try fields.text("goal"), payoff: payoff)
  }
}

extension FeatureImportance {
  fileprivate static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let features = try fields.requiredTexts("features")
    return FeatureImportance(
      origin: origin, measure: try fields.requiredText("measure"), features: features,
      values: try fields.column("values", count: features.count),
      deviations: try fields.optionalColumn("deviations", count: features.count))
  }
}

extension DocumentFields {
  /// Of a curve: what `average` says.
  fileprivate func average() throws(DocumentError) -> CurveAverage? { try word("average", of: "macro or micro") }

  /// Of a score: what `interval` says, which is the 95 % one unless it has a `level`.
  func interval() throws(DocumentError) -> ScoreInterval? {
    guard let object = try object("interval") else { return nil }
    let fields = inner(object, "the interval")
    let (low, high) = (try fields.requiredNumber("low"), try fields.requiredNumber("high"))
    guard !(low > high) else { throw fields.wrong("low", "a number that is not above \"high\"") }
    return ScoreInterval(
      low: low, high: high, level: try fields.number("level") ?? 0.95, method: try fields.text("method"))
  }
}
