internal import HyperparameterSearch
internal import ModelSelection
internal import Specification
internal import SpecifiedData
internal import StudyModel

/// What a study concludes before the test rows are opened.
struct StudyAnswer {
  /// With exclusions and Pareto marks.
  private(set) var candidates: [CandidateSummary]
  private(set) var comparisons: [ModelComparison]
  private(set) var estimates: [NamedEstimate] = []
  private(set) var criteria: [CriterionVerdict] = []
  private(set) var learningCurve: LearningCurve?
  private(set) var notTried: [NotTried] = []
  private(set) var choice: Choice
  /// nil: nothing may be chosen.
  private(set) var chosen: ChosenModel?
  private(set) var time: Double

  private let context: StudyContext
  private var facts: ChoiceFacts?

  /// - Parameters:
  ///   - all: every candidate of the study, the baselines first.
  ///   - untried: of the search.
  ///   - facts: of `contest`.
  init(
    _ context: StudyContext, _ evaluation: FinalistEvaluation, candidates all: [StudyCandidate], untried: [NotTried],
    facts asked: ChoiceFacts
  ) throws(LearningError) {
    (self.context, time) = (context, evaluation.time)
    var facts = asked
    let (metric, basis) = (context.panel.primary, facts.basis)
    (candidates, comparisons) = (facts.candidates, facts.comparisons)
    choice = ChoiceRule.choose(facts)
    notTried = untried + Self.notTried(context, evaluation)
    guard let name = ChoiceRule.chosenName(facts), let model = ChosenModel(name, in: evaluation) else { return }
    chosen = model
    try measure(model, all, evaluation, rope: basis.rope)
    facts.estimates = estimates
    if let gain = Improvements.overBestBaseline(
      chosen: name, candidates: candidates, comparisons: comparisons, basis: basis)
    {
      estimates.append(gain)
    }
    criteria =
      Criteria.judge(
        context.specification.success.map(Criterion.init), candidates.first { $0.name == name }?.estimates ?? [])
      + Improvements.judge(
        context.specification.improvements.map {
          ImprovementTarget(over: $0.over, by: $0.by)
        }, chosen: name,
        candidates: candidates, comparisons: comparisons, isMaximized: metric.isMaximized)
    (facts.criteria, facts.estimates) = (criteria, estimates)
    choice = ChoiceRule.choose(facts)
    self.facts = facts
  }

  /// What the finalists bring to the choice, before anything more is measured.
  /// - Parameters:
  ///   - findings: of all checks.
  ///   - leftOut: finalists that a person has taken out, with the reason.
  static func contest(
    _ context: StudyContext, _ evaluation: FinalistEvaluation, findings: [Finding], leftOut: [String: String]
  ) -> ChoiceFacts {
    let limits = Limits(context.specification)
    let metric = context.panel.primary
    var candidates = evaluation.summaries()
    for index in candidates.indices {
      let reasons = Constraints.exclusions(candidates[index], limits)
      candidates[index].exclusions = reasons + [leftOut[candidates[index].name]].compactMap(\.self)
    }
    let basis = EvaluationBasis(
      metric: metric.name, isMaximized: metric.isMaximized, rope: rope(context, candidates), split: evaluation.split)
    let comparisons = Comparisons.all(
      candidates, metric: metric.name, isMaximized: metric.isMaximized, rope: basis.rope, split: evaluation.split)
    var facts = ChoiceFacts(
      basis: basis, candidates: candidates, comparisons: comparisons, limits: limits, findings: findings,
      testRows: context.splits.test.count)
    let marks = ParetoSet.marks(facts)
    for index in marks.indices { facts.candidates[index].isParetoOptimal = marks[index] }
    return facts
  }

  /// The same choice with what the test rows showed among its warnings.
  func choice(after test: [NamedEstimate]) -> Choice {
    guard var facts else { return choice }
    facts.estimates += test
    return ChoiceRule.choose(facts)
  }

  private static func rope(_ context: StudyContext, _ candidates: [CandidateSummary]) -> Double {
    let metric = context.panel.primary
    if let rope = StudyMetrics.rope(context.specification, primary: metric.name) { return rope }
    let baselines = candidates.filter(\.isBaseline).compactMap { $0.estimates.first?.value }
    let best = metric.isMaximized ? baselines.max() : baselines.min()
    return abs(best ?? 1) / 100
  }

  private static func notTried(_ context: StudyContext, _ evaluation: FinalistEvaluation) -> [NotTried] {
    var result = evaluation.failures.map { NotTried(what: $0.name, reason: "failed: \($0.reason)") }
    let asked = context.specification.candidates?.map(\.kind) ?? [.linear, .forest, .boosting]
    for kind in StudySpecification.Candidate.Kind.allCases where kind != .external && !asked.contains(kind) {
      result.append(NotTried(what: kind.rawValue, reason: "not among the candidates of the specification"))
    }
    if context.specification.interpretability == .high {
      result.append(NotTried(what: "forest, boosting, ensemble", reason: "the specification asks for interpretability"))
    }
    result.append(NotTried(what: "neural networks", reason: "not built in; an external candidate can bring one"))
    if context.specification.features.transforms.isEmpty, context.specification.features.command.isEmpty {
      result.append(NotTried(what: "new features", reason: "the specification declares no transformation"))
    }
    if context.splits.test.isEmpty { result.append(NotTried(what: "a final test", reason: "split.test is 0")) }
    return result
  }

