public import JSONText
public import RunModel

extension RunIdentity {
  /// Reads `run.json`. Unknown keys are ignored.
  /// - Throws: when `id` or `name` is missing, or a key has a value of another kind.
  public init(json: JSONValue) throws(DocumentError) {
    let fields = try DocumentFields(json, document: "run.json")
    if let format = try fields.text("format"), format != RunIdentity.format {
      throw fields.wrong("format", "\"\(RunIdentity.format)\"")
    }
    let id = try fields.requiredText("id")
    self.init(
      id: id, name: try fields.text("name") ?? id, created: try fields.wallTime("created"),
      host: try fields.text("host"), user: try fields.text("user"), argv: try fields.texts("argv") ?? [],
      workingDirectory: try fields.text("cwd"), gitCommit: try fields.text("git_commit"),
      seed: try fields.whole("seed"), versions: try Self.texts("versions", of: fields),
      specDigest: try fields.text("spec_sha256"), parent: try fields.text("parent"),
      pauseSignal: try fields.text("pause_signal") ?? "USR1", environment: try Self.texts("environment", of: fields))
  }

  /// An object whose values are all texts; empty when the key is missing.
  private static func texts(_ key: String, of fields: DocumentFields) throws(DocumentError) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in try fields.object(key)?.pairs ?? [] {
      guard let text = value.stringValue else { throw fields.wrong(key, "an object of texts") }
      texts[name] = text
    }
    return texts
  }

  /// Sorted by name, so that the same values make the same bytes.
  private static func object(_ texts: [String: String]) -> JSONValue {
    .object(JSONObject(pairs: texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }

  /// What `run.json` says in its key `format`.
  public static var format: String { "pitwall-run/1" }

  /// The whole of `run.json`; what is not known is `null`.
  public var json: JSONValue {
    [
      "format": .string(RunIdentity.format), "id": .string(id), "name": .string(name), "created": JSONValue(created),
      "host": JSONValue(host), "user": JSONValue(user), "argv": JSONValue(argv), "cwd": JSONValue(workingDirectory),
      "git_commit": JSONValue(gitCommit), "seed": JSONValue(seed), "versions": Self.object(versions),
      "spec_sha256": JSONValue(specDigest), "parent": JSONValue(parent), "launcher": "local",
      "pause_signal": .string(pauseSignal), "environment": Self.object(environment),
    ]
  }
}
