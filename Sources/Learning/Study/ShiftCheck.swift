internal import HyperparameterSearch
internal import ModelSelection
internal import Statistics
internal import StudyModel

/// Whether test rows look like development rows: a classifier that tells them apart has found a shift.
///
/// It sees features only; no choice depends on it. Classifier two-sample test: Lopez-Paz and Oquab (2017).
enum ShiftCheck {
  /// From this area under the curve on, in the lower bound, a shift is reported.
  static let threshold = 0.6
  static let folds = 3
  /// More rows than this tell no more.
  static let mostRows = 10_000

  struct Result: Codable, Sendable {
    var scores: [Double]
    var trainingRows: Int
    var testRows: Int
    /// The features that tell the rows apart, by share of the gain.
    var drivers: [Driver]
  }

  struct Driver: Codable, Sendable {
    var feature: String
    var share: Double
  }

  /// nil without test rows, or where a fold holds one side only. A step of its own.
  static func measure(in context: StudyContext) throws(LearningError) -> StudyJournal.Entry<Result?>? {
    guard !context.splits.test.isEmpty else { return nil }
    return try context.journal.step("shift") { () throws(LearningError) in try result(context) }
  }

  private static func result(_ context: StudyContext) throws(LearningError) -> Result? {
    var rows = context.splits.development + context.splits.test
    if rows.count > mostRows {
      var generator = SeededGenerator(seed: context.seed(fold: 4000))
      generator.shuffle(&rows)
      rows = Array(rows.prefix(mostRows))
    }
    let isTest = Set(context.splits.test)
    let sides = rows.map { isTest.contains($0) ? 1 : 0 }
    guard sides.count(where: { $0 == 1 }) >= folds * 2, sides.count(where: { $0 == 0 }) >= folds * 2 else { return nil }
    var codes = [Int](repeating: 0, count: context.data.rowCount)
    for (row, side) in zip(rows, sides) { codes[row] = side }
    var data = context.data
    (data.target, data.weights, data.times, data.leadDays) = (
      .classes(codes, names: ["development", "test"]), nil, nil, nil
    )
    let own = self.folds(of: sides, groups: data.groups.map { all in rows.map { all[$0] } }, context)
      .map { $0.among(rows) }
    let (shifted, codesOfRows) = (data, codes)
    let parts = try context.inParallel(own) { fold throws(LearningError) in
      let prepared = try PreparedFold(fold, for: BoostingLearner(), in: shifted)
      let model = try BoostingLearner().fit(prepared.training, settings: Assignment(), seed: 1)
      let score = MetricPanel.auc(try model.predict(prepared.test), labels: fold.test.map { codesOfRows[$0] == 1 })
      return (score: score, importance: model.importance.values)
    }
    let scores = parts.compactMap(\.score)
    guard scores.count == folds else { return nil }
    return Result(
      scores: scores, trainingRows: own[0].training.count, testRows: own[0].test.count,
      drivers: drivers(parts.map(\.importance)))
  }

  /// Rows of a group are alike whatever side they are on, so that no group is in two folds.
  private static func folds(of sides: [Int], groups: [Int]?, _ context: StudyContext) -> [Fold] {
    let seed = context.seed(fold: 4001)
    return groups.map { Splitter.stratifiedGrouped(classes: sides, groups: $0, folds: folds, seed: seed) }
      ?? Splitter.stratified(classes: sides, folds: folds, seed: seed)
  }

  private static func drivers(_ importances: [[(feature: String, value: Double)]]) -> [Driver] {
    var sums: [String: Double] = [:]
    for (feature, value) in importances.joined() { sums[feature, default: 0] += value / Double(importances.count) }
    let total = sums.values.reduce(0, +)
    let sorted = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
    return total > 0 ? sorted.map { Driver(feature: $0.key, share: $0.value / total) } : []
  }

  // MARK: Words

  static func estimate(_ result: Result) -> NamedEstimate {
    let split = SplitSummary(
      name: "shift", kind: "stratified", folds: folds, repeats: 1, seed: 0,
      trainingRows: [Int](repeating: result.trainingRows, count: folds),
      testRows: [Int](repeating: result.testRows, count: folds), digest: "", path: "")
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
    let drivers = result.drivers.prefix(3).map { "\($0.feature) (\(FixedText.percent($0.share)))" }
    return Finding(
      check: "shift", severity: .warning, columns: result.drivers.prefix(3).map(\.feature),
      evidence: "A classifier tells test rows from development rows with AUC \(FixedText.number(mean, 2)), mostly by "
        + "\(drivers.joined(separator: ", ")).",
      advice: "Expect other scores in use than in cross-validation; look at how these columns change.")
  }
}
