internal import ModelSelection
internal import Statistics
internal import StudyModel

/// Whether test rows look like development rows: a classifier that tells them apart has found a shift.
///
/// It sees features only; no choice depends on it.
enum ShiftCheck {
  /// From this area under the curve on, in the lower bound, a shift is reported.
  static let threshold = 0.6
  static let folds = 3
  /// More rows than this tell no more.
  static let mostRows = 10_000

  struct Result: Codable, Sendable {
    /// Areas under the ROC curve, one a fold.
    var scores: [Double]
    /// Of each fold.
    var trainingRows: [Int]
    var testRows: [Int]
    /// The features that tell the rows apart, by share of the gain.
    var drivers: [Separability.Feature]
  }

  /// nil without test rows, or where a fold holds one side only. A step of its own.
  static func measure(in context: StudyContext) throws(LearningError) -> StudyJournal.Entry<Result?>? {
    guard !context.splits.test.isEmpty else { return nil }
    return try context.journal.step("shift") { () throws(LearningError) in try result(context) }
  }

  private static func result(_ context: StudyContext) throws(LearningError) -> Result? {
    let rows = context.thinnedByChance(context.splits.development + context.splits.test, to: mostRows, seed: 4000)
    let isTest = Set(context.splits.test)
    let sides = rows.map { isTest.contains($0) ? 1 : 0 }
    guard sides.count(where: { $0 == 1 }) >= folds * 2, sides.count(where: { $0 == 0 }) >= folds * 2 else { return nil }
    let found = try Separability(
      context.data.columns, rows: rows, classes: sides, names: ["development", "test"], folds: folds,
      seed: context.seed(fold: 4001), in: context)
    let scores = found.areas.compactMap { $0[1] }
    guard scores.count == folds else { return nil }
    return Result(
      scores: scores, trainingRows: found.trainingRows, testRows: found.testRows, drivers: found.features)
  }

  // MARK: Words

  static func estimate(_ result: Result) -> NamedEstimate {
    let split = SplitSummary(
      name: "shift", kind: "stratified", folds: folds, repeats: 1, seed: 0,
      trainingRows: result.trainingRows, testRows: result.testRows, digest: "", path: "")
    return NamedEstimate(
      name: "shift", candidate: "", estimate: FoldEstimate.estimate(metric: "auc", scores: result.scores, split: split),
      meaning: "How well a classifier tells test rows from development rows by their features; 0.5 is not at all.",
      run: ".")
  }

  /// The interval's lower bound. Rows that every fold tells apart alike have no interval.
  static func lowest(_ result: Result) -> Double? { estimate(result).estimate.interval?.low ?? result.scores.min() }

  /// nil where no shift is shown.
  static func finding(_ result: Result) -> Finding? {
    guard let lowest = lowest(result), lowest > threshold,
      let mean = FoldIntervals.mean(result.scores)
    else { return nil }
    let drivers = result.drivers.prefix(3).map { "\($0.name) (\(FixedText.percent($0.share)))" }
    return Finding(
      check: "shift", severity: .warning, columns: result.drivers.prefix(3).map(\.name),
      evidence: "A classifier tells test rows from development rows with AUC \(FixedText.number(mean, 2)), mostly by "
        + "\(drivers.joined(separator: ", ")).",
      advice: "Expect other scores in use than in cross-validation; look at how these columns change.")
  }
}
