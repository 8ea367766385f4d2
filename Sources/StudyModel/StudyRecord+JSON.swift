public import JSONText

extension StudyRecord {
  /// The record as one line of `metrics.jsonl`, without the newline: `t`, `kind`, then the fields in `snake_case`.
  /// `wallTime` is seconds since 1970. What is nil has no key. `docs/formats/study-records.md` lists the keys.
  public func line(wallTime: Double) -> String {
    var object: JSONObject = ["t": .number(wallTime), "kind": .string(kind)]
    for (key, value) in fields.pairs { object.append(key, value) }
    return JSONValue.object(object).serialized()
  }

  /// Reads a record of `metrics.jsonl`; nil where `kind` is none of a study's. Unknown keys are ignored.
  /// - Throws: which field is missing or not what it should be.
  public init?(kind: String, object: JSONObject) throws(JSONFieldError) {
    guard let type = Self.types.first(where: { $0.kind == kind }) else { return nil }
    self = try type.decode(.object(object))
  }

  /// Such as `study/finding`.
  public var kind: String {
    switch self {
    case .header: "study/header"
    case .finding: "study/finding"
    case .split: "study/split"
    case .trial: "study/trial"
    case .candidate: "study/candidate"
    case .comparison: "study/comparison"
    case .criterion: "study/criterion"
    case .estimate: "study/estimate"
    case .learningCurve: "study/learning_curve"
    case .choice: "study/choice"
    case .notTried: "study/not_tried"
    case .topic: "study/topic"
    case .escalation: "study/escalation"
    }
  }

  /// What a record is about: a later record of the same key replaces an earlier one.
  public var key: String {
    let parts: [String] =
      switch self {
      case .header, .choice: []
      case .finding(let finding): [finding.check] + finding.columns
      case .split(let split): [split.name]
      case .trial(let trial): ["\(trial.number)"]
      case .candidate(let candidate): [candidate.name]
      case .comparison(let comparison): [comparison.first, comparison.second, comparison.metric]
      case .criterion(let verdict): [verdict.criterion]
      case .estimate(let named): [named.name, named.candidate, named.estimate.metric]
      case .learningCurve(let curve): [curve.candidate, curve.metric]
      case .notTried(let notTried): [notTried.what]
      case .topic(let report): [report.topic.rawValue]
      case .escalation(let escalation): [escalation.kind.rawValue]
      }
    // Quoted, so that no name can run into its neighbour.
    return ([kind] + parts.map { JSONValue.string($0).serialized() }).joined(separator: " ")
  }

  private static let types: [(kind: String, decode: @Sendable (JSONValue) throws(JSONFieldError) -> StudyRecord)] = [
    ("study/header", { value throws(JSONFieldError) in .header(try read(value)) }),
    ("study/finding", { value throws(JSONFieldError) in .finding(try read(value)) }),
    ("study/split", { value throws(JSONFieldError) in .split(try read(value)) }),
    ("study/trial", { value throws(JSONFieldError) in .trial(try read(value)) }),
    ("study/candidate", { value throws(JSONFieldError) in .candidate(try read(value)) }),
    ("study/comparison", { value throws(JSONFieldError) in .comparison(try read(value)) }),
    ("study/criterion", { value throws(JSONFieldError) in .criterion(try read(value)) }),
    ("study/estimate", { value throws(JSONFieldError) in .estimate(try read(value)) }),
    ("study/learning_curve", { value throws(JSONFieldError) in .learningCurve(try read(value)) }),
    ("study/choice", { value throws(JSONFieldError) in .choice(try read(value)) }),
    ("study/not_tried", { value throws(JSONFieldError) in .notTried(try read(value)) }),
    ("study/topic", { value throws(JSONFieldError) in .topic(try read(value)) }),
    ("study/escalation", { value throws(JSONFieldError) in .escalation(try read(value)) }),
  ]

  private static func read<T: Decodable>(_ value: JSONValue) throws(JSONFieldError) -> T {
    try value.decode(T.self, keys: .snakeCase)
  }

  private var fields: JSONObject {
    let content: any Encodable =
      switch self {
      case .header(let content): content
      case .finding(let content): content
      case .split(let content): content
      case .trial(let content): content
      case .candidate(let content): content
      case .comparison(let content): content
      case .criterion(let content): content
      case .estimate(let content): content
      case .learningCurve(let content): content
      case .choice(let content): content
      case .notTried(let content): content
      case .topic(let content): content
      case .escalation(let content): content
      }
    return Self.object(of: content)
  }

  /// Records hold texts, doubles and whole numbers of at most 64 bits with a sign: nothing that JSON refuses.
  private static func object(of content: some Encodable) -> JSONObject {
    do {
      return try JSONValue(encoding: content, keys: .snakeCase).objectValue ?? JSONObject()
    } catch {
      preconditionFailure("a study record that JSON cannot hold: \(error)")
    }
  }
}
