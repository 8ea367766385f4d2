public import JSONText
public import RunModel

extension RunRecord {
  /// Reads a line of `metrics.jsonl` that is not a metric; nil when its kind is unknown, which is no error.
  /// - Throws: when a known kind lacks what it needs, or columns of a table do not fit each other.
  public static func read(json: JSONValue) throws(DocumentError) -> RunRecord? {
    let kind = try DocumentFields(json, document: "a record").requiredText("kind")
    let fields = try DocumentFields(
      json, document: "a \(kind) record", textLimit: DocumentFields.shownTextLimit)
    switch kind {
    case "hyperparameters":
      return .hyperparameters(Hyperparameter.flattened(try fields.requiredObject("values")))
    case "progress":
      return .progress(
        Progress(
          step: try fields.requiredStep("step"), total: try fields.step("total"), phase: try fields.text("phase"),
          wallTime: try fields.wallTime("t")))
    case "checkpoint":
      return .checkpoint(
        Checkpoint(
          step: try fields.requiredStep("step"), path: try fields.requiredText("path"),
          sha256: try fields.text("sha256"), byteCount: try fields.whole("bytes"), reason: try fields.text("reason"),
          wallTime: try fields.wallTime("t")))
    case "table":
      return try EvaluationTable.read(fields).map { .table($0) }
    case "note":
      return .note(
        Note(
          text: try fields.requiredText("text"),
          level: try fields.word("level", of: "info, warning or error") ?? .info, wallTime: try fields.wallTime("t")))
    case "restart":
      return .restart(try fields.requiredStep("step"))
    case "approval_request":
      return .approvalRequest(
        ApprovalRequest(
          checkpoint: try fields.requiredText("checkpoint"), sha256: try fields.text("sha256"),
          question: try fields.requiredText("question"), evidence: try fields.texts("evidence") ?? [],
          gates: try ApprovalRequest.Gate.read(fields), askedBy: try fields.text("asked_by"),
          escalation: try fields.object("escalation").map(Escalation.read), wallTime: try fields.wallTime("t")))
    case "end":
      return .end(
        TrainingEnd(
          outcome: try fields.requiredWord("outcome", of: "finished, failed or stopped"),
          reason: try fields.text("reason"), wallTime: try fields.wallTime("t")))
    default:
      return nil
    }
  }

  /// A line of `metrics.jsonl`; optional keys that are not known are left out.
  public var json: JSONValue {
    var object = JSONObject()
    switch self {
    case .hyperparameters(let settings):
      object = ["kind": "hyperparameters", "values": .object(JSONObject(pairs: settings.map { ($0.name, $0.json) }))]
    case .progress(let progress):
      object = ["kind": "progress", "step": .integer(progress.step.rawValue)]
      object.appendIfKnown("total", JSONValue(progress.total?.rawValue))
      object.appendIfKnown("phase", JSONValue(progress.phase))
      object.appendIfKnown("t", JSONValue(progress.wallTime))
    case .checkpoint(let checkpoint):
      object = ["kind": "checkpoint", "step": .integer(checkpoint.step.rawValue), "path": .string(checkpoint.path)]
      object.appendIfKnown("sha256", JSONValue(checkpoint.sha256))
      object.appendIfKnown("bytes", JSONValue(checkpoint.byteCount))
      object.appendIfKnown("reason", JSONValue(checkpoint.reason))
      object.appendIfKnown("t", JSONValue(checkpoint.wallTime))
    case .table(let table):
      object = table.jsonObject
    case .note(let note):
      object = ["kind": "note", "text": .string(note.text), "level": .string(note.level.rawValue)]
      object.appendIfKnown("t", JSONValue(note.wallTime))
    case .restart(let step):
      object = ["kind": "restart", "step": .integer(step.rawValue)]
    case .approvalRequest(let request):
      object = ["kind": "approval_request", "checkpoint": .string(request.checkpoint)]
      object.appendIfKnown("sha256", JSONValue(request.sha256))
      object.append("question", .string(request.question))
      object.append("evidence", JSONValue(request.evidence))
      if !request.gates.isEmpty { object.append("gates", .array(request.gates.map(\.json))) }
      object.appendIfKnown("asked_by", JSONValue(request.askedBy))
      object.appendIfKnown("escalation", request.escalation?.json ?? .null)
      object.appendIfKnown("t", JSONValue(request.wallTime))
    case .end(let end):
      object = ["kind": "end", "outcome": .string(end.outcome.rawValue)]
      object.appendIfKnown("reason", JSONValue(end.reason))
      object.appendIfKnown("t", JSONValue(end.wallTime))
    }
    return .object(object)
  }
}

extension Hyperparameter {
  /// The settings of a nested object, names joined with `/`. Lists are kept as JSON text; `null` is left out.
  static func flattened(_ object: JSONObject, prefix: String = "") -> [Hyperparameter] {
    object.pairs.flatMap { key, value -> [Hyperparameter] in
      let name = prefix.isEmpty ? key : "\(prefix)/\(key)"
      switch value {
      case .null: return []
      case .bool(let flag): return [Hyperparameter(name: name, value: .flag(flag))]
      case .integer(let whole): return [Hyperparameter(name: name, value: .number(Double(whole)))]
      case .number(let number): return [Hyperparameter(name: name, value: .number(number))]
      case .string(let text): return [Hyperparameter(name: name, value: .text(text))]
      case .array: return [Hyperparameter(name: name, value: .text(value.serialized()))]
      case .object(let inner): return flattened(inner, prefix: name)
      }
    }
  }

  var json: JSONValue {
    switch value {
    case .number(let number): Int64(exactly: number).map { .integer($0) } ?? .number(number)
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    }
  }
}
