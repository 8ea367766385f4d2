internal import RunModel
internal import Specification
internal import Statistics
internal import StudyModel

/// What predictions of some rows show, as tables of the run.
struct PredictionTables {
  let context: StudyContext
  let origin: TableOrigin
  let rows: [Int]
  /// In the order of `rows`.
  let predictions: Predictions
  /// Estimates of the same predictions, whose intervals the tables repeat.
  var estimates: [Estimate] = []
  /// Whether one model made them all, so that intervals of a fixed model are honest.
  var isOfOneModel = true

  /// - Parameter threshold: from which a row of a binary task is acted upon; nil: none was chosen.
  func tables(threshold: Double?) -> [EvaluationTable] {
    guard !rows.isEmpty else { return [] }
    switch context.data.target {
    case .classes(let codes, let names):
      return names.count == 2 ? ofTwo(threshold) : ofMany(rows.map { codes[$0] }, names)
    case .numbers(let values): return [.regression(regression(rows.map { values[$0] }))]
    }
  }

  // MARK: Classes

  /// nil of any other task than a binary one.
  var binary: BinaryEvaluationTables? {
    guard case .classes(let codes, let names) = context.data.target, names.count == 2 else { return nil }
    return BinaryEvaluationTables(
      origin: origin, labels: rows.map { codes[$0] == 1 }, scores: predictions.values, weights: weights,
      negative: names[0], positive: names[1])
  }

  private var weights: [Double]? { context.data.weights.map { all in rows.map { all[$0] } } }

  private func ofTwo(_ threshold: Double?) -> [EvaluationTable] {
    guard let binary else { return [] }
    let matrix = threshold.flatMap { binary.confusion(threshold: $0)?.matrix }
    return [matrix.map { .confusion($0) }].compactMap(\.self)
      + curves(binary, area: interval("auc"), precision: interval("average_precision"))
      + [operatingPoint(threshold)]
  }

  private func curves(
    _ binary: BinaryEvaluationTables, area: ScoreInterval? = nil, precision: ScoreInterval? = nil
  ) -> [EvaluationTable] {
    [
      binary.roc(interval: area).map { .roc($0) },
      binary.precisionRecall(interval: precision).map { .precisionRecall($0) },
      binary.calibration().map { .calibration($0) }, binary.histogram().map { .scores($0) },
    ].compactMap(\.self)
  }

  private func operatingPoint(_ threshold: Double?) -> EvaluationTable {
    let payoff = context.specification.payoff.map { payoff in
      OperatingPoint.Payoff(
        truePositive: payoff.truePositive, falsePositive: payoff.falsePositive, trueNegative: payoff.trueNegative,
        falseNegative: payoff.falseNegative, unit: payoff.unit)
    }
    return .operatingPoint(
      OperatingPoint(origin: origin, threshold: threshold, goal: context.decisionGoal, payoff: payoff))
  }

  /// Classes that get curves of their own; a dashboard keeps four thousand tables of a run.
  private static let curveClassLimit = 500
  /// Decisions that are pooled; more take minutes to sort.
  private static let pooledLimit = 10_000_000

  /// One class against the rest, class by class, then all decisions pooled. Curves of the first classes alone where there
  /// are very many, and none of the pooled decisions.
  private func ofMany(_ actual: [Int], _ names: [String]) -> [EvaluationTable] {
    var tables: [EvaluationTable] = [.confusion(confusion(actual, names))]
    let honest = isOfOneModel && weights == nil && areRowsIndependent
    for code in names.indices.prefix(Self.curveClassLimit) {
      let binary = BinaryEvaluationTables(
        origin: origin, labels: actual.map { $0 == code }, scores: actual.indices.map { predictions[$0, code] },
        weights: weights, negative: "other", positive: names[code])
      tables += curves(binary, area: honest ? binary.areaInterval : nil)
    }
    guard actual.count * names.count <= Self.pooledLimit else { return tables }
    let pooled = BinaryEvaluationTables(
      origin: origin, labels: actual.flatMap { code in names.indices.map { $0 == code } }, scores: predictions.values,
      weights: weights.map { $0.flatMap { weight in names.indices.map { _ in weight } } }, negative: "", positive: "")
    if let roc = pooled.roc(average: .micro) { tables.append(.roc(roc)) }
    if let curve = pooled.precisionRecall(average: .micro) { tables.append(.precisionRecall(curve)) }
    return tables
  }

  private var areRowsIndependent: Bool { RowDraws(rows, in: context, count: 1, seed: 0).areRowsIndependent }

  private func confusion(_ actual: [Int], _ names: [String]) -> ConfusionMatrix {
    var counts = [[Int64]](repeating: [Int64](repeating: 0, count: names.count), count: names.count)
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: names.count), count: weights == nil ? 0 : names.count)
    let weights = weights
    for (row, code) in actual.enumerated() {
      let predicted = predictions.likeliestClass(row)
      counts[code][predicted] += 1
      if let weights { sums[code][predicted] += weights[row] }
    }
    return ConfusionMatrix(origin: origin, labels: names, counts: counts, weights: sums)
  }

  private func interval(_ metric: String) -> ScoreInterval? {
    estimates.first { $0.metric == metric }?.interval.map {
      ScoreInterval(low: $0.low, high: $0.high, level: $0.level, method: $0.method)
    }
  }

  // MARK: Numbers

  private static let densityBins = 60
  private static let residualBins = 80

  private func regression(_ actual: [Double]) -> RegressionEvaluation {
    let predicted = predictions.values
    let residuals = zip(actual, predicted).map { $0 - $1 }
    // One grid for both axes, so that what is right lies on the diagonal.
    let values = EqualBins(covering: actual + predicted, count: Self.densityBins)
    let across = EqualBins(covering: predicted, count: Self.densityBins)
    let errors = EqualBins(covering: residuals, count: Self.residualBins)
    let heights = EqualBins(covering: residuals, count: Self.densityBins)
    return RegressionEvaluation(
      origin: origin, target: context.specification.data.target, rowCount: Int64(rows.count),
      predictedActual: .init(
        xEdges: values.edges, yEdges: values.edges,
        counts: EqualBins.grid(columns: values, predicted, rows: values, actual)),
      predictedResidual: .init(
        xEdges: across.edges, yEdges: heights.edges,
        counts: EqualBins.grid(columns: across, predicted, rows: heights, residuals)),
      residualEdges: errors.edges, residualCounts: errors.counts(of: residuals), measures: measures(actual))
  }

  /// Those of the study first, with their intervals; then those that everybody asks for.
  private func measures(_ actual: [Double]) -> [RegressionEvaluation.Measure] {
    var measures = estimates.map { estimate in
      RegressionEvaluation.Measure(
        name: estimate.metric, value: estimate.value, interval: interval(estimate.metric))
    }
    guard let scores = RegressionScores(targets: actual, predictions: predictions.values, weights: weights) else {
      return measures
    }
    let usual: [(String, Double?)] = [
      ("rmse", scores.rootMeanSquaredError), ("mae", scores.meanAbsoluteError),
      ("median_absolute_error", scores.medianAbsoluteError), ("r2", scores.rSquared), ("max_error", scores.maxError),
      ("bias", scores.bias),
    ]
    for (name, value) in usual where !measures.contains(where: { $0.name == name }) {
      measures.append(.init(name: name, value: value))
    }
    return measures
  }
}
