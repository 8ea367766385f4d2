internal import JSONText
internal import RunModel

extension DriftReport {
  static func read(_ fields: DocumentFields, _ origin: TableOrigin) throws(DocumentError) -> Self {
    let windows = try fields.texts("windows") ?? []
    var features: [Feature] = []
    for feature in try fields.elements("features", called: "a feature") {
      features.append(try Feature.read(feature, windowCount: windows.count))
    }
    return DriftReport(
      origin: origin, reference: try fields.requiredText("reference"), current: try fields.requiredText("current"),
      rule: try fields.text("rule") ?? "", windows: windows, window: try fields.text("window"), features: features)
  }

  var jsonObject: JSONObject {
    var object = origin.object(table: "drift")
    object.append("reference", .string(reference))
    object.append("current", .string(current))
    object.append("rule", .string(rule))
    object.appendIfKnown("window", JSONValue(window))
    if !windows.isEmpty { object.append("windows", JSONValue(windows)) }
    object.append("features", .array(features.map { .object($0.jsonObject) }))
    return object
  }
}

extension DriftReport.Feature {
  fileprivate static func read(_ fields: DocumentFields, windowCount: Int) throws(DocumentError) -> Self {
    Self(
      name: try fields.requiredText("feature"), measure: try fields.requiredText("measure"),
      value: try fields.number("value"), threshold: try fields.requiredNumber("threshold"),
      status: try fields.requiredWord("status", of: "ok, warning or drift"), since: try fields.text("since"),
      history: try fields.gappedColumn("history", count: windowCount),
      distribution: try fields.object("distribution").map { object throws(DocumentError) in
        try DriftReport.Distribution.read(fields.inner(object, "the distribution"))
      })
  }

  fileprivate var jsonObject: JSONObject {
    var object: JSONObject = [
      "feature": .string(name), "measure": .string(measure), "value": JSONValue(value),
      "threshold": .number(threshold), "status": .string(status.rawValue), "since": JSONValue(since),
    ]
    if !history.isEmpty { object.append("history", JSONValue(gapped: history)) }
    if let distribution { object.append("distribution", .object(distribution.jsonObject)) }
    return object
  }
}

extension DriftReport.Distribution {
  fileprivate static func read(_ fields: DocumentFields) throws(DocumentError) -> Self {
    let bins: Bins =
      if let levels = try fields.texts("levels") { .levels(levels) } else { .edges(try fields.edges("edges")) }
    return Self(
      bins: bins, reference: try fields.counts("reference", count: bins.count),
      current: try fields.counts("current", count: bins.count),
      missingReference: try fields.optionalCount("missing_reference"),
      missingCurrent: try fields.optionalCount("missing_current"))
  }

  fileprivate var jsonObject: JSONObject {
    var object: JSONObject =
      switch bins {
      case .levels(let levels): ["levels": JSONValue(levels)]
      case .edges(let edges): ["edges": JSONValue(edges)]
      }
    object.append("reference", JSONValue(reference))
    object.append("current", JSONValue(current))
    if missingReference != 0 { object.append("missing_reference", .integer(missingReference)) }
    if missingCurrent != 0 { object.append("missing_current", .integer(missingCurrent)) }
    return object
  }
}
