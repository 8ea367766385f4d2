import HyperparameterSearch
import JSONText

/// What became of one trial: the content of its `trial.json`, which is the search's journal.
struct TrialRecord: Equatable {
  /// Counts from 1.
  var number: Int
  var assignment: Assignment
  var stage: SearchStage
  /// Finite; nil when the trial failed.
  var value: Double?
  /// Why it failed; empty otherwise.
  var reason: String
  /// Wall time from its start to its end.
  var seconds: Double

  var observation: Observation { Observation(assignment, value: value) }

  /// A line of the output.
  /// - Parameter run: the trial's run directory.
  func json(run: String) -> JSONObject {
    var object = json
    object.append("run", .string(run))
    return object
  }

  var json: JSONObject {
    [
      "trial": .integer(Int64(number)),
      "params": .object(JSONObject(pairs: assignment.pairs.map { ($0.name, JSONValue($0.value)) })),
      "value": value.map { .number($0) } ?? .null, "state": value == nil ? "failed" : "complete",
      "reason": .string(reason), "seconds": .number(seconds), "stage": .string(stage.rawValue),
    ]
  }

  /// nil when the object is no record of a trial.
  init?(json: JSONObject) {
    guard let number = json["trial"]?.integerValue.flatMap({ Int(exactly: $0) }),
      let parameters = json["params"]?.objectValue,
      let stage = json["stage"]?.stringValue.flatMap(SearchStage.init(rawValue:)),
      let seconds = json["seconds"]?.doubleValue, let reason = json["reason"]?.stringValue
    else { return nil }
    var assignment = Assignment()
    for (name, value) in parameters.pairs {
      guard let value = ParameterValue(value) else { return nil }
      assignment[name] = value
    }
    self.init(
      number: number, assignment: assignment, stage: stage, value: json["value"]?.doubleValue, reason: reason,
      seconds: seconds)
  }

  init(number: Int, assignment: Assignment, stage: SearchStage, value: Double?, reason: String, seconds: Double) {
    (self.number, self.assignment, self.stage) = (number, assignment, stage)
    (self.value, self.reason, self.seconds) = (value, reason, seconds)
  }
}

extension JSONValue {
  init(_ value: ParameterValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .integer(let whole): self = .integer(Int64(whole))
    case .text(let text): self = .string(text)
    }
  }
}

extension ParameterValue {
  /// nil for what is no number and no text.
  init?(_ json: JSONValue) {
    switch json {
    case .integer(let whole): self = .integer(Int(whole))
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    default: return nil
    }
  }
}
