internal import RunModel
internal import Statistics

/// Confusion, ROC, precision and recall, and calibration of a binary classifier, as tables of a run. Curves are of
/// weighted rows, as the scores beside them are; a confusion matrix and calibration bins count rows.
struct BinaryEvaluationTables {
  var origin: TableOrigin
  var labels: [Bool]
  /// Probabilities of the positive class.
  var scores: [Double]
  /// One a row; nil: all alike.
  var weights: [Double]?
  var negative: String
  var positive: String

  /// A curve is thinned to so many points.
  static let curvePointLimit = 200

  /// The matrix of the rows, and the rates of the weighted rows; nil when a score is NaN.
  func confusion(threshold: Double) -> (matrix: ConfusionMatrix, rates: BinaryConfusion)? {
    guard let rows = BinaryConfusion(labels: labels, scores: scores, threshold: threshold),
      let rates = BinaryConfusion(labels: labels, scores: scores, threshold: threshold, weights: weights)
    else { return nil }
    let counts = [
      [Int64(rows.trueNegatives), Int64(rows.falsePositives)],
      [Int64(rows.falseNegatives), Int64(rows.truePositives)],
    ]
    let sums = [
      [rates.trueNegatives, rates.falsePositives], [rates.falseNegatives, rates.truePositives],
    ]
    let matrix = ConfusionMatrix(
      origin: origin, labels: [negative, positive], counts: counts, threshold: threshold,
      weights: weights == nil ? [] : sums)
    return (matrix, rates)
  }

  /// nil when a class is absent.
  /// - Parameter average: where the rows are decisions about several classes.
  func roc(average: CurveAverage? = nil, interval: ScoreInterval? = nil) -> ROCCurve? {
    guard
      let roc = BinaryScores.rocCurve(
        labels: labels, scores: scores, weights: weights, dropsCollinear: true)
    else { return nil }
    let kept = CurveThinning.indices(x: roc.falsePositiveRate, y: roc.truePositiveRate, limit: Self.curvePointLimit)
    return ROCCurve(
      origin: origin, className: average == nil ? positive : nil, average: average,
      falsePositiveRate: kept.map { roc.falsePositiveRate[$0] },
      truePositiveRate: kept.map { roc.truePositiveRate[$0] }, thresholds: kept.map { roc.thresholds[$0] },
      areaUnderCurve: BinaryScores.rocAUC(labels: labels, scores: scores, weights: weights), interval: interval)
  }

  /// nil without a positive row.
  func precisionRecall(average: CurveAverage? = nil, interval: ScoreInterval? = nil) -> PrecisionRecallCurve? {
    guard let curve = BinaryScores.precisionRecallCurve(labels: labels, scores: scores, weights: weights) else {
      return nil
    }
    let kept = CurveThinning.indices(x: curve.recall, y: curve.precision, limit: Self.curvePointLimit)
    // The last point, at recall 0, has no threshold of its own: nothing is called positive.
    let thresholds = curve.thresholds + [.infinity]
    return PrecisionRecallCurve(
      origin: origin, className: average == nil ? positive : nil, average: average,
      precision: kept.map { curve.precision[$0] },
      recall: kept.map { curve.recall[$0] }, thresholds: kept.map { thresholds[$0] },
      averagePrecision: BinaryScores.averagePrecision(labels: labels, scores: scores, weights: weights),
      interval: interval)
  }

  /// Ten bins of equal width; nil without rows.
  func calibration() -> CalibrationCurve? {
    guard let bins = BinaryScores.calibrationBins(labels: labels, probabilities: scores) else { return nil }
    return CalibrationCurve(
      origin: origin, className: positive, binning: .equalWidth, meanPredicted: bins.map(\.meanPredicted),
      fractionPositive: bins.map(\.fractionPositive),
      counts: bins.map { Int64($0.count) })
  }

  /// A hundred bins from 0 to 1, or to less where all scores are low: a threshold on an edge decides exactly. nil where
  /// a score is no probability.
  func histogram() -> ScoreHistogram? {
    guard !scores.isEmpty, scores.allSatisfy({ (0...1).contains($0) }) else { return nil }
    let greatest = scores.max() ?? 1
    let bins = EqualBins(to: [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].first { greatest <= $0 } ?? 1, count: 100)
    func sums<Sum: AdditiveArithmetic>(_ amount: (Int) -> Sum) -> [[Sum]] {
      var sums = [[Sum]](repeating: [Sum](repeating: .zero, count: bins.count), count: 2)
      for row in scores.indices {
        if let place = bins.place(of: scores[row]) { sums[labels[row] ? 1 : 0][place] += amount(row) }
      }
      return sums
    }
    return ScoreHistogram(
      origin: origin, className: positive, edges: bins.edges, labels: [negative, positive], counts: sums { _ in 1 },
      weights: weights.map { all in sums { all[$0] } } ?? [])
  }

  /// The 95 % interval of the area under the ROC curve, by DeLong; nil for weighted rows and where it is undefined.
  var areaInterval: ScoreInterval? {
    guard weights == nil, let found = DeLong.interval(labels: labels, scores: scores, level: 0.95) else { return nil }
    return ScoreInterval(
      low: found.bounds.low, high: found.bounds.high, level: 0.95,
      method: found.isFallback ? "exact bound for a perfect score" : "DeLong, logit")
  }
}
