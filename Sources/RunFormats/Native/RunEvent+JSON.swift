public import JSONText
public import RunModel

extension RunEvent {
  /// Reads one line of `events.jsonl`.
  /// - Throws: also when its `kind` is unknown; `RunEvent.read(line:)` tells that apart.
  public init(json: JSONValue) throws(DocumentError) {
    let fields = try DocumentFields(json, document: "an event")
    guard let kind = try Kind(fields) else {
      throw fields.wrong("kind", "one of state, attempt, exit, answer, resources, adopted")
    }
    self.init(wallTime: try fields.wallTime("t"), kind: kind)
  }

  /// Reads one line of `events.jsonl`, without its newline; nil when its kind is unknown, which is no error.
  public static func read(line: ArraySlice<UInt8>) throws(DocumentError) -> RunEvent? {
    let fields = try DocumentFields(try JSONValue.document("an event", line), document: "an event")
    guard let kind = try Kind(fields) else { return nil }
    return RunEvent(wallTime: try fields.wallTime("t"), kind: kind)
  }

  /// One line of `events.jsonl`.
  public var json: JSONValue {
    var object = JSONObject()
    object.appendIfKnown("t", JSONValue(wallTime))
    kind.write(to: &object)
    return .object(object)
  }
}

extension RunEvent.Kind {
  /// nil when `kind` is a word of a later version.
  fileprivate init?(_ fields: DocumentFields) throws(DocumentError) {
    switch try fields.requiredText("kind") {
    case "state":
      self = .state(
        from: try fields.word("from", of: RunState.words), to: try fields.requiredWord("to", of: RunState.words),
        reason: try fields.text("reason") ?? "", by: try fields.text("by"))
    case "attempt":
      self = .attempt(
        number: Int(try fields.requiredWhole("number")), argv: try fields.texts("argv") ?? [],
        pid: try fields.requiredInt32("pid"), resumeFrom: try fields.text("resume_from"),
        metricsByteCount: try fields.whole("metrics_bytes"))
    case "exit":
      let isKnown = fields.value("code") != nil || fields.value("signal") != nil
      self = .exit(
        attempt: Int(try fields.requiredWhole("attempt")), status: isKnown ? try ExitStatus(fields) : nil,
        cpuSeconds: try fields.number("cpu_seconds"), maxResidentBytes: try fields.whole("max_rss_bytes"))
    case "answer":
      self = .answer(
        request: try fields.requiredText("request"), accepted: try fields.requiredFlag("accepted"),
        reason: try fields.text("reason") ?? "")
    case "resources":
      self = .resources(try ResourceSample(fields))
    case "adopted":
      self = .adopted(pid: try fields.requiredInt32("pid"))
    default:
      return nil
    }
  }

  fileprivate func write(to object: inout JSONObject) {
    switch self {
    case .state(let from, let to, let reason, let by):
      object.append("kind", "state")
      object.append("from", JSONValue(from?.rawValue))
      object.append("to", .string(to.rawValue))
      object.append("reason", .string(reason))
      object.append("by", JSONValue(by))
    case .attempt(let number, let argv, let pid, let resumeFrom, let metricsByteCount):
      object.append("kind", "attempt")
      object.append("number", .integer(Int64(number)))
      object.append("argv", JSONValue(argv))
      object.append("pid", .integer(Int64(pid)))
      object.append("resume_from", JSONValue(resumeFrom))
      object.appendIfKnown("metrics_bytes", JSONValue(metricsByteCount))
    case .exit(let attempt, let status, let cpuSeconds, let maxResidentBytes):
      object.append("kind", "exit")
      object.append("attempt", .integer(Int64(attempt)))
      for (key, value) in status?.json.objectValue?.pairs ?? [] { object.append(key, value) }
      object.appendIfKnown("cpu_seconds", JSONValue(cpuSeconds))
      object.appendIfKnown("max_rss_bytes", JSONValue(maxResidentBytes))
    case .answer(let request, let accepted, let reason):
      object.append("kind", "answer")
      object.append("request", .string(request))
      object.append("accepted", .bool(accepted))
      object.append("reason", .string(reason))
    case .resources(let sample):
      object.append("kind", "resources")
      sample.write(to: &object)
    case .adopted(let pid):
      object.append("kind", "adopted")
      object.append("pid", .integer(Int64(pid)))
    }
  }
}

extension JSONValue {
  /// A document's text as a value; a byte order mark is stepped over.
  static func document(_ name: String, _ bytes: ArraySlice<UInt8>) throws(DocumentError) -> JSONValue {
    do { return try JSONValue(parsing: bytes) } catch { throw .notJSON(document: name, error) }
  }
}
