public import JSONText
public import RunModel

extension ApprovalRequest.Gate {
  /// Reads `gates` of an approval request; none where there are none.
  /// - Throws: when one has no name, or what it says of passing is neither true nor false nor null.
  static func read(_ request: DocumentFields) throws(DocumentError) -> [ApprovalRequest.Gate] {
    guard let value = request.value("gates"), value != .null else { return [] }
    guard let list = value.arrayValue else { throw request.wrong("gates", "a list") }
    var gates: [ApprovalRequest.Gate] = []
    for gate in list {
      let fields = try DocumentFields(gate, document: "a gate of an approval_request record")
      gates.append(
        ApprovalRequest.Gate(
          name: try fields.requiredText("name"), hasPassed: try fields.flag("passed"),
          evidence: try fields.text("evidence") ?? ""))
    }
    return gates
  }

  public var json: JSONValue {
    var object: JSONObject = ["name": .string(name), "passed": hasPassed.map { .bool($0) } ?? .null]
    if !evidence.isEmpty { object.append("evidence", .string(evidence)) }
    return .object(object)
  }
}
