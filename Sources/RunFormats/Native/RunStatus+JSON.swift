public import JSONText
public import RunModel

extension ProcessIdentity {
  /// Reads the name of one process.
  /// - Throws: when one of its four parts is missing or of another kind.
  public init(json: JSONValue) throws(DocumentError) {
    let fields = try DocumentFields(json, document: "a process")
    let start = try fields.requiredWhole("start")
    guard start >= 0 else { throw fields.wrong("start", "a whole number from 0") }
    self.init(
      host: try fields.requiredText("host"), boot: try fields.requiredText("boot"),
      pid: try fields.requiredInt32("pid"), start: UInt64(start))
  }

  public var json: JSONValue {
    [
      "host": .string(host), "boot": .string(boot), "pid": .integer(Int64(pid)),
      "start": .integer(Int64(clamping: start)),
    ]
  }
}

extension ExitStatus {
  /// Reads `{"code":0}` or `{"signal":9}`.
  init(_ fields: DocumentFields) throws(DocumentError) {
    if let code = try fields.int32("code") {
      self = .code(code)
    } else {
      self = .signal(try fields.requiredInt32("signal"))
    }
  }

  var json: JSONValue {
    switch self {
    case .code(let code): ["code": .integer(Int64(code))]
    case .signal(let signal): ["signal": .integer(Int64(signal))]
    }
  }
}

extension RunStatus {
  /// Reads `state.json`. Unknown keys are ignored.
  /// - Throws: when `state` is missing or unknown, or a key has a value of another kind.
  public init(json: JSONValue) throws(DocumentError) {
    let fields = try DocumentFields(json, document: "state.json")
    self.init(
      state: try fields.requiredWord("state", of: RunState.words), since: try fields.wallTime("since"),
      reason: try fields.text("reason") ?? "",
      attempt: Int(try fields.int32("attempt") ?? 0),
      supervisor: try RunStatus.process("supervisor", of: fields),
      training: try RunStatus.process("training", of: fields), exit: try RunStatus.exit(of: fields),
      checkpoint: try fields.text("checkpoint"))
  }

  private static func process(_ key: String, of fields: DocumentFields) throws(DocumentError) -> ProcessIdentity? {
    guard let json = fields.value(key) else { return nil }
    return try ProcessIdentity(json: json)
  }

  private static func exit(of fields: DocumentFields) throws(DocumentError) -> ExitStatus? {
    guard let object = try fields.object("exit") else { return nil }
    return try ExitStatus(DocumentFields(object, document: "\"exit\" of state.json"))
  }

  /// The whole of `state.json`; what is not known is `null`.
  public var json: JSONValue {
    [
      "state": .string(state.rawValue), "since": JSONValue(since), "reason": .string(reason),
      "attempt": .integer(Int64(attempt)), "supervisor": supervisor?.json ?? .null,
      "training": training?.json ?? .null, "exit": exit?.json ?? .null, "checkpoint": JSONValue(checkpoint),
    ]
  }
}

extension RunState {
  static var words: String { "one of \(allCases.map(\.rawValue).joined(separator: ", "))" }
}
