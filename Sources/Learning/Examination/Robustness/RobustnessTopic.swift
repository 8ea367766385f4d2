internal import FileAccess
internal import StudyModel

/// What becomes of predictions when cells are noisy, missing, invalid, changed on purpose, or unlike all that was learned
/// from?
enum RobustnessTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.robustness

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    guard let model = examination.model, !examination.columns.isEmpty, !examination.held.rows.isEmpty,
      !model.importance.values.isEmpty
    else { return nil }
    let context = examination.context
    let training = examination.isTest ? context.splits.development : examination.trainingOfLastFold
    let detector = NoveltyScore(
      fitting: examination.columns, rows: context.thinnedByChance(training, to: NoveltyScore.mostRows, seed: 5602))
    try LearningError.files { () throws(FileError) in
      try Files.makeDirectories("\(context.runDirectory)/checkpoints")
      try Files.replaceAtomically("\(context.runDirectory)/checkpoints/novelty.json", with: detector.bytes)
    }
    let changes = try RobustnessMeasurement(examination, model: model, detector: detector, training: training)
    let attack = try AttackMeasurement(examination, model: model, training: training)
    let novelty = try NoveltyMeasurement(examination, model: model, detector: detector)
    return RobustnessFindings(
      metric: context.panel.primary, task: context.data.task,
      heldRows: examination.isTest ? "test rows" : "held-out rows",
      changes: changes, attack: attack, novelty: novelty
    ).report
  }
}

extension Examination {
  /// What the model has learned from where there are no test rows.
  fileprivate var trainingOfLastFold: [Int] {
    context.splits.evaluation[context.splits.foldsPerRepeat - 1].training
  }
}
