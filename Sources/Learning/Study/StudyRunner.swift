internal import FileAccess
internal import HyperparameterSearch
internal import ModelSelection
internal import RunModel
public import Specification
internal import SpecifiedData
internal import StudyModel
internal import Tables
internal import TrialProcesses

/// Carries out a study, writing a native run directory and one a trial below it.
///
/// **The same specification, data and seeds give the same trials, numbers and choice, however often the study was paused
/// or killed.** What takes time is a step of the journal; everything else is worked out again. Measured times and sizes of this
/// machine are steps too: a study that goes on keeps those it has.
public struct StudyRunner {
  /// Changes where a person has decided so: see `StudyRunner+Escalations`.
  var context: StudyContext
  var log: StudyLog
  let say: (String) -> Void
  /// Of all checks so far.
  private(set) var findings: [Finding] = []
  /// What a person was asked so far.
  var escalated: Set<EscalationSummary.Kind> = []
  /// Candidates that a person has taken out, with the reason.
  var leftOut: [String: String] = [:]
  /// When a person decided last how it goes on; 0 before.
  var lastDecided = 0.0
  private var shift: DataIssues.Shift?
  private var convergence: Convergence.Verdict?

  /// Reads and checks all data and opens the run.
  /// - Parameters:
  ///   - text: as which the specification is written, for what its data show to be wrong in it.
  ///   - directory: of the specification; relative data paths start there.
  ///   - say: takes lines for the console.
  ///   - interruption: asked between fits, from any thread.
  public init(
    _ specification: StudySpecification, text: SpecificationText? = nil, directory: String, runDirectory: String,
    say: @escaping (String) -> Void = { _ in }, interruption: @escaping @Sendable () -> Interruption? = { nil }
  ) throws(LearningError) {
    self.say = say
    log = try StudyLog(directory: runDirectory)
    let source = try StudySource(specification, text: text, directory: directory)
    let panel = MetricPanel(StudyMetrics.names(specification, task: source.target.task))
    let digests = [source.digest] + [source.later?.digest].compactMap(\.self)
    var fixed = specification
    fixed.search.parallel = nil
    fixed.features.timeout = StudySpecification.Features().timeout
    let journal = try StudyJournal(
      runDirectory: runDirectory, dependencies: [fixed.resolvedYAML()] + digests)
    context = StudyContext(
      specification: specification, source: source, directory: Files.absolutePath(directory), splits: source.splits,
      panel: panel, journal: journal, workers: specification.search.parallel ?? Host.coreCount,
      interruption: interruption)
  }

  /// Runs to the end, or until it is interrupted.
  public mutating func run() throws(LearningError) -> TrainingOutcome {
    do {
      try study()
      return .finished
    } catch .interrupted(let wanted) {
      if wanted == .abandon { return .abandoned }
      try savePoint()
      return wanted == .pause ? .paused : .terminated
    } catch .awaitsDecision {
      try savePoint()
      return .waiting
    } catch .endedByDecision {
      return .ended
    }
  }

  private mutating func study() throws(LearningError) {
    var (candidates, baselines) = try participants()
    var progress = StudyProgress(
      metric: context.panel.primary,
      plannedTrials: TrialSearch.plannedTrials(context, candidates: candidates) + baselines.count,
      finalists: candidates.count + baselines.count, topics: ExaminationRunner.topics(of: context).count)
    try announce(plannedTrials: progress.plannedTrials)
    try checkShift()
    try rankLabels()
    if let time = try settleData(shift) {
      (candidates, baselines) = try participants()
      try announceData(plannedTrials: progress.plannedTrials, at: time)
    }
    let found = try search(candidates, baselines: baselines, &progress)
    var evaluation = FinalistEvaluation(context, after: found.time)
    try evaluation.run(found.finalists) { finalist throws(LearningError) in
      try log.append(.candidate(finalist.summary), at: finalist.time)
      try log.append(progress.advance(in: .evaluation, at: finalist.time))
      say(finalist.line)
    }
    let facts = try settleContest(evaluation)
    let answer = try answer(evaluation, candidates: baselines + candidates, untried: found.untried, facts)
    try log.append(progress.advance(in: .choice, at: answer.time))
    try settleGoal(answer, convergence)
    try conclude(answer, &progress)
  }

