internal import HyperparameterSearch
internal import ModelSelection
internal import Specification
internal import Statistics
internal import StudyModel

/// Trials of several candidates on the search folds, a batch at a time.
///
/// A batch is asked for before any of its trials begins and told in its own order, so that the trials of a study do not
/// depend on how many ran at a time or which was faster. What is in the journal is not trained again.
struct TrialSearch {
  /// Trials of a batch.
  static let batchSize = 4
  /// Folds that every trial is trained on; after these and after each further one it may be pruned.
  static let foldsBeforePruning = 2

  struct Batch: Codable, Sendable {
    var trials: [TrialResult]
    /// Of the whole batch.
    var wallSeconds: Double
  }

  private struct Plan: Sendable {
    var number: Int
    var candidate: Int
    var suggestion: Suggestion
  }

  private let context: StudyContext
  private let candidates: [StudyCandidate]
  private let searchers: [Searcher]
  private let folds: PreparedFolds
  /// The candidate of each trial to come.
  private let schedule: [Int]
  private let firstNumber: Int
  private(set) var history: [TrialResult] = []
  private var wallSeconds = 0.0
  private(set) var batchCount = 0
  /// What a person granted when the budget was used up.
  private var grantedMinutes: Double?

  /// - Parameter folds: the search folds, prepared for the candidates.
  init(_ context: StudyContext, candidates: [StudyCandidate], folds: PreparedFolds, firstNumber: Int) {
    (self.context, self.candidates, self.folds, self.firstNumber) = (context, candidates, folds, firstNumber)
    let schedule = Self.schedule(candidates, trials: Self.plannedTrials(context, candidates: candidates))
    self.schedule = schedule
    searchers = candidates.enumerated().map { index, candidate in
      Searcher(
        space: candidate.space, portfolio: candidate.portfolio, isMaximized: context.panel.primary.isMaximized,
        budget: schedule.count { $0 == index },
        seed: UInt64(bitPattern: context.specification.search.seed) &+ UInt64(index))
    }
  }

  /// Each candidate is tried at least once.
  static func plannedTrials(_ context: StudyContext, candidates: [StudyCandidate]) -> Int {
    candidates.isEmpty ? 0 : max(context.specification.search.trials, candidates.count)
  }

  /// Candidates with more settings get more trials, in turn; each at least one.
  private static func schedule(_ candidates: [StudyCandidate], trials: Int) -> [Int] {
    let weights = candidates.map { Double($0.space.parameters.count + 2) }
    var given = [Double](repeating: 0, count: candidates.count)
    return (0..<trials).compactMap { _ in
      guard let next = given.indices.min(by: { (given[$0] + 1) / weights[$0] < (given[$1] + 1) / weights[$1] }) else {
        return nil
      }
      given[next] += 1
      return next
    }
  }

  /// Runs the next batch; nil when the budget is used up or no settings are left to try.
  /// - Parameter begin: told of each trial before it is trained.
  mutating func next(
    begin: (_ number: Int, _ candidate: StudyCandidate, _ settings: Assignment) throws(LearningError) -> Void
  ) throws(LearningError) -> StudyJournal.Entry<Batch>? {
    while batchCount * Self.batchSize < schedule.count {
      // Here the budget was used up and somebody was asked; what came after that comes after the answer again.
      if grantedMinutes == nil, try context.journal.entry(Self.gate, of: Int.self)?.value == batchCount { return nil }
      let key = "search-\(batchCount)"
      let known = try context.journal.entry(key, of: Batch.self)
      if known == nil, spent != nil { return nil }
      let plans = known == nil ? plans() : []
      batchCount += 1
      let entry: StudyJournal.Entry<Batch>?
      if let known { entry = known } else { entry = try run(plans, key: key, begin) }
      guard let entry else { continue }
      history += entry.value.trials
      wallSeconds += entry.value.wallSeconds
      return entry
    }
    return nil
  }

  /// The step that holds after how many batches the budget was used up.
  static let gate = "search-gate"

  mutating func grant(minutes: Double) { grantedMinutes = minutes }

  /// What the budget has let it do; nil while there is time and money left, and when all was done.
  var exhausted: ResourceExhaustion.Budget? {
    guard let limit = spent, history.count < schedule.count else { return nil }
    let metric = context.panel.primary
    var best: [Double?] = []
    for trial in history {
      let value = trial.summary.outcome == .complete ? trial.summary.value.map { metric.isMaximized ? $0 : -$0 } : nil
      best.append([value, best.last ?? nil].compactMap(\.self).max())
    }
    return ResourceExhaustion.Budget(
      limit: limit, plannedTrials: schedule.count, finishedTrials: history.count, wallSeconds: wallSeconds,
      costPerHour: context.specification.search.costPerHour, metric: metric.name, best: best)
  }

