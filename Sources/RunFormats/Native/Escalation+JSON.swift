public import JSONText
public import RunModel

extension Escalation {
  /// Reads `escalation` of an approval request.
  /// - Throws: without a kind or an alternative that can be named.
  static func read(_ object: JSONObject) throws(DocumentError) -> Escalation {
    let document = "\"escalation\" of an approval_request record"
    let fields = DocumentFields(object, document: document)
    guard let alternatives = fields.value("alternatives")?.arrayValue, !alternatives.isEmpty else {
      throw fields.wrong("alternatives", "a list of at least one")
    }
    var result = Escalation(kind: try fields.requiredText("kind"), alternatives: [])
    for alternative in alternatives {
      let own = try DocumentFields(alternative, document: "an alternative of \(document)")
      result.alternatives.append(
        Alternative(
          name: try own.requiredText("name"), what: try own.requiredText("what"), cost: try own.text("cost") ?? "",
          effect: try own.text("effect") ?? "", ends: own.value("ends")?.boolValue ?? false))
    }
    return result
  }

  public var json: JSONValue {
    [
      "kind": .string(kind),
      "alternatives": .array(
        alternatives.map {
          var object: JSONObject = [
            "name": .string($0.name), "what": .string($0.what), "cost": .string($0.cost), "effect": .string($0.effect),
          ]
          if $0.ends { object.append("ends", .bool(true)) }
          return .object(object)
        }),
    ]
  }
}
