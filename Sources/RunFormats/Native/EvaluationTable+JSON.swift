internal import JSONText
internal import RunModel

extension EvaluationTable {
  /// nil when `table` is a word of a later version.
  /// - Throws: when columns that belong together differ in length.
  static func read(_ fields: DocumentFields) throws(DocumentError) -> EvaluationTable? {
    let origin = TableOrigin(split: try fields.text("split"), step: try fields.step("step"))
    switch try fields.requiredText("table") {
    case "confusion": return .confusion(try confusion(fields, origin))
    case "roc":
      let falsePositiveRate = try fields.requiredNumbers("fpr")
      let count = falsePositiveRate.count
      return .roc(
        ROCCurve(
          origin: origin, className: try fields.text("class"), falsePositiveRate: falsePositiveRate,
          truePositiveRate: try fields.column("tpr", count: count),
          thresholds: try fields.optionalColumn("thresholds", count: count),
          areaUnderCurve: try fields.number("auc")))
    case "pr":
      let precision = try fields.requiredNumbers("precision")
      return .precisionRecall(
        PrecisionRecallCurve(
          origin: origin, className: try fields.text("class"), precision: precision,
          recall: try fields.column("recall", count: precision.count),
          // scikit-learn ends both columns with a point that has no threshold.
          thresholds: try fields.optionalColumn("thresholds", count: precision.count, orOneLess: true),
          averagePrecision: try fields.number("average_precision")))
    case "calibration":
      let meanPredicted = try fields.requiredNumbers("mean_predicted")
      let counts = try fields.requiredWholes("counts")
      guard counts.count == meanPredicted.count else {
        throw fields.wrong("counts", "a list of \(meanPredicted.count) whole numbers")
      }
      return .calibration(
        CalibrationCurve(
          origin: origin, meanPredicted: meanPredicted,
          fractionPositive: try fields.column("fraction_positive", count: counts.count), counts: counts))
    case "importance":
      let features = try fields.requiredTexts("features")
      return .importance(
        FeatureImportance(
          origin: origin, measure: try fields.requiredText("measure"), features: features,
          values: try fields.column("values", count: features.count),
          deviations: try fields.optionalColumn("deviations", count: features.count)))
    case "drift": return .drift(try drift(fields, origin))
    default: return nil
    }
  }

  private static func confusion(
    _ fields: DocumentFields, _ origin: TableOrigin
  ) throws(DocumentError) -> ConfusionMatrix {
    let labels = try fields.requiredTexts("labels")
    let counts = try fields.list("counts", of: "rows of whole numbers") { row -> [Int64]? in
      guard let cells = row.arrayValue?.map(\.integerValue), !cells.contains(nil) else { return nil }
      return cells.compactMap { $0 }
    }
    guard let counts else { throw .missing(key: "counts", document: fields.document) }
    guard counts.count == labels.count, counts.allSatisfy({ $0.count == labels.count }) else {
      throw fields.wrong("counts", "\(labels.count) rows of \(labels.count) whole numbers")
    }
    return ConfusionMatrix(
      origin: origin, labels: labels, counts: counts, threshold: try fields.number("threshold"))
  }

  private static func drift(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> DriftReport {
    guard let list = fields.value("features")?.arrayValue else { throw fields.wrong("features", "a list of objects") }
    var features: [DriftReport.Feature] = []
    for element in list {
      let feature = try DocumentFields(element, document: "a feature of \(fields.document)")
      features.append(
        DriftReport.Feature(
          name: try feature.requiredText("feature"), measure: try feature.requiredText("measure"),
          value: try feature.number("value"), threshold: try feature.requiredNumber("threshold"),
          status: try feature.requiredWord("status", of: "ok, warning or drift"), since: try feature.text("since")))
    }
    return DriftReport(
      origin: origin, reference: try fields.requiredText("reference"), current: try fields.requiredText("current"),
      rule: try fields.text("rule") ?? "", features: features)
  }
}

extension DocumentFields {
  fileprivate func column(_ key: String, count: Int) throws(DocumentError) -> [Double] {
    let column = try requiredNumbers(key)
    guard column.count == count else { throw wrong(key, "a list of \(count) numbers") }
    return column
  }

  /// Empty when the key is missing.
  fileprivate func optionalColumn(
    _ key: String, count: Int, orOneLess: Bool = false
  ) throws(DocumentError) -> [Double] {
    guard let column = try numbers(key), !column.isEmpty else { return [] }
    guard column.count == count || (orOneLess && column.count == count - 1) else {
      throw wrong(key, "a list of \(count) numbers")
    }
    return column
  }
}
