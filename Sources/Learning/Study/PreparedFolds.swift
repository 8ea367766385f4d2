internal import StudyModel

/// A fold whose rows went through a pipeline fitted on its training rows.
struct PreparedFold: Sendable {
  var fold: Fold
  var training: PreparedRows
  var test: EncodedRows
}

/// Folds prepared once for many settings, by pipeline variant. Memory: all rows, once a fold and variant.
struct PreparedFolds: Sendable {
  private var folds: [FeaturePipeline.Variant: [PreparedFold]] = [:]

  init(_ folds: [Fold], for learners: [any Learner], in context: StudyContext) throws(LearningError) {
    var variants: [any Learner] = []
    for learner in learners where !variants.contains(where: { $0.pipelineVariant == learner.pipelineVariant }) {
      variants.append(learner)
    }
    let tasks = variants.flatMap { learner in folds.map { (learner: learner, fold: $0) } }
    let prepared = try context.inParallel(tasks) { task throws(LearningError) in
      try PreparedFold(task.fold, for: task.learner, in: context.data)
    }
    for (task, fold) in zip(tasks, prepared) { self.folds[task.learner.pipelineVariant, default: []].append(fold) }
  }

  /// - Parameter learner: one of those the folds were prepared for.
  func fold(_ index: Int, for learner: any Learner) -> PreparedFold? { folds[learner.pipelineVariant]?[index] }
}

extension PreparedFold {
  init(_ fold: Fold, for learner: any Learner, in data: StudyData) throws(LearningError) {
    self.fold = fold
    training = try learner.prepare(data, rows: fold.training)
    test = try training.encode(data, rows: fold.test)
  }
}
