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
    case .importance(let table): table.jsonObject
    case .drift(let table): table.jsonObject
    }
  }
}

extension TableOrigin {
  fileprivate func object(table: String) -> JSONObject {
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
    return object
  }
}

extension ROCCurve {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "roc")
    object.appendIfKnown("class", JSONValue(className))
    object.append("fpr", JSONValue(falsePositiveRate))
    object.append("tpr", JSONValue(truePositiveRate))
    object.append("thresholds", JSONValue(thresholds))
    object.appendIfKnown("auc", JSONValue(areaUnderCurve))
    return object
  }
}

extension PrecisionRecallCurve {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "pr")
    object.appendIfKnown("class", JSONValue(className))
    object.append("precision", JSONValue(precision))
    object.append("recall", JSONValue(recall))
    object.append("thresholds", JSONValue(thresholds))
    object.appendIfKnown("average_precision", JSONValue(averagePrecision))
    return object
  }
}

extension CalibrationCurve {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "calibration")
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

extension DriftReport {
  fileprivate var jsonObject: JSONObject {
    var object = origin.object(table: "drift")
    object.append("reference", .string(reference))
    object.append("current", .string(current))
    object.append("rule", .string(rule))
    object.append(
      "features",
      .array(
        features.map { feature in
          [
            "feature": .string(feature.name), "measure": .string(feature.measure), "value": JSONValue(feature.value),
            "threshold": .number(feature.threshold), "status": .string(feature.status.rawValue),
            "since": JSONValue(feature.since),
          ]
        }))
    return object
  }
}