  private func participants() throws(LearningError) -> (candidates: [StudyCandidate], baselines: [StudyCandidate]) {
    (
      try StudyCandidate.searched(context.specification, for: context.data),
      StudyCandidate.baselines(for: context.data, isTemporal: context.data.times != nil)
    )
  }

  // MARK: Start

  private func header(plannedTrials: Int) -> StudyHeader {
    let (source, splits, panel) = (context.source, context.splits, context.panel)
    return StudyHeader(
      name: context.specification.name, task: source.target.task, taskReason: source.target.reason,
      target: context.specification.data.target, classes: source.target.classes, primaryMetric: panel.primary.name,
      direction: panel.primary.isMaximized ? .maximize : .minimize, otherMetrics: panel.others.map(\.name),
      developmentRows: splits.development.count, testRows: splits.test.count,
      unusedRows: source.data.rowCount - splits.development.count - splits.test.count,
      features: source.data.columns.map(\.name), excludedColumns: source.excluded, dataDigest: source.digest,
      dataPath: source.path, plannedTrials: plannedTrials, seed: context.specification.search.seed)
  }

  private mutating func announce(plannedTrials: Int) throws(LearningError) {
    let (source, splits) = (context.source, context.splits)
    let header = header(plannedTrials: plannedTrials)
    let start = try context.journal.step("start") { 0 }.finished
    say(
      "\(source.path): \(source.data.rowCount) rows, \(header.features.count) features; \(source.target.task.rawValue) (\(source.target.reason))"
    )
    try log.append(.header(header), at: start)
    for finding in source.findings { try report(finding, at: start) }
    try log.append(.hyperparameters(hyperparameters(header)))
    try announceSplits(at: start)
    say("\(splits.kind.rawValue) split: \(splits.development.count) development and \(splits.test.count) test rows")
  }

  /// Again, as a person has changed them.
  private mutating func announceData(plannedTrials: Int, at time: Double) throws(LearningError) {
    try log.append(.header(header(plannedTrials: plannedTrials)), at: time)
    try announceSplits(at: time)
  }

  private mutating func announceSplits(at time: Double) throws(LearningError) {
    let splits = context.splits
    for (name, folds) in [("search", splits.search), ("evaluation", splits.evaluation)] {
      let (bytes, summary) = context.file(of: name, folds)
      try log.write(bytes, to: summary.path)
      try log.append(.split(summary), at: time)
    }
  }

  private func hyperparameters(_ header: StudyHeader) -> [Hyperparameter] {
    let (split, search) = (context.specification.split, context.specification.search)
    return [
      .init(name: "study/task", value: .text(header.task.rawValue)),
      .init(name: "study/metric", value: .text(header.primaryMetric)),
      .init(name: "study/planned_trials", value: .number(Double(header.plannedTrials))),
      .init(name: "study/rows", value: .number(Double(context.data.rowCount))),
      .init(name: "study/features", value: .number(Double(header.features.count))),
      .init(name: "split/kind", value: .text(context.splits.kind.rawValue)),
      .init(name: "split/folds", value: .number(Double(split.folds))),
      .init(name: "split/test", value: .number(split.test)),
      .init(name: "split/seed", value: .number(Double(split.seed))),
      .init(name: "search/trials", value: .number(Double(search.trials))),
      .init(name: "search/seed", value: .number(Double(search.seed))),
    ]
  }

  private mutating func checkShift() throws(LearningError) {
    guard let entry = try ShiftCheck.measure(in: context), let result = entry.value else { return }
    let estimate = ShiftCheck.estimate(result)
    if let value = estimate.estimate.value {
      shift = DataIssues.Shift(
        value: value, low: ShiftCheck.lowest(result) ?? 0, drivers: result.drivers.prefix(3).map(\.name))
    }
    try log.append(.estimate(estimate), at: entry.finished)
    if let finding = ShiftCheck.finding(result) { try report(finding, at: entry.finished) }
  }

  private mutating func report(_ found: Finding, at time: Double) throws(LearningError) {
    var finding = found
    finding.lines = context.source.lines.map { lines in finding.rows.map { Int(lines[$0]) } }
    findings.append(finding)
    try log.append(.finding(finding), at: time)
    if finding.severity != .info { say("\(finding.severity.rawValue): \(finding.evidence)") }
  }

