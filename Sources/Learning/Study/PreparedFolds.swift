internal import StudyModel

/// A fold whose rows went through a pipeline fitted on its training rows.
struct PreparedFold: Sendable {
  var fold: Fold
  var training: PreparedRows
  var test: EncodedRows
}

/// Folds prepared once for many settings of the built-in candidates, by pipeline variant. Memory: all rows, once a fold
/// and variant.
struct PreparedFolds: Sendable {
  private var folds: [FeaturePipeline.Variant: [PreparedFold]] = [:]

  init(_ folds: [Fold], for candidates: [StudyCandidate], in context: StudyContext) throws(LearningError) {
    var variants: [any Learner] = []
    for learner in candidates.compactMap(\.learner)
    where !variants.contains(where: { $0.pipelineVariant == learner.pipelineVariant }) {
      variants.append(learner)
    }
    if variants.isEmpty { return }
    let rows = try context.inParallel(folds) { fold throws(LearningError) in try context.transformed(fold) }
    let tasks = variants.flatMap { learner in folds.indices.map { (learner: learner, fold: $0) } }
    let prepared = try context.inParallel(tasks) { task throws(LearningError) in
      try PreparedFold(folds[task.fold], for: task.learner, in: rows[task.fold])
    }
    for (task, fold) in zip(tasks, prepared) { self.folds[task.learner.pipelineVariant, default: []].append(fold) }
  }

  /// - Parameter candidate: a built-in one of those the folds were prepared for.
  func fold(_ index: Int, for candidate: StudyCandidate) throws(LearningError) -> PreparedFold {
    guard let fold = candidate.learner.flatMap({ folds[$0.pipelineVariant]?[index] }) else {
      throw .cannotFit(family: candidate.name, reason: "fold \(index) was not prepared for it")
    }
    return fold
  }
}

extension PreparedFold {
  init(_ fold: Fold, for learner: any Learner, in data: StudyData) throws(LearningError) {
    self.fold = fold
    training = try learner.prepare(data, rows: fold.training)
    test = try training.encode(data, rows: fold.test)
  }
}
