internal import Specification
internal import Statistics
internal import StudyModel

/// Would the chosen settings be better with more, fewer or made-up training rows? Only where the specification asks.
///
/// A method is kept when the corrected paired test over the evaluation folds says that it is better. The final model stays
/// as it was chosen and tested.
enum AugmentationTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.augmentation

  /// Rows to learn from, a fold.
  static let mostRows = 10_000

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    let context = examination.context
    let asked = context.specification.augmentation
    let methods = StudySpecification.Augmentation.allCases.filter(asked.contains)
    guard !methods.isEmpty, var refit = try ChosenRefit(examination) else { return nil }
    let isThinned = refit.thin(to: mostRows)
    let tried = methods.filter { applies($0, refit) }
    let scores = try refit.scores([ChosenRefit.Change()] + tried.map { change($0, context) })
    let rope = context.rope(near: FoldIntervals.mean(scores[0].compactMap(\.self)))
    let effects = PairedEffect.all(
      Array(scores.dropFirst()), base: scores[0], in: context, rows: refit.meanRows, rope: rope)
    return AugmentationFindings(
      metric: context.panel.primary, isTemporal: context.splits.kind == .temporal, base: scores[0],
      effects: Array(zip(tried, effects)), unfit: methods.filter { !tried.contains($0) }, folds: refit.folds.count,
      isThinned: isThinned
    ).report
  }

  private static func applies(_ method: StudySpecification.Augmentation, _ refit: ChosenRefit) -> Bool {
    var generator = SeededGenerator(seed: 0)
    return AugmentedRows(method, refit.data[0], training: Array(refit.folds[0].training.prefix(50)), &generator) != nil
  }

  private static func change(
    _ method: StudySpecification.Augmentation, _ context: StudyContext
  ) -> ChosenRefit.Change {
    let number = StudySpecification.Augmentation.allCases.firstIndex(of: method) ?? 0
    return ChosenRefit.Change { data, training, fold in
      var generator = SeededGenerator(seed: context.seed(fold: 5800 + 100 * number + fold))
      guard let rows = AugmentedRows(method, data, training: training, &generator) else { return (data, training) }
      return (rows.data, rows.training)
    }
  }
}