  /// Says of findings what has become of them, in place of what to do.
  mutating func settle(
    _ isSettled: (Finding) -> Bool, advice: String, at time: Double
  ) throws(LearningError) {
    for index in findings.indices where isSettled(findings[index]) {
      (findings[index].advice, findings[index].severity) = (advice, .info)
      try log.append(.finding(findings[index]), at: time)
    }
  }

  private mutating func rankLabels() throws(LearningError) {
    guard let finding = try LabelNoise.finding(in: context) else { return }
    try report(finding.value, at: finding.finished)
  }

  /// Where to go on from; the journal has it all, this names it for people and for the supervisor.
  func savePoint() throws(LearningError) {
    let text = #"{"format":"pitwall-study/1","journal":"steps"}"# + "\n"
    let bytes = Array(text.utf8)
    let digest = try log.write(bytes, to: "checkpoints/study.json")
    try log.appendAside(
      .checkpoint(
        Checkpoint(
          step: 0, path: "checkpoints/study.json", sha256: digest, byteCount: Int64(bytes.count), reason: "request",
          wallTime: Host.now())))
    say("left; what is worked out so far is kept")
  }

  // MARK: Search

  private struct SearchResult {
    var finalists: [Finalist]
    var untried: [NotTried]
    /// Of the last trial.
    var time: Double
  }

  private mutating func search(
    _ candidates: [StudyCandidate], baselines: [StudyCandidate], _ progress: inout StudyProgress
  ) throws(LearningError) -> SearchResult {
    if candidates.contains(where: { $0.external != nil }) { try context.writeDevelopmentRows() }
    let folds = try PreparedFolds(context.splits.search, for: candidates + baselines, in: context)
    var trials = TrialSearch(context, candidates: candidates, folds: folds, firstNumber: baselines.count + 1)
    let first = try BaselineTrials.run(baselines, in: context, folds: folds)
    var time = first.finished
    for trial in first.value { try report(trial, at: first.finished, &progress) }
    let directory = log.directory
    repeat {
      while let batch = try trials.next(begin: { number, candidate, settings throws(LearningError) in
        try TrialDirectory(number: number, candidate: candidate.name, study: directory).begin(settings: settings)
      }) {
        time = batch.finished
        for trial in batch.value.trials { try report(trial, at: time, &progress) }
      }
    } while try prolong(&trials)
    let verdict = trials.convergence
    convergence = verdict
    say(verdict.sentence)
    try log.append(.estimate(convergence(verdict, trials)), at: time)
    try settleFailures(trials.outcomes)
    let kept = candidates.filter { leftOut[$0.name] == nil }
    let plain = baselines.enumerated().map { index, baseline in
      Finalist(
        candidate: baseline, settings: baseline.settings(Assignment()), trial: index + 1,
        run: TrialDirectory(number: index + 1, candidate: baseline.name, study: "").relativePath)
    }
    return SearchResult(
      finalists: kept.compactMap(trials.finalist) + plain,
      untried: trials.untried
        + candidates.compactMap { candidate in
          leftOut[candidate.name].map { NotTried(what: candidate.name, reason: $0) }
        }, time: time)
  }

  private func convergence(_ verdict: Convergence.Verdict, _ trials: TrialSearch) -> NamedEstimate {
    NamedEstimate(
      name: "convergence", candidate: "",
      estimate: Estimate(metric: "trials", value: verdict.trialsToNinetyNinePercent.map(Double.init)),
      meaning: verdict.sentence, run: ".")
  }

  private mutating func report(
    _ trial: TrialResult, at time: Double, _ progress: inout StudyProgress
  ) throws(LearningError) {
    let summary = trial.summary
    let directory = TrialDirectory(number: summary.number, candidate: summary.candidate, study: log.directory)
    try directory.begin(settings: summary.assignment)
    try directory.finish(summary, metric: context.panel.primary.name, at: time)
    try log.append(.trial(summary), at: time)
    let points = progress.record(summary)
    if !points.isEmpty { try log.append(step: summary.number, at: time, values: points) }
    try log.append(progress.advance(in: .search, at: time))
    say(progress.line(summary))
  }