  // MARK: Measurements of the chosen model

  private mutating func measure(
    _ model: ChosenModel, _ all: [StudyCandidate], _ evaluation: FinalistEvaluation, rope: Double
  ) throws(LearningError) {
    // A command that has failed as a finalist, or has not come so far, is not run again.
    let able = all.filter { candidate in
      candidate.external == nil || evaluation.finalists.contains { $0.name == candidate.name }
    }
    let nested = NestedEstimate(context, candidates: able)
    if let scores = try nested.measure() {
      let estimate = FoldEstimate.estimate(
        metric: context.panel.primary.name, scores: scores, split: evaluation.split)
      estimates.append(
        NamedEstimate(
          name: "nested", candidate: model.name, estimate: estimate,
          meaning: "Searching and choosing among \(NumberText.count(nested.settingsCount, of: "setting")) inside each "
            + "fold, judged on rows that this search never saw.", run: "."))
    }
    guard let finalist = model.single else { return }
    learningCurve = try LearningCurveMeasurement.measure(finalist, in: context, rope: rope)
    try measureOtherSplit(finalist, evaluation)
  }

  /// Folds by chance beside windows of time, or windows beside folds by chance; no group straddles either. nil where
  /// rows have no time, or a given split says that both are wrong.
  private func otherFolds() -> [Fold]? {
    let (splits, split, rows) = (context.splits, context.specification.split, context.splits.development)
    guard let times = context.data.times, !times.contains(where: \.isNaN), splits.kind != .given else { return nil }
    if splits.kind == .temporal { return StudySplits.chanceFolds(split, keys: context.source.splitKeys, rows: rows) }
    let windows = Splitter.temporal(times: rows.map { times[$0] }, folds: split.folds, gap: split.gapDays)
      .map { $0.among(rows) }
    guard let groups = context.data.groups else { return windows }
    let apart = windows.map { window in
      let tested = Set(window.test.map { groups[$0] })
      return Fold(training: window.training.filter { !tested.contains(groups[$0]) }, test: window.test)
    }
    return apart.allSatisfy { !$0.training.isEmpty } ? apart : nil
  }

  /// Random and temporal estimates side by side, where rows have a time.
  private mutating func measureOtherSplit(
    _ finalist: Finalist, _ evaluation: FinalistEvaluation
  ) throws(LearningError) {
    guard let folds = otherFolds() else { return }
    let (context, isTemporal) = (context, context.splits.kind == .temporal)
    let entry = try context.journal.step("other-split") { () throws(LearningError) in
      try context.inParallel(Array(folds.indices)) { index throws(LearningError) in
        try context.outcome(
          of: finalist.candidate, settings: finalist.settings, on: folds[index], seed: context.seed(fold: index),
          scoring: .primary)
      }
    }
    let metric = context.panel.primary.name
    let scores = entry.value.compactMap { $0.scores[metric] }
    guard scores.count == folds.count, let own = finalist.scores(metric) else { return }
    var other = evaluation.split
    (other.kind, other.trainingRows) = (isTemporal ? "random" : "temporal", folds.map(\.training.count))
    other.testRows = folds.map(\.test.count)
    let both = [(evaluation.split, own), (other, scores)].sorted { first, _ in first.0.kind != "temporal" }
    for (split, scores) in both {
      let isWindows = split.kind == "temporal"
      estimates.append(
        NamedEstimate(
          name: isWindows ? "temporal-split" : "random-split", candidate: finalist.name,
          estimate: FoldEstimate.estimate(metric: metric, scores: scores, split: split),
          meaning: isWindows
            ? "Trained on the past, judged on the time after it."
            : "Judged on rows from the same time as its training rows.",
          run: "."))
    }
  }
}

/// The model that was chosen: a finalist, or several of them.
struct ChosenModel {
  var name: String
  /// nil for an ensemble.
  var single: Finalist?
  var ensemble: EnsembleFinalist?

  init?(_ name: String, in evaluation: FinalistEvaluation) {
    self.name = name
    single = evaluation.finalists.first { $0.name == name }
    ensemble = name == "ensemble" ? evaluation.ensemble : nil
    if single == nil, ensemble == nil { return nil }
  }

  init(_ finalist: Finalist) { (name, single) = (finalist.name, finalist) }

  var trial: Int? { single?.trial }
  var outcomes: [FoldOutcome] { single?.outcomes ?? ensemble?.outcomes ?? [] }
}

extension Limits {
  init(_ specification: StudySpecification) {
    let asked = specification.constraints
    self.init(
      latencyMilliseconds: asked.latencyMilliseconds, modelBytes: asked.modelMegabytes.map { Int($0 * 1e6) },
      memoryBytes: asked.memoryMegabytes.map { Int($0 * 1e6) }, trainingSeconds: asked.trainingSeconds,
      requiresInterpretability: specification.interpretability == .high)
  }
}

extension Criterion {
  init(_ criterion: StudySpecification.Criterion) {
    self.init(metric: criterion.metric, atLeast: criterion.atLeast, atMost: criterion.atMost)
  }
}
