/// The receiver operating characteristic: one point a threshold, from (0, 0) at +∞ to (1, 1).
public struct ROCPoints: Equatable, Sendable {
  /// Ascending.
  public var falsePositiveRate: [Double]
  public var truePositiveRate: [Double]
  /// Descending; the first is +∞: nothing is called positive.
  public var thresholds: [Double]
}

/// Precision against recall: thresholds ascend, and one last point (recall 0, precision 1) has none.
public struct PrecisionRecallPoints: Equatable, Sendable {
  /// One more than `thresholds`.
  public var precision: [Double]
  /// Descending.
  public var recall: [Double]
  /// Ascending.
  public var thresholds: [Double]
}

extension BinaryScores {
  /// As scikit-learn's `roc_curve`. With `dropsCollinear` (its `drop_intermediate`) points inside a straight stretch
  /// are left out. nil when a class is absent or a score is NaN. O(n log n).
  public static func rocCurve(
    labels: [Bool], scores: [Double], weights: [Double]? = nil, dropsCollinear: Bool = false
  ) -> ROCPoints? {
    guard let ranked = RankedScores(labels: labels, scores: scores, weights: weights),
      ranked.positiveWeight > 0, ranked.negativeWeight > 0
    else { return nil }
    var points = ROCPoints(falsePositiveRate: [0], truePositiveRate: [0], thresholds: [.infinity])
    let (trues, falses) = (ranked.truePositives, ranked.falsePositives)
    for index in trues.indices {
      if dropsCollinear, index > 0, index + 1 < trues.count,
        trues[index + 1] - trues[index] == trues[index] - trues[index - 1],
        falses[index + 1] - falses[index] == falses[index] - falses[index - 1]
      {
        continue
      }
      points.falsePositiveRate.append(falses[index] / ranked.negativeWeight)
      points.truePositiveRate.append(trues[index] / ranked.positiveWeight)
      points.thresholds.append(ranked.thresholds[index])
    }
    return points
  }

  /// As scikit-learn's `precision_recall_curve`. nil without a positive row or with a NaN score. O(n log n).
  public static func precisionRecallCurve(
    labels: [Bool], scores: [Double], weights: [Double]? = nil
  ) -> PrecisionRecallPoints? {
    guard let ranked = RankedScores(labels: labels, scores: scores, weights: weights), ranked.positiveWeight > 0
    else { return nil }
    var points = PrecisionRecallPoints(precision: [], recall: [], thresholds: [])
    for index in ranked.thresholds.indices.reversed() {
      let (trues, falses) = (ranked.truePositives[index], ranked.falsePositives[index])
      points.precision.append(trues / (trues + falses))
      points.recall.append(trues / ranked.positiveWeight)
      points.thresholds.append(ranked.thresholds[index])
    }
    points.precision.append(1)
    points.recall.append(0)
    return points
  }
}
