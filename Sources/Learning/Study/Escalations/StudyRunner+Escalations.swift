internal import FileAccess
internal import HyperparameterSearch
internal import ModelSelection
internal import RunModel
internal import Specification
internal import StudyModel
internal import Tables

/// Where a study stops and asks, and what it does with the answer.
extension StudyRunner {
  private typealias Alternative = EscalationSummary.Alternative

  /// Passes a gate: leaves where nobody has decided yet, ends where somebody has decided so. A kind stops a study once;
  /// what is found of it later is among the warnings.
  /// - Returns: what was chosen and by whom; nil where nothing was raised, or is not to stop the study.
  private mutating func pass(
    _ raised: EscalationSummary?
  ) throws(LearningError) -> (name: String, ruling: EscalationSummary.Ruling)? {
    guard let raised, !context.specification.ignoredEscalations.contains(raised.kind),
      escalated.insert(raised.kind).inserted
    else { return nil }
    let entry = try context.journal.step("escalation-\(raised.kind.rawValue)") { raised }
    let gate = EscalationGate(entry.value, context, runDirectory: log.directory)
    let request = gate.request(sha256: try log.write(try gate.bytes, to: gate.path), at: entry.finished)
    try log.append(.escalation(gate.summary), at: entry.finished)
    try log.append(.approvalRequest(request))
    let title = raised.kind.title
    guard let ruling = try gate.ruling(on: request) else {
      say("\(title): \(gate.summary.evidence.first ?? "")")
      say("waits for a decision: \(title)")
      throw .awaitsDecision
    }
    let chosen = gate.alternative(of: ruling)
    try tell(ruling, of: gate.summary)
    guard let chosen, !chosen.ends else { throw try ended(by: ruling, title) }
    return (chosen.name, ruling)
  }

  private mutating func tell(
    _ ruling: EscalationSummary.Ruling, of summary: EscalationSummary
  ) throws(LearningError) {
    var summary = summary
    summary.ruling = ruling
    lastDecided = max(lastDecided, ruling.decided)
    let words = "\(summary.kind.title): \(ruling.words): \(ruling.reason)"
    try log.append(.escalation(summary), at: ruling.decided)
    try log.append(.note(Note(text: words, level: .info, wallTime: WallTime(ruling.decided))))
    say(words)
  }

  private func ended(by ruling: EscalationSummary.Ruling, _ title: String) throws(LearningError) -> LearningError {
    let reason = "\(title): \(ruling.words)"
    try log.appendAside(.end(TrainingEnd(outcome: .stopped, reason: reason, wallTime: Host.now())))
    return .endedByDecision
  }

  // MARK: Data

  /// - Returns: when it was decided to leave something out; nil where the data stay as they are.
  mutating func settleData(_ shift: DataIssues.Shift?) throws(LearningError) -> Double? {
    let labels = try LabelNoise.evidence(in: context)
    var issues = DataIssues()
    issues.findings = findings
    issues.features = context.data.columns.map(\.name)
    let unlabelled = findings.first { $0.check == "missing-target" }?.rowCount ?? 0
    (issues.rows, issues.developmentRows) = (context.data.rowCount + unlabelled, context.splits.development.count)
    issues.copies = context.source.copies.count
    issues.keepsLeaks = context.specification.data.leaks == .keep
    issues.hasChosenSplit = context.specification.split.kind != nil
    issues.isTemporal = context.splits.kind == .temporal
    (issues.labels, issues.shift) = (labels?.labels, shift)
    guard let passed = try pass(issues.escalation), passed.name == Alternative.leaveOut else { return nil }
    context.leaveOut(columns: issues.columnsToLeaveOut, reason: "left out by \(passed.ruling.by)")
    if issues.hasMostlyCopies {
      // Of all rows, so that no copy of a row to learn from is left among the test rows.
      context.splits.leaveOut(
        context.source.copies(among: (context.splits.development + context.splits.test).sorted()))
      try settle(
        RowCopies.areAll, advice: "The copies were left out by \(passed.ruling.by).", at: passed.ruling.decided)
    }
    if issues.hasWrongLabels, let suspects = labels?.rows {
      context.splits.leaveOutOfTraining(suspects)
      let advice = "They were left out of training by \(passed.ruling.by); they are still judged."
      try settle({ $0.check == LabelNoise.check }, advice: advice, at: passed.ruling.decided)
    }
    return passed.ruling.decided
  }

  // MARK: Search