  /// What became of each candidate's trials.
  var outcomes: [TrainingInstability.Trials] {
    candidates.map { candidate in
      let own = history.map(\.summary).filter { $0.candidate == candidate.name }
      let failed = own.filter { $0.outcome == .failed }
      return TrainingInstability.Trials(
        candidate: candidate.name, count: own.count, failed: failed.count,
        complete: own.count { $0.outcome == .complete }, reason: failed.first?.reason ?? "")
    }
  }

  /// nil without plans: the candidates of this batch have no settings left.
  private func run(
    _ plans: [Plan], key: String,
    _ begin: (_ number: Int, _ candidate: StudyCandidate, _ settings: Assignment) throws(LearningError) -> Void
  ) throws(LearningError) -> StudyJournal.Entry<Batch>? {
    guard !plans.isEmpty else { return nil }
    // An external trial makes its directory itself, as an earlier one may be in its place.
    for plan in plans where candidates[plan.candidate].external == nil {
      let candidate = candidates[plan.candidate]
      try begin(plan.number, candidate, candidate.settings(plan.suggestion.assignment))
    }
    let (wall, cpu) = (ContinuousClock.now, CPUClock.seconds())
    let trials = try run(plans)
    let batch = Batch(trials: trials, wallSeconds: (ContinuousClock.now - wall) / .seconds(1))
    return try context.journal.store(key, batch, seconds: CPUClock.seconds() - cpu)
  }

  /// The limit of time or money that is used up.
  private var spent: String? {
    let search = context.specification.search
    let counted = wallSeconds - (grantedMinutes ?? 0) * 60
    if let minutes = search.minutes, counted >= minutes * 60 { return "search.minutes" }
    if let cost = search.cost, let hourly = search.costPerHour, counted / 3600 * hourly >= cost {
      return "search.cost"
    }
    return nil
  }

  /// Planned trials that were not run, and candidates none of whose trials gave a value.
  var untried: [NotTried] {
    let count = schedule.count - history.count
    let rest = NotTried(
      what: "\(count) of \(NumberText.count(schedule.count, of: "trial"))",
      reason: spent.map { "\($0) was used up" } ?? "no settings were left to try")
    let fruitless = candidates.compactMap { candidate -> NotTried? in
      let trials = history.map(\.summary).filter { $0.candidate == candidate.name }
      guard !trials.contains(where: { $0.outcome == .complete }),
        let first = trials.first(where: { !$0.reason.isEmpty })
      else { return nil }
      return NotTried(
        what: candidate.name,
        reason: "none of its \(NumberText.count(trials.count, of: "trial")) gave a value: \(first.reason)")
    }
    return fruitless + (count > 0 ? [rest] : [])
  }

  private func plans() -> [Plan] {
    let slots = schedule.dropFirst(batchCount * Self.batchSize).prefix(Self.batchSize)
    var result: [Plan] = []
    for index in candidates.indices {
      let count = slots.count { $0 == index }
      guard count > 0 else { continue }
      for suggestion in searchers[index].suggestions(count: count, after: observations(of: index)) {
        result.append(
          Plan(number: firstNumber + history.count + result.count, candidate: index, suggestion: suggestion))
      }
    }
    return result
  }

  // MARK: Running

  private func run(_ plans: [Plan]) throws(LearningError) -> [TrialResult] {
    let external = try context.inParallel(plans) { plan throws(LearningError) in try runExternal(plan) }
    let builtIn = try runBuiltIn(plans.filter { candidates[$0.candidate].external == nil })
    return (external.compactMap(\.self) + builtIn).sorted { $0.summary.number < $1.summary.number }
  }

  /// One process trains all folds, so that nothing can be pruned; nil for a built-in candidate.
  private func runExternal(_ plan: Plan) throws(LearningError) -> TrialResult? {
    let candidate = candidates[plan.candidate]
    guard let command = candidate.external else { return nil }
    let outcomes = try context.outcomes(
      of: candidate, by: command, settings: candidate.settings(plan.suggestion.assignment), on: context.splits.search,
      phase: .search, seed: context.seed(fold: 0), scoring: .primary, trial: plan.number)
    return result(plan, outcomes, isPruned: false)
  }

