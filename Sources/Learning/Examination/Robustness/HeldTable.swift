internal import Glibc
internal import Statistics
internal import StudyModel
internal import Tables

/// Held-out rows as a small table of their own, to be changed and predicted again.
struct HeldTable: Sendable {
  let context: StudyContext
  let model: any FittedModel
  let thresholds: ChosenThresholds
  /// Of the data.
  let rows: [Int]
  let columns: [StudyData.Column]
  let times: [Double]?

  /// - Parameters:
  ///   - mostRows: a part by chance where there are more.
  ///   - seed: of that part.
  init(_ examination: Examination, model: any FittedModel, mostRows: Int, seed: Int) {
    (context, self.model) = (examination.context, model)
    thresholds = examination.thresholds
    let rows = context.thinnedByChance(examination.held.rows, to: mostRows, seed: seed)
    self.rows = rows
    columns = examination.columns.map { StudyData.Column(name: $0.name, values: $0.values.selecting(rows)) }
    times = examination.context.data.times.map { all in rows.map { all[$0] } }
  }

  /// All rows of this table with other columns.
  func predict(_ columns: [StudyData.Column]) throws(LearningError) -> Predictions {
    try model.predict(columns, times: times, rows: Array(rows.indices))
  }

  /// The primary metric.
  func score(_ predictions: Predictions) -> Double? {
    context.panel.value(
      context.panel.primary, of: predictions, on: context.data, rows: rows, threshold: thresholds.score)
  }

  /// A class a row; nil for a regression.
  func decisions(_ predictions: Predictions) -> [Int]? {
    guard context.data.task != .regression else { return nil }
    return (0..<predictions.rowCount).map { row in predictions.decision(row, threshold: thresholds.decision ?? 0.5) }
  }

  /// How far each row's prediction is from another one: in the target's unit, or of the probability that moves most.
  func movements(_ first: Predictions, _ second: Predictions) -> [Double] {
    (0..<first.rowCount).map { row in
      (0..<first.outputCount).map { abs(first[row, $0] - second[row, $0]) }.max() ?? 0
    }
  }

  /// Of each row: minus the logarithm of its class's probability, or the distance from its number.
  func losses(_ predictions: Predictions) -> [Double] {
    switch context.data.target {
    case .classes(let codes, _):
      rows.enumerated().map { index, row in -log(max(predictions.classProbabilities(index)[codes[row]], 1e-15)) }
    case .numbers(let values): rows.enumerated().map { abs(predictions[$0, 0] - values[$1]) }
    }
  }
}

extension Predictions {
  /// The class that a row is taken for: of two the positive one from the threshold on, of more the likeliest.
  func decision(_ row: Int, threshold: Double) -> Int {
    outputCount == 1 ? (self[row, 0] >= threshold ? 1 : 0) : likeliestClass(row)
  }
}
