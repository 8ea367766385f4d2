internal import ModelSelection
internal import Statistics
internal import StudyModel
internal import Tables

/// How unlike the training rows the held-out rows are, and whether the model errs more on those that are.
struct NoveltyMeasurement: Sendable {
  static let parts = 5

  struct Part: Sendable {
    var rows: Int
    var scores: Bounds
    var loss: Double
    var metric: Double?
  }

  let rowCount: Int
  /// Held-out rows above the limit.
  let unusual: Int
  let share: Bounds?
  /// Of a row's loss with its score; nil where one of them does not vary.
  let correlation: Correlation.Result?
  /// From the most usual rows to the least.
  let fifths: [Part]
  /// What most often adds the largest part to the score of an unusual row.
  let drivers: [String]

  init(
    _ examination: Examination, model: any FittedModel, detector: NoveltyScore
  ) throws(LearningError) {
    let table = HeldTable(examination, model: model, mostRows: NoveltyScore.mostRows, seed: 5603)
    let results = try detector.scores(table.columns, rows: Array(table.rows.indices))
    let scores = results.map(\.score)
    let predictions = try table.predict(table.columns)
    let losses = table.losses(predictions)
    let far = scores.indices.filter { scores[$0] > detector.quantile(NoveltyScore.limit) }
    (rowCount, unusual) = (scores.count, far.count)
    share = ProportionIntervals.wilson(
      successes: Double(far.count), trials: Double(scores.count), level: PairedEffect.level)
    correlation = Correlation.spearmanTest(scores, losses)
    fifths = Self.fifths(scores, losses, predictions, table)
    drivers = Self.drivers(far.compactMap { results[$0].parts.first?.column })
  }

  private static func fifths(
    _ scores: [Double], _ losses: [Double], _ predictions: Predictions, _ table: HeldTable
  ) -> [Part] {
    let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    return (0..<parts).compactMap { part in
      let own = order[(part * order.count / parts)..<((part + 1) * order.count / parts)]
      guard let first = own.first, let last = own.last else { return nil }
      return Part(
        rows: own.count, scores: Bounds(low: scores[first], high: scores[last]),
        loss: own.reduce(0) { $0 + losses[$1] } / Double(own.count),
        metric: table.context.panel.value(
          table.context.panel.primary, of: predictions.selecting(Array(own)), on: table.context.data,
          rows: own.map { table.rows[$0] }, threshold: table.thresholds.score))
    }
  }

  /// The three that come up most often.
  private static func drivers(_ columns: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for column in columns { counts[column, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map(\.key)
  }
}