  private func runBuiltIn(_ plans: [Plan]) throws(LearningError) -> [TrialResult] {
    let count = context.splits.search.count
    let early = context.specification.search.prune ? min(Self.foldsBeforePruning, count) : count
    var outcomes = try train(plans.map { ($0, Array(0..<early)) })
    var isPruned = [Bool](repeating: false, count: plans.count)
    for fold in early..<count {
      for index in plans.indices where !isPruned[index] { isPruned[index] = isHopeless(plans[index], outcomes[index]) }
      let rest = zip(plans, isPruned).map { ($0, $1 ? [] : [fold]) }
      for (index, more) in try train(rest).enumerated() { outcomes[index] += more }
    }
    return plans.indices.map { result(plans[$0], outcomes[$0], isPruned: isPruned[$0]) }
  }

  private func train(_ work: [(Plan, [Int])]) throws(LearningError) -> [[FoldOutcome]] {
    let tasks = work.enumerated().flatMap { index, item in item.1.map { (index: index, plan: item.0, fold: $0) } }
    let (context, candidates, folds) = (context, candidates, folds)
    let outcomes = try context.inParallel(tasks) { task throws(LearningError) in
      let candidate = candidates[task.plan.candidate]
      return try context.outcome(
        of: candidate, settings: candidate.settings(task.plan.suggestion.assignment),
        on: folds.fold(task.fold, for: candidate), seed: context.seed(fold: task.fold), scoring: .primary)
    }
    var result = [[FoldOutcome]](repeating: [], count: work.count)
    for (task, outcome) in zip(tasks, outcomes) { result[task.index].append(outcome) }
    return result
  }

  private func isHopeless(_ plan: Plan, _ outcomes: [FoldOutcome]) -> Bool {
    let metric = context.panel.primary
    let scores = outcomes.compactMap { $0.scores[metric.name] }
    guard scores.count == outcomes.count else { return true }
    let best = history.filter {
      $0.summary.candidate == candidates[plan.candidate].name && $0.summary.outcome == .complete
    }.map(\.summary.scores)
    return Pruning.isHopeless(
      scores, best: best, isMaximized: metric.isMaximized, folds: context.splits.search.count)
  }

  private func result(_ plan: Plan, _ outcomes: [FoldOutcome], isPruned: Bool) -> TrialResult {
    TrialResult(
      number: plan.number, of: candidates[plan.candidate], stage: plan.suggestion.stage.rawValue,
      plan.suggestion.assignment, outcomes, isPruned: isPruned, in: context)
  }

  // MARK: What was found

  /// Of one candidate, in the order of the trials.
  func observations(of index: Int) -> [Observation] {
    let candidate = candidates[index]
    return history.filter { $0.summary.candidate == candidate.name }.map(observation)
  }

  private func observation(_ trial: TrialResult) -> Observation {
    let summary = trial.summary
    let names = candidates.first { $0.name == summary.candidate }?.space.parameters.map(\.name) ?? []
    let assignment = Assignment(names.compactMap { name in summary.settings[name].map { (name, $0) } })
    return Observation(
      assignment, value: summary.value,
      deviation: FoldIntervals.deviation(summary.scores).map { $0 / Double(summary.scores.count).squareRoot() },
      isPruned: summary.outcome == .pruned)
  }

  /// All trials in their order, for the question whether tuning has become noise.
  var convergence: Convergence.Verdict {
    Convergence.verdict(history: history.map(observation), isMaximized: context.panel.primary.isMaximized)
  }

  /// The complete trial of a candidate with the best mean over some of the search folds, the earliest of equals; nil
  /// where none is complete. The earliest of all without folds.
  func best(of candidate: StudyCandidate, on folds: [Int]) -> TrialResult? {
    let complete = history.filter { $0.summary.candidate == candidate.name && $0.summary.outcome == .complete }
      .sorted { $0.summary.number < $1.summary.number }
    var best: (trial: TrialResult, mean: Double)?
    for trial in complete {
      guard let mean = FoldIntervals.mean(folds.map { trial.summary.scores[$0] }) else { continue }
      if let known = best, context.panel.gain(mean, over: known.mean) <= 0 { continue }
      best = (trial, mean)
    }
    return best?.trial ?? complete.first
  }

  /// The best settings of a candidate, to be judged on the evaluation folds; nil where no trial is complete.
  func finalist(_ candidate: StudyCandidate) -> Finalist? {
    let splits = context.splits
    guard let best = best(of: candidate, on: Array(splits.search.indices)) else { return nil }
    var result = Finalist(
      candidate: candidate, settings: best.summary.assignment, trial: best.summary.number, run: best.summary.run)
    if splits.sharesFolds {
      result.foldSettings = splits.evaluation.indices.compactMap { index in
        self.best(of: candidate, on: splits.foldsApart(from: index))?.summary.assignment
      }
    }
    return result
  }
}