  // MARK: Answer

  private mutating func answer(
    _ evaluation: FinalistEvaluation, candidates: [StudyCandidate], untried: [NotTried], _ facts: ChoiceFacts
  ) throws(LearningError) -> StudyAnswer {
    let answer = try StudyAnswer(context, evaluation, candidates: candidates, untried: untried, facts: facts)
    for candidate in answer.candidates { try log.append(.candidate(candidate), at: answer.time) }
    for comparison in answer.comparisons { try log.append(.comparison(comparison), at: answer.time) }
    for estimate in answer.estimates { try log.append(.estimate(estimate), at: answer.time) }
    if let curve = answer.learningCurve { try log.append(.learningCurve(curve), at: answer.time) }
    for criterion in answer.criteria { try log.append(.criterion(criterion), at: answer.time) }
    for item in answer.notTried { try log.append(.notTried(item), at: answer.time) }
    try log.append(.choice(answer.choice), at: answer.time)
    for sentence in answer.choice.rationale { say(sentence) }
    return answer
  }

  /// The test rows are opened here, once, for the chosen model alone.
  private mutating func conclude(
    _ answer: StudyAnswer, _ progress: inout StudyProgress
  ) throws(LearningError) {
    guard let chosen = answer.chosen else {
      try log.append(.end(TrainingEnd(outcome: .finished, reason: "no model may be chosen")))
      return
    }
    let final = try FinalTest(context, chosen: chosen)
    let digest = try log.write(final.modelBytes, to: "checkpoints/final.json")
    try log.append(
      .checkpoint(
        Checkpoint(
          step: Step(Int64(chosen.trial ?? 0)), path: "checkpoints/final.json", sha256: digest,
          byteCount: Int64(final.modelBytes.count), reason: "final", wallTime: WallTime(final.time))))
    for estimate in final.estimates { try log.append(.estimate(estimate), at: final.time) }
    for table in final.tables { try log.append(.table(table)) }
    try log.append(progress.advance(in: .test, at: final.time))
    let metric = context.panel.primary.name
    if let score = final.estimates.first(where: { $0.estimate.metric == metric })?.estimate.value {
      try log.append(step: progress.step, at: final.time, values: [("test/\(metric)", score)])
    }
    var choice = answer.choice(after: final.estimates)
    choice.threshold = final.thresholds.decision.map { DecisionThreshold(value: $0, goal: context.decisionGoal) }
    try log.append(.choice(choice), at: final.time)
    for sentence in final.sentences { say(sentence) }
    let examined = try examine(Examination(context, chosen: chosen, final: final), &progress)
    let limits = examined.reports.flatMap { $0.verdicts ?? [] }
    let concerns = try settleConcerns(limits, chosen: chosen.name)
    if context.specification.approval.required {
      let worries = [Finding.Severity.critical, .warning].flatMap { severity in
        examined.reports.filter { $0.severity == severity }.map(\.finding)
      }
      try log.append(
        .approvalRequest(
          ApprovalRequest(
            checkpoint: "checkpoints/final.json", sha256: digest, question: context.specification.approval.question,
            evidence: choice.rationale + concerns + final.sentences + choice.warnings.prefix(3) + worries.prefix(3),
            gates: ApprovalRequest.Gate.all(answer.criteria, limits),
            wallTime: WallTime(max(final.time, examined.time, lastDecided)))))
    }
    try log.append(.end(.choice(of: chosen.name)))
  }

  private mutating func examine(
    _ examination: Examination, _ progress: inout StudyProgress
  ) throws(LearningError) -> (reports: [TopicReport], time: Double) {
    let runner = ExaminationRunner(examination)
    var (reports, time) = ([TopicReport](), 0.0)
    for topic in ExaminationRunner.topics(of: context) {
      let answer = try runner.answer(topic)
      time = answer.time
      for file in answer.files { try log.write(file.bytes, to: file.path) }
      for line in answer.lines { try log.append(line: line) }
      if let report = answer.report {
        reports.append(report)
        try log.append(.topic(report), at: time)
        say("\(report.topic.rawValue): \(report.finding)")
      }
      try log.append(progress.advance(in: .examination, at: time))
    }
    return (reports, time)
  }
}
