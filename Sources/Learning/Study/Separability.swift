internal import HyperparameterSearch
internal import Statistics
internal import Tables

/// How well boosted trees tell classes of rows apart by their columns; each row is judged by trees that have not seen it.
///
/// A classifier two-sample test: Lopez-Paz and Oquab (2017).
struct Separability: Codable, Equatable, Sendable {
  struct Feature: Codable, Equatable, Sendable {
    var name: String
    /// Of the gain of all features.
    var share: Double
  }

  /// `[fold][class]`: the area under the ROC curve against all other classes; nil where a fold has one side only.
  var areas: [[Double?]]
  /// Of each fold.
  var trainingRows: [Int]
  var testRows: [Int]
  /// The five that tell the classes apart most.
  var features: [Feature]

  /// - Parameters:
  ///   - classes: of the rows, in their order.
  ///   - seed: of the folds. Rows of a group are alike whatever their class, so that no group is in two folds.
  /// - Throws: also where the trees cannot learn from these columns.
  init(
    _ columns: [StudyData.Column], rows: [Int], classes: [Int], names: [String], folds: Int, seed: UInt64,
    in context: StudyContext
  ) throws(LearningError) {
    var codes = [Int](repeating: 0, count: context.data.rowCount)
    for (row, code) in zip(rows, classes) { codes[row] = code }
    var changed = context.data
    (changed.columns, changed.target) = (columns, .classes(codes, names: names))
    (changed.weights, changed.times, changed.leadDays) = (nil, nil, nil)
    let (data, classOfRow) = (changed, codes)
    let own = Self.folds(classes, groups: data.groups.map { all in rows.map { all[$0] } }, count: folds, seed: seed)
      .map { $0.among(rows) }
    let parts = try context.inParallel(own) { fold throws(LearningError) in
      let prepared = try PreparedFold(fold, for: BoostingLearner(), in: data)
      let model = try BoostingLearner().fit(prepared.training, settings: Assignment(), seed: 1)
      let predictions = try model.predict(prepared.test)
      return Part(
        areas: Self.areas(predictions, fold.test.map { classOfRow[$0] }, classes: names.count),
        gains: model.importance.values)
    }
    areas = parts.map(\.areas)
    (trainingRows, testRows) = (own.map(\.training.count), own.map(\.test.count))
    features = Self.features(parts.map(\.gains))
  }

  private struct Part: Sendable {
    var areas: [Double?]
    var gains: [(feature: String, value: Double)]
  }

  private static func folds(_ classes: [Int], groups: [Int]?, count: Int, seed: UInt64) -> [Fold] {
    groups.map { Splitter.stratifiedGrouped(classes: classes, groups: $0, folds: count, seed: seed) }
      ?? Splitter.stratified(classes: classes, folds: count, seed: seed)
  }

  private static func areas(_ predictions: Predictions, _ codes: [Int], classes: Int) -> [Double?] {
    (0..<classes).map { code in
      BinaryScores.rocAUC(
        labels: codes.map { $0 == code }, scores: codes.indices.map { predictions.classProbabilities($0)[code] })
    }
  }

  private static func features(_ gains: [[(feature: String, value: Double)]]) -> [Feature] {
    var sums: [String: Double] = [:]
    for (feature, value) in gains.joined() { sums[feature, default: 0] += value / Double(gains.count) }
    let sorted = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let total = sorted.reduce(0) { $0 + $1.value }
    return total > 0 ? sorted.prefix(5).map { Feature(name: $0.key, share: $0.value / total) } : []
  }
}
