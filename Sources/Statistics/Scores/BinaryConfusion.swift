/// Actual against predicted class at one threshold; a score of at least the threshold is called positive.
public struct BinaryConfusion: Equatable, Sendable {
  /// Sums of weights; whole numbers without weights.
  public var trueNegatives = 0.0
  public var falsePositives = 0.0
  public var falseNegatives = 0.0
  public var truePositives = 0.0

  /// The four cells as they are.
  public init(
    trueNegatives: Double, falsePositives: Double, falseNegatives: Double, truePositives: Double
  ) {
    (self.trueNegatives, self.falsePositives) = (trueNegatives, falsePositives)
    (self.falseNegatives, self.truePositives) = (falseNegatives, truePositives)
  }

  /// nil when the lists differ in length or a score is NaN.
  public init?(labels: [Bool], scores: [Double], threshold: Double, weights: [Double]? = nil) {
    guard labels.count == scores.count, weights.map({ $0.count == labels.count }) ?? true,
      !scores.contains(where: \.isNaN)
    else { return nil }
    for row in labels.indices {
      let weight = weights?[row] ?? 1
      switch (labels[row], scores[row] >= threshold) {
      case (true, true): truePositives += weight
      case (true, false): falseNegatives += weight
      case (false, true): falsePositives += weight
      case (false, false): trueNegatives += weight
      }
    }
  }

  /// nil when nothing was called positive.
  public var precision: Double? { ratio(truePositives, truePositives + falsePositives) }
  /// nil without a positive row.
  public var recall: Double? { ratio(truePositives, truePositives + falseNegatives) }
  /// Harmonic mean of precision and recall, van Rijsbergen (1979); nil when there is neither a positive row nor a
  /// positive call.
  public var f1: Double? { ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }
  /// nil without rows.
  public var accuracy: Double? {
    ratio(truePositives + trueNegatives, truePositives + trueNegatives + falsePositives + falseNegatives)
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
}

extension BinaryScores {
  /// The score whose use as a threshold gives the highest F1; the highest such score on ties. nil without a positive
  /// row or with a NaN score. O(n log n).
  public static func thresholdOfBestF1(labels: [Bool], scores: [Double]) -> Double? {
    guard let ranked = RankedScores(labels: labels, scores: scores, weights: nil), ranked.positiveWeight > 0
    else { return nil }
    var best = (f1: -1.0, threshold: Double.nan)
    for index in ranked.thresholds.indices {
      let (trues, falses) = (ranked.truePositives[index], ranked.falsePositives[index])
      let f1 = 2 * trues / (trues + falses + ranked.positiveWeight)
      if f1 > best.f1 { best = (f1, ranked.thresholds[index]) }
    }
    return best.threshold
  }
}
