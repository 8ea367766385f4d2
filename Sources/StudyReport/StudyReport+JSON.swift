public import JSONText
internal import RunModel
public import StudyModel

extension StudyReport {
  /// The report as one JSON object, for programs: what the first page says under `decision`, `numbers`, `warnings`,
  /// `cannot_be_told`, `criteria` and `not_tried`, every record as it was recorded, and the runs that the tags stand for.
  /// - Throws: never for records that were read from JSON.
  public func json() throws(JSONFieldError) -> JSONValue {
    var object: JSONObject = ["format": "pitwall-study-report/1"]
    object["run"] = [
      "id": .string(run.id), "path": .string(run.path), "state": run.state.map { .string($0.rawValue) } ?? .null,
      "reason": .string(run.reason), "name": run.name.map { .string($0) } ?? .null,
      "last_words": run.lastWords.map { .string($0) } ?? .null, "decision": run.decision.map(json) ?? .null,
      "approval_request": run.request.map(json) ?? .null,
    ]
    object["status"] = .array(status.map { .string($0) })
    object["decision"] = try records.choice.map { choice throws(JSONFieldError) in try encoded(choice) } ?? .null
    object["numbers"] = .array(try numbers.map { number throws(JSONFieldError) in try json(of: number) })
    object["warnings"] = .array(allWarnings.map { .string($0) })
    object["cannot_be_told"] = .array(undecidedRequirements.map { .string($0.text) })
    object["header"] = try records.header.map { header throws(JSONFieldError) in try encoded(header) } ?? .null
    object["candidates"] = try encoded(orderedCandidates)
    object["comparisons"] = try encoded(records.comparisons)
    object["criteria"] = try encoded(records.criteria)
    object["estimates"] = try encoded(records.estimates)
    object["findings"] = try encoded(records.findings)
    object["splits"] = try encoded(records.splits)
    object["search"] = searchJSON
    object["trials"] = try encoded(records.trials)
    object["learning_curves"] = try encoded(records.learningCurves)
    object["not_tried"] = try encoded(records.notTried)
    object["escalations"] = try encoded(records.escalations)
    object["topics"] = try encoded(records.topics)
    object["damaged_lines"] = .array(
      records.damage.map { ["line": .integer(Int64($0.line)), "reason": .string($0.reason)] })
    object["runs"] = .object(
      JSONObject(pairs: [(RunTags.study, .string("."))] + tags.entries.map { ($0.tag, .string($0.run)) }))
    return .object(object)
  }

  private func json(of decision: Decision) -> JSONValue {
    [
      "verdict": .string(decision.verdict.rawValue), "by": .string(decision.by),
      "t": .number(decision.wallTime.secondsSince1970), "reason": .string(decision.reason),
      "checkpoint": .string(decision.checkpoint), "sha256": .string(decision.sha256),
      "alternative": decision.alternative.map { .string($0) } ?? .null,
    ]
  }

  private func json(of request: ApprovalRequest) -> JSONValue {
    [
      "question": .string(request.question), "evidence": .array(request.evidence.map { .string($0) }),
      "checkpoint": .string(request.checkpoint), "sha256": request.sha256.map { .string($0) } ?? .null,
      "escalation": request.escalation.map(json) ?? .null,
    ]
  }

  private func json(of escalation: Escalation) -> JSONValue {
    [
      "kind": .string(escalation.kind), "recommended": escalation.recommended.map { .string($0) } ?? .null,
      "alternatives": .array(
        escalation.alternatives.map {
          [
            "name": .string($0.name), "what": .string($0.what), "cost": .string($0.cost), "effect": .string($0.effect),
          ]
        }),
    ]
  }

  /// A topic as it was recorded; nil where the study has not examined it.
  /// - Throws: never for records that were read from JSON.
  public func json(of topic: TopicReport.Topic) throws(JSONFieldError) -> JSONValue? {
    guard let report = records.topics.first(where: { $0.topic == topic }) else { return nil }
    return try encoded(report)
  }

  private func encoded(_ value: some Encodable) throws(JSONFieldError) -> JSONValue {
    try JSONValue(encoding: value, keys: .snakeCase)
  }

  private func json(of number: Number) throws(JSONFieldError) -> JSONValue {
    [
      "label": .string(number.label), "estimate": try encoded(number.estimate), "meaning": .string(number.meaning),
      "run": number.run.map { .string($0) } ?? .null,
    ]
  }

  private var searchJSON: JSONValue {
    let progress = progress
    func step(_ step: SearchProgress.Step?) -> JSONValue {
      guard let step else { return .null }
      return [
        "trial": .integer(Int64(step.trial)), "trials_so_far": .integer(Int64(step.count)),
        "candidate": .string(step.candidate), "value": .number(step.value),
        "cpu_seconds": .number(step.seconds), "run": .string(tags.tag(step.run)),
      ]
    }
    return [
      "complete": .integer(Int64(progress.complete)), "pruned": .integer(Int64(progress.pruned)),
      "failed": .integer(Int64(progress.failed)), "cpu_seconds": .number(progress.seconds),
      "best": step(progress.steps.last), "within_a_hundredth": step(progress.nearlyBest),
      "cpu_seconds_per_point": progress.secondsPerPoint.map { .number($0) } ?? .null,
      "improvements": .array(progress.steps.map { step($0) }),
    ]
  }
}
