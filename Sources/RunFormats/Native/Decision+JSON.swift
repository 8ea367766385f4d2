public import JSONText
public import RunModel

extension Decision {
  /// Reads one line of `decisions.jsonl`. Every key but `alternative` is required; unknown keys are ignored.
  public init(json: JSONValue) throws(DocumentError) {
    let fields = try DocumentFields(json, document: "a decision")
    if let kind = try fields.text("kind"), kind != "decision" { throw fields.wrong("kind", "\"decision\"") }
    self.init(
      id: try fields.requiredText("id"), wallTime: try fields.requiredWallTime("t"),
      verdict: try fields.requiredWord("verdict", of: "approve, reject or hold"),
      runID: try fields.requiredText("run"), checkpoint: try fields.requiredText("checkpoint"),
      sha256: try fields.requiredText("sha256"), by: try fields.requiredText("by"),
      reason: try fields.requiredText("reason"), alternative: try fields.text("alternative"),
      previous: try fields.requiredText("previous"))
  }

  /// Reads one line of `decisions.jsonl`, without its newline.
  public static func read(line: ArraySlice<UInt8>) throws(DocumentError) -> Decision {
    try Decision(json: try JSONValue.document("a decision", line))
  }

  /// One line of `decisions.jsonl`, in the order of keys the format's page shows.
  public var json: JSONValue {
    var object: JSONObject = [
      "t": JSONValue(wallTime), "kind": "decision", "id": .string(id), "verdict": .string(verdict.rawValue),
      "run": .string(runID), "checkpoint": .string(checkpoint), "sha256": .string(sha256), "by": .string(by),
      "reason": .string(reason),
    ]
    object.appendIfKnown("alternative", JSONValue(alternative))
    object.append("previous", .string(previous))
    return .object(object)
  }
}
