internal import Specification
internal import Statistics
internal import StudyModel

/// Intervals of scores on the test rows, for a fixed model.
struct TestInterval {
  private let context: StudyContext
  private let predictions: Predictions
  private let rows: [Int]
  private let threshold: Double?
  private static let draws = 500

  init(_ context: StudyContext, _ predictions: Predictions, rows: [Int], threshold: Double?) {
    (self.context, self.predictions, self.rows, self.threshold) = (context, predictions, rows, threshold)
  }

  /// DeLong for the area under the ROC curve, Wilson for shares of rows, the bootstrap (BCa) for all others and where
  /// rows hang together; nil where none is defined.
  func interval(_ metric: MetricPanel.Metric, level: Double = 0.95) -> ConfidenceInterval? {
    let draws = draws
    guard draws.areRowsIndependent, context.data.weights == nil else { return drawn(metric, level, draws) }
    if metric.name == "auc", case .classes(let codes, let names) = context.data.target, names.count == 2 {
      let found = DeLong.interval(labels: rows.map { codes[$0] == 1 }, scores: predictions.values, level: level)
      return found.map {
        interval($0.bounds, level, $0.isFallback ? "exact bound for a perfect score" : "DeLong, logit")
      }
    }
    if metric.name == "accuracy", let share = value(metric, Array(rows.indices)) {
      let count = Double(rows.count)
      return ProportionIntervals.wilson(successes: (share * count).rounded(), trials: count, level: level)
        .map { interval($0, level, "Wilson") }
    }
    return drawn(metric, level, draws)
  }

  /// Class by class, so that none is ever missing.
  private var draws: RowDraws {
    var strata: [Int]?
    if case .classes(let codes, _) = context.data.target { strata = rows.map { codes[$0] } }
    return RowDraws(rows, in: context, strata: strata, count: Self.draws, seed: context.seed(fold: 3000))
  }

  private func drawn(_ metric: MetricPanel.Metric, _ level: Double, _ draws: RowDraws) -> ConfidenceInterval? {
    draws.interval(level: level) { value(metric, $0) }
  }

  private func interval(_ bounds: Bounds, _ level: Double, _ method: String) -> ConfidenceInterval {
    ConfidenceInterval(low: bounds.low, high: bounds.high, level: level, method: method)
  }

  /// On some of the rows, by their place.
  private func value(_ metric: MetricPanel.Metric, _ places: [Int]) -> Double? {
    context.panel.value(
      metric, of: predictions.selecting(places), on: context.data, rows: places.map { rows[$0] }, threshold: threshold)
  }
}
