internal import HyperparameterSearch
internal import StudyModel

/// The baselines as the first trials of a study, on the search folds.
enum BaselineTrials {
  /// One step of the journal.
  static func run(
    _ baselines: [StudyCandidate], in context: StudyContext, folds: PreparedFolds
  ) throws(LearningError) -> StudyJournal.Entry<[TrialResult]> {
    try context.journal.step("baselines") { () throws(LearningError) in
      let tasks = baselines.indices.flatMap { index in context.splits.search.indices.map { (index, $0) } }
      let outcomes = try context.inParallel(tasks) { index, fold throws(LearningError) in
        guard let prepared = folds.fold(fold, for: baselines[index]) else { return FoldOutcome() }
        return try context.outcome(
          of: baselines[index], settings: baselines[index].settings(Assignment()), on: prepared,
          seed: context.seed(fold: fold), scoring: .primary)
      }
      let count = context.splits.search.count
      return baselines.indices.map { index in
        result(index, baselines[index], Array(outcomes[(index * count)..<((index + 1) * count)]), context)
      }
    }
  }

  private static func result(
    _ index: Int, _ baseline: StudyCandidate, _ outcomes: [FoldOutcome], _ context: StudyContext
  ) -> TrialResult {
    let scores = outcomes.compactMap { $0.scores[context.panel.primary.name] }
    let failure = outcomes.compactMap(\.failure).first
    let summary = TrialSummary(
      number: index + 1, candidate: baseline.name, stage: "baseline",
      settings: baseline.settings(Assignment()).dictionary, outcome: failure == nil ? .complete : .failed,
      reason: failure ?? "", scores: scores,
      value: failure == nil ? scores.reduce(0, +) / Double(max(1, scores.count)) : nil,
      seconds: outcomes.reduce(0) { $0 + $1.seconds },
      run: TrialDirectory(number: index + 1, candidate: baseline.name, study: "").relativePath)
    return TrialResult(summary: summary, outcomes: outcomes)
  }
}
