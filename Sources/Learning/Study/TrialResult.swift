internal import HyperparameterSearch
internal import Statistics
internal import StudyModel

/// One finished trial, as the journal keeps it.
struct TrialResult: Codable, Sendable {
  var summary: TrialSummary
  /// In the order of the search folds that were trained; empty unless it is complete.
  var outcomes: [FoldOutcome]

  init(
    number: Int, of candidate: StudyCandidate, stage: String, _ assignment: Assignment, _ outcomes: [FoldOutcome],
    isPruned: Bool = false, in context: StudyContext
  ) {
    let scores = outcomes.compactMap { $0.scores[context.panel.primary.name] }
    let failure = outcomes.compactMap(\.failure).first
    summary = TrialSummary(
      number: number, candidate: candidate.name, stage: stage, settings: candidate.settings(assignment).dictionary,
      outcome: failure != nil ? .failed : isPruned ? .pruned : .complete,
      reason: failure ?? (isPruned ? "hopeless after \(scores.count) of \(context.splits.search.count) folds" : ""),
      scores: scores, value: failure == nil ? FoldIntervals.mean(scores) : nil,
      seconds: outcomes.reduce(0) { $0 + $1.seconds },
      run: TrialDirectory(number: number, candidate: candidate.name, study: "").relativePath)
    self.outcomes = summary.outcome == .complete ? outcomes : []
  }
}
