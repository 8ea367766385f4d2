internal import StudyModel

/// What becomes of predictions when cells are noisy, missing, invalid, changed on purpose, or unlike all that was learned
/// from?
enum RobustnessTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.robustness

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    guard let model = examination.model, !examination.columns.isEmpty, !examination.held.rows.isEmpty,
      !model.importance.values.isEmpty
    else { return nil }
    let (context, detector, training) = (examination.context, detector(examination), examination.trainingRows)
    let changes = try RobustnessMeasurement(examination, model: model, detector: detector, training: training)
    let attack = try AttackMeasurement(examination, model: model, training: training)
    let novelty = try NoveltyMeasurement(examination, model: model, detector: detector)
    return RobustnessFindings(
      metric: context.panel.primary, task: context.data.task,
      heldRows: examination.isTest ? "test rows" : "held-out rows",
      changes: changes, attack: attack, novelty: novelty
    ).report
  }

  /// The score, for whoever predicts later rows.
  static func files(_ examination: Examination) -> [ExaminationFile] {
    [ExaminationFile(path: "checkpoints/novelty.json", bytes: detector(examination).bytes)]
  }

  private static func detector(_ examination: Examination) -> NoveltyScore {
    NoveltyScore(
      fitting: examination.columns,
      rows: examination.context.thinnedByChance(examination.trainingRows, to: NoveltyScore.mostRows, seed: 5602))
  }
}
