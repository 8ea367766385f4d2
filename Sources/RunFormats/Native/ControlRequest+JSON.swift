public import JSONText
public import RunModel

extension ControlRequest {
  /// Reads a file of `control/`. Unknown keys are ignored.
  /// - Throws: when `id` or `request` is missing or unknown. A `pause` without `mode` asks for a checkpoint.
  public init(json: JSONValue) throws(DocumentError) {
    let fields = try DocumentFields(json, document: "a control request")
    let action: Action
    switch try fields.requiredText("request") {
    case "pause": action = .pause(try fields.word("mode", of: "checkpoint or freeze") ?? .checkpoint)
    case "resume": action = .resume
    case "stop": action = .stop
    case "kill": action = .kill
    case "decided": action = .decided
    default: throw fields.wrong("request", "one of pause, resume, stop, kill, decided")
    }
    self.init(
      id: try fields.requiredText("id"), action: action, reason: try fields.text("reason") ?? "",
      by: try fields.text("by") ?? "", wallTime: try fields.wallTime("t"))
  }

  public var json: JSONValue {
    var object: JSONObject = ["id": .string(id)]
    switch action {
    case .pause(let mode):
      object.append("request", "pause")
      object.append("mode", .string(mode.rawValue))
    case .resume: object.append("request", "resume")
    case .stop: object.append("request", "stop")
    case .kill: object.append("request", "kill")
    case .decided: object.append("request", "decided")
    }
    object.append("reason", .string(reason))
    object.append("by", .string(by))
    object.append("t", JSONValue(wallTime))
    return .object(object)
  }
}
