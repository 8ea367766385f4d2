internal import HyperparameterSearch
internal import Specification
internal import Statistics
internal import StudyModel

/// The error that is to be expected of a row: boosted trees of the absolute out-of-fold error, fitted on some folds and
/// calibrated on the others, so that the rows that set the width have not shaped it. Papadopoulos, Gammerman and Vovk
/// (2008), Normalized Nonconformity Measures.
struct ErrorScale {
  /// More rows than this are thinned out evenly before the fit.
  static let mostRows = 5000
  /// No row is expected to be better than this share of the mean error.
  private static let leastShare = 0.1
  private static let seedNumber = 5400

  let fittedRows: Int
  let calibratedRows: Int
  private let model: any FittedModel
  private let least: Double
  /// Error over expected error of the calibrating rows.
  private let scores: [Double]
  private let weights: [Double]?

  /// nil with fewer than two folds, and where the errors cannot be learned from.
  init?(_ judged: JudgedRows, in context: StudyContext) throws(LearningError) {
    guard case .numbers(let numbers) = context.data.target, let folds = judged.folds else { return nil }
    let fitting = UncertaintyTopic.halves(judged, isTemporal: context.splits.kind == .temporal).shaping
    guard !fitting.isEmpty else { return nil }
    let others = judged.rows.indices.filter { !fitting.contains(folds[$0]) }
    let kept = judged.rows.indices.filter { fitting.contains(folds[$0]) }.thinnedEvenly(to: Self.mostRows)
    var data = context.data
    var errors = [Double](repeating: 0, count: data.rowCount)
    for place in judged.rows.indices {
      errors[judged.rows[place]] = abs(numbers[judged.rows[place]] - judged.predictions.values[place])
    }
    data.target = .numbers(errors)
    let mean = kept.reduce(0) { $0 + errors[judged.rows[$1]] } / Double(max(1, kept.count))
    guard mean > 0, let model = try Self.fit(data, rows: kept.map { judged.rows[$0] }, context) else { return nil }
    (self.model, least, fittedRows, calibratedRows) = (model, mean * Self.leastShare, kept.count, others.count)
    let rows = others.map { judged.rows[$0] }
    let scales = try Self.scales(of: rows, model, least: mean * Self.leastShare, in: context)
    scores = zip(rows, scales).map { errors[$0] / $1 }
    weights = context.data.weights.map { all in rows.map { all[$0] } }
  }

  /// nil where these rows cannot be learned from.
  private static func fit(
    _ data: StudyData, rows: [Int], _ context: StudyContext
  ) throws(LearningError) -> (any FittedModel)? {
    let learner = BoostingLearner()
    do throws(LearningError) {
      return try context.inParallel([rows.sorted()]) { rows throws(LearningError) in
        try learner.fit(
          data, rows: rows, settings: Assignment([("depth", .integer(4)), ("max_rounds", .integer(200))]),
          seed: context.seed(fold: seedNumber))
      }[0]
    } catch {
      if error.concernsStudy { throw error }
      return nil
    }
  }

  func scales(of rows: [Int], in context: StudyContext) throws(LearningError) -> [Double] {
    try Self.scales(of: rows, model, least: least, in: context)
  }

  private static func scales(
    of rows: [Int], _ model: any FittedModel, least: Double, in context: StudyContext
  ) throws(LearningError) -> [Double] {
    try model.predict(context.data.columns, times: context.data.times, rows: rows).values.map { max($0, least) }
  }

  /// How many expected errors wide an interval must reach to each side; nil where too few rows calibrate it.
  func factor(alpha: Double) -> Double? { SplitConformal.quantile(scores, alpha: alpha, weights: weights) }
}
