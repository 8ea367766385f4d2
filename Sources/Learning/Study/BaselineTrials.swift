internal import HyperparameterSearch

/// The baselines as the first trials of a study, on the search folds.
enum BaselineTrials {
  /// One step of the journal.
  static func run(
    _ baselines: [StudyCandidate], in context: StudyContext, folds: PreparedFolds
  ) throws(LearningError) -> StudyJournal.Entry<[TrialResult]> {
    try context.journal.step("baselines") { () throws(LearningError) in
      let tasks = baselines.indices.flatMap { index in context.splits.search.indices.map { (index, $0) } }
      let outcomes = try context.inParallel(tasks) { index, fold throws(LearningError) in
        try context.outcome(
          of: baselines[index], settings: baselines[index].settings(Assignment()),
          on: folds.fold(fold, for: baselines[index]), seed: context.seed(fold: fold), scoring: .primary)
      }
      let count = context.splits.search.count
      return baselines.indices.map { index in
        TrialResult(
          number: index + 1, of: baselines[index], stage: "baseline", Assignment(),
          Array(outcomes[(index * count)..<((index + 1) * count)]), in: context)
      }
    }
  }
}
