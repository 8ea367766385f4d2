internal import JSONText
internal import RunModel

extension EvaluationTable {
  /// The whole line of `metrics.jsonl`.
  var jsonObject: JSONObject {
    switch self {
    case .confusion(let table): table.jsonObject
    case .roc(let table): table.jsonObject
    case .precisionRecall(let table): table.jsonObject
    case .calibration(let table): table.jsonObject
    case .scores(let table): table.jsonObject
    case .operatingPoint(let table): table.jsonObject
    case .regression(let table): table.jsonObject
    case .importance(let table): table.jsonObject
    case .shap(let table): table.jsonObject
    case .drift(let table): table.jsonObject
    }
  }
}

extension TableOrigin {
  func object(table: String) -> JSONObject {
    var object: JSONObject = ["kind": "table", "table": .string(table)]
    object.appendIfKnown("split", JSONValue(split))
    object.appendIfKnown("step", JSONValue(step?.rawValue))
    return object
  }
}

extension ConfusionMatrix {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "confusion")
    object.append("labels", JSONValue(labels))
    object.append("counts", .array(counts.map { JSONValue($0) }))
    object.appendIfKnown("threshold", JSONValue(threshold))
    if !weights.isEmpty { object.append("weights", .array(weights.map { JSONValue($0) })) }
    return object
  }
}

extension ROCCurve {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "roc")
    object.appendIfKnown("class", JSONValue(className))
    object.appendIfKnown("average", JSONValue(average?.rawValue))
    object.append("fpr", JSONValue(falsePositiveRate))
    object.append("tpr", JSONValue(truePositiveRate))
    object.append("thresholds", JSONValue(thresholds))
    object.appendIfKnown("auc", JSONValue(areaUnderCurve))
    object.appendIfKnown("interval", interval.json)
    return object
  }
}

extension PrecisionRecallCurve {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "pr")
    object.appendIfKnown("class", JSONValue(className))
    object.appendIfKnown("average", JSONValue(average?.rawValue))
    object.append("precision", JSONValue(precision))
    object.append("recall", JSONValue(recall))
    object.append("thresholds", JSONValue(thresholds))
    object.appendIfKnown("average_precision", JSONValue(averagePrecision))
    object.appendIfKnown("interval", interval.json)
    return object
  }
}

extension CalibrationCurve {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "calibration")
    object.appendIfKnown("class", JSONValue(className))
    object.appendIfKnown("binning", JSONValue(binning?.rawValue))
    object.append("mean_predicted", JSONValue(meanPredicted))
    object.append("fraction_positive", JSONValue(fractionPositive))
    object.append("counts", JSONValue(counts))
    return object
  }
}

extension FeatureImportance {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "importance")
    object.append("measure", .string(measure))
    object.append("features", JSONValue(features))
    object.append("values", JSONValue(values))
    if !deviations.isEmpty { object.append("deviations", JSONValue(deviations)) }
    return object
  }
}

extension ScoreHistogram {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "scores")
    object.appendIfKnown("class", JSONValue(className))
    object.append("edges", JSONValue(edges))
    object.append("labels", JSONValue(labels))
    object.append("counts", .array(counts.map { JSONValue($0) }))
    if !weights.isEmpty { object.append("weights", .array(weights.map { JSONValue($0) })) }
    return object
  }
}

extension OperatingPoint {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "operating_point")
    object.appendIfKnown("threshold", JSONValue(threshold))
    object.appendIfKnown("goal", JSONValue(goal))
    guard let payoff else { return object }
    var values: JSONObject = [
      "true_positive": .number(payoff.truePositive), "false_positive": .number(payoff.falsePositive),
      "true_negative": .number(payoff.trueNegative), "false_negative": .number(payoff.falseNegative),
    ]
    values.appendIfKnown("unit", JSONValue(payoff.unit))
    object.append("payoff", .object(values))
    return object
  }
}
