internal import Specification
internal import StudyModel

/// How far off a prediction may be: sets of classes, or intervals, that hold the truth as often as promised, and where
/// they do not.
///
/// The scores that set their limits are those of development rows out of fold, each by a model that had not seen the row:
/// cross-conformal prediction, Vovk (2015). The final model has learned from a few more rows than those models. Of windows
/// of time only the later half counts, as the models before have learned from far less. The rows on which coverage is read
/// off have set no limit.
enum UncertaintyTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.uncertainty

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    if examination.context.data.task == .regression { return try IntervalUncertainty(examination)?.report }
    return SetUncertainty(examination)?.report
  }

  /// Folds whose rows set limits, and the others, which may shape what the limits scale: of windows of time the later and
  /// the earlier half, else every other fold. Both are empty with fewer than two folds.
  static func halves(_ rows: JudgedRows, isTemporal: Bool) -> (shaping: Set<Int>, calibrating: Set<Int>) {
    let order = Set(rows.folds ?? []).sorted()
    guard order.count >= 2 else { return ([], []) }
    let shaping =
      isTemporal
      ? Set(order.prefix((order.count + 1) / 2)) : Set(order.indices.filter { $0 % 2 == 0 }.map { order[$0] })
    return (shaping, Set(order).subtracting(shaping))
  }

  /// Out-of-fold rows that set limits.
  static func calibrating(_ examination: Examination) -> JudgedRows {
    let rows = examination.choosing
    guard examination.context.splits.kind == .temporal, let folds = rows.folds else { return rows }
    let later = halves(rows, isTemporal: true).calibrating
    return later.isEmpty ? rows : rows.selecting(folds.indices.filter { later.contains(folds[$0]) })
  }

  /// What is promised: as the specification asks, and two customary levels; the first is the one that is surveyed.
  static func promises(_ context: StudyContext) -> [Double] {
    let asked = context.specification.examination.coverage
    return [asked] + [0.8, 0.95].filter { $0 != asked }
  }
}
