internal import JSONText
internal import RunModel

extension RegressionEvaluation {
  static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    var evaluation = RegressionEvaluation(
      origin: origin, target: try fields.text("target"), rowCount: try fields.requiredWhole("rows"),
      predictedActual: try Density.read(fields, "predicted_actual"),
      predictedResidual: try Density.read(fields, "predicted_residual"))
    if fields.value("residual_edges") != nil {
      evaluation.residualEdges = try fields.edges("residual_edges")
      evaluation.residualCounts = try fields.counts("residual_counts", count: evaluation.residualEdges.count - 1)
    }
    guard fields.value("measures") != nil else { return evaluation }
    for measure in try fields.elements("measures", called: "a measure") {
      evaluation.measures.append(
        Measure(
          name: try measure.requiredText("name"), value: try measure.number("value"),
          interval: try measure.interval()))
    }
    return evaluation
  }

  var jsonObject: JSONObject {
    var object = origin.object(table: "regression")
    object.appendIfKnown("target", JSONValue(target))
    object.append("rows", .integer(rowCount))
    if let predictedActual { object.append("predicted_actual", predictedActual.json) }
    if let predictedResidual { object.append("predicted_residual", predictedResidual.json) }
    if !residualEdges.isEmpty {
      object.append("residual_edges", JSONValue(residualEdges))
      object.append("residual_counts", JSONValue(residualCounts))
    }
    let measures = measures.map { measure in
      var object: JSONObject = ["name": .string(measure.name), "value": JSONValue(measure.value)]
      object.appendIfKnown("interval", measure.interval.json)
      return JSONValue.object(object)
    }
    object.append("measures", .array(measures))
    return object
  }
}

extension RegressionEvaluation.Density {
  fileprivate static func read(_ outer: DocumentFields, _ key: String) throws(DocumentError) -> Self? {
    guard let object = try outer.object(key) else { return nil }
    let fields = DocumentFields(object, document: "\"\(key)\" of \(outer.document)")
    let (x, y) = (try fields.edges("x_edges"), try fields.edges("y_edges"))
    return Self(
      xEdges: x, yEdges: y, counts: try fields.countGrid("counts", rows: y.count - 1, columns: x.count - 1))
  }

  fileprivate var json: JSONValue {
    [
      "x_edges": JSONValue(xEdges), "y_edges": JSONValue(yEdges),
      "counts": .array(counts.map { JSONValue($0) }),
    ]
  }
}

extension ScoreInterval? {
  var json: JSONValue {
    guard let self else { return .null }
    var object: JSONObject = ["low": .number(self.low), "high": .number(self.high), "level": .number(self.level)]
    object.appendIfKnown("method", JSONValue(self.method))
    return .object(object)
  }
}