  /// Whether the search goes on though its budget was used up.
  mutating func prolong(_ trials: inout TrialSearch) throws(LearningError) -> Bool {
    guard !escalated.contains(.resourceExhaustion), let budget = trials.exhausted,
      let escalation = ResourceExhaustion.escalation(budget)
    else { return false }
    if !context.specification.ignoredEscalations.contains(.resourceExhaustion) {
      let count = trials.batchCount
      _ = try context.journal.step(TrialSearch.gate) { count }
    }
    guard try pass(escalation)?.name == Alternative.moreMinutes else { return false }
    trials.grant(minutes: budget.missingMinutes)
    return true
  }

  mutating func settleFailures(_ trials: [TrainingInstability.Trials]) throws(LearningError) {
    guard let passed = try pass(TrainingInstability.escalation(trials)), passed.name == Alternative.drop else { return }
    for candidate in trials.filter(\.isUnstable).map(\.candidate) {
      leftOut[candidate] = "dropped by \(passed.ruling.by) for its failed trials"
    }
  }

  // MARK: Choice

  /// What the choice is made of, after a person has said what gives way where nothing fits.
  mutating func settleContest(_ evaluation: FinalistEvaluation) throws(LearningError) -> ChoiceFacts {
    var facts = StudyAnswer.contest(context, evaluation, findings: findings, leftOut: leftOut)
    if try pass(ResourceExhaustion.escalation(facts.candidates, limits: facts.limits, basis: facts.basis))?.name
      == Alternative.relax
    {
      context.specification.constraints.relax(
        to: ResourceExhaustion.relaxed(facts.limits, for: facts.candidates, basis: facts.basis))
      facts = StudyAnswer.contest(context, evaluation, findings: findings, leftOut: leftOut)
    }
    _ = try pass(TrainingInstability.escalation(notFinite: evaluation.notFinite))
    guard let spread = spread(facts, evaluation), let passed = try pass(TrainingInstability.escalation(spread)),
      passed.name == Alternative.drop
    else { return facts }
    leftOut[spread.chosen] = "left out by \(passed.ruling.by) for its dependence on the seed"
    return StudyAnswer.contest(context, evaluation, findings: findings, leftOut: leftOut)
  }

  private func spread(_ facts: ChoiceFacts, _ evaluation: FinalistEvaluation) -> TrainingInstability.Spread? {
    guard let name = ChoiceRule.chosenName(facts), let chosen = facts.candidates.first(where: { $0.name == name }),
      !chosen.isBaseline, let deviation = chosen.seedDeviation,
      let advantage = Improvements.overBestBaseline(
        chosen: name, candidates: facts.candidates, comparisons: facts.comparisons, basis: facts.basis)?.estimate.value
    else { return nil }
    let rest = StudyAnswer.contest(context, evaluation, findings: findings, leftOut: leftOut.merging([name: ""]) { $1 })
    return TrainingInstability.Spread(
      chosen: name, deviation: deviation, advantage: advantage, metric: facts.basis.metric, rope: facts.basis.rope,
      next: ChoiceRule.chosenName(rest))
  }

  mutating func settleGoal(_ answer: StudyAnswer, _ convergence: Convergence.Verdict?) throws(LearningError) {
    guard let convergence else { return }
    let plateau = PerformancePlateau(
      criteria: answer.criteria, hasConverged: convergence.isNoise, convergence: convergence.sentence,
      learningCurve: answer.learningCurve, isMaximized: context.panel.primary.isMaximized,
      features: context.data.columns.count)
    _ = try pass(plateau.escalation)
  }

  /// - Returns: what whoever approves has to know, a sentence each.
  mutating func settleConcerns(
    _ verdicts: [FairnessVerdict], chosen: String
  ) throws(LearningError) -> [String] {
    let escalation = EthicalConcerns.escalation(verdicts, chosen: chosen)
    _ = try pass(escalation)
    return escalation?.evidence ?? []
  }
}

extension EscalationSummary.Ruling {
  /// Such as `go-on chosen by ada@laptop`.
  var words: String { "\(alternative.map { "\($0) chosen" } ?? "rejected") by \(by)" }
}

extension StudySpecification.Constraints {
  /// Rounded up, so that what was measured fits.
  fileprivate mutating func relax(to limits: Limits) {
    (latencyMilliseconds, trainingSeconds) = (limits.latencyMilliseconds, limits.trainingSeconds)
    modelMegabytes = limits.modelBytes.map { Double($0 + 1) / 1e6 }
    memoryMegabytes = limits.memoryBytes.map { Double($0 + 1) / 1e6 }
  }
}

extension FinalistEvaluation {
  /// Searched finalists that predicted what is no number.
  fileprivate var notFinite: [String] {
    failures.filter { $0.reason == FoldOutcome.notANumber && !$0.isBaseline }.map(\.name)
  }
}
