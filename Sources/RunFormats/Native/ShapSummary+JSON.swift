internal import JSONText
internal import RunModel

extension ShapSummary {
  static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let edges = try fields.edges("edges")
    var features: [Feature] = []
    for feature in try fields.elements("features", called: "a feature") {
      features.append(
        Feature(
          name: try feature.requiredText("feature"), meanMagnitude: try feature.requiredNumber("mean_abs"),
          correlation: try feature.number("correlation"), direction: try feature.text("direction"),
          counts: try feature.counts("counts", count: edges.count - 1),
          valueRanks: try feature.gappedColumn("value_ranks", count: edges.count - 1)))
    }
    return ShapSummary(
      origin: origin, className: try fields.text("class"), unit: try fields.text("unit"),
      rowCount: try fields.requiredWhole("rows"), edges: edges, features: features)
  }

  var jsonObject: JSONObject {
    var object = origin.object(table: "shap")
    object.appendIfKnown("class", JSONValue(className))
    object.appendIfKnown("unit", JSONValue(unit))
    object.append("rows", .integer(rowCount))
    object.append("edges", JSONValue(edges))
    object.append("features", .array(features.map { .object($0.jsonObject) }))
    return object
  }
}

extension ShapSummary.Feature {
  fileprivate var jsonObject: JSONObject {
    var object: JSONObject = ["feature": .string(name), "mean_abs": .number(meanMagnitude)]
    object.appendIfKnown("correlation", JSONValue(correlation))
    object.appendIfKnown("direction", JSONValue(direction))
    object.append("counts", JSONValue(counts))
    if !valueRanks.isEmpty { object.append("value_ranks", JSONValue(gapped: valueRanks)) }
    return object
  }
}

extension JSONValue {
  /// `null` for NaN.
  init(gapped numbers: [Double]) { self = .array(numbers.map { $0.isNaN ? .null : .number($0) }) }
}
