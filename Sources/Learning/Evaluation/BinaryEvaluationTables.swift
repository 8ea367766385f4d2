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
    let matrix = ConfusionMatrix(origin: origin, labels: [negative, positive], counts: counts, threshold: threshold)
    return (matrix, rates)
  }

  /// nil when a class is absent.
  func roc() -> ROCCurve? {
    guard
      let roc = BinaryScores.rocCurve(
        labels: labels, scores: scores, weights: weights, dropsCollinear: true)
    else { return nil }
    let kept = CurveThinning.indices(x: roc.falsePositiveRate, y: roc.truePositiveRate, limit: Self.curvePointLimit)
    return ROCCurve(
      origin: origin, className: positive, falsePositiveRate: kept.map { roc.falsePositiveRate[$0] },
      truePositiveRate: kept.map { roc.truePositiveRate[$0] }, thresholds: kept.map { roc.thresholds[$0] },
      areaUnderCurve: BinaryScores.rocAUC(labels: labels, scores: scores, weights: weights))
  }

  /// nil without a positive row.
  func precisionRecall() -> PrecisionRecallCurve? {
    guard let curve = BinaryScores.precisionRecallCurve(labels: labels, scores: scores, weights: weights) else {
      return nil
    }
    let kept = CurveThinning.indices(x: curve.recall, y: curve.precision, limit: Self.curvePointLimit)
    // The last point, at recall 0, has no threshold of its own: nothing is called positive.
    let thresholds = curve.thresholds + [.infinity]
    return PrecisionRecallCurve(
      origin: origin, className: positive, precision: kept.map { curve.precision[$0] },
      recall: kept.map { curve.recall[$0] }, thresholds: kept.map { thresholds[$0] },
      averagePrecision: BinaryScores.averagePrecision(labels: labels, scores: scores, weights: weights))
  }

  /// Ten bins; nil without rows.
  func calibration() -> CalibrationCurve? {
    guard let bins = BinaryScores.calibrationBins(labels: labels, probabilities: scores) else { return nil }
    return CalibrationCurve(
      origin: origin, meanPredicted: bins.map(\.meanPredicted), fractionPositive: bins.map(\.fractionPositive),
      counts: bins.map { Int64($0.count) })
  }
}
