/// Tests of "these probabilities are right".
public enum CalibrationTests {
  public struct Result: Equatable, Sendable {
    public var statistic: Double
    public var pValue: Double
  }

  /// Spiegelhalter's z (1986), two-sided: the Brier score against its expectation if the probabilities are right.
  /// nil for a probability outside 0…1, or when all are 0, ½ or 1 and so nothing could vary. With weights both are of
  /// the weighted Brier score.
  public static func spiegelhalter(labels: [Bool], probabilities: [Double], weights: [Double]? = nil) -> Result? {
    guard labels.count == probabilities.count, areWeights(weights, labels.count),
      probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    var (sum, variance) = (0.0, 0.0)
    for (row, p) in probabilities.enumerated() {
      let weight = (weights?[row] ?? 1) * (1 - 2 * p)
      sum += weight * ((labels[row] ? 1 : 0) - p)
      variance += weight * weight * p * (1 - p)
    }
    guard variance > 0 else { return nil }
    let z = sum / variance.squareRoot()
    return Result(statistic: z, pValue: min(1, 2 * NormalDistribution.cumulative(-abs(z))))
  }

  /// Hosmer and Lemeshow (1980) over groups of equal size in the order of the probability, χ² with groups − 2 degrees
  /// of freedom, as for probabilities fitted on the same rows. nil for a probability outside 0…1, fewer than three
  /// groups or more groups than rows, or a group in which all are 0 or 1.
  public static func hosmerLemeshow(labels: [Bool], probabilities: [Double], groups: Int = 10) -> Result? {
    guard groups > 2, labels.count >= groups,
      let bins = BinaryScores.equalMassCalibrationBins(
        labels: labels, probabilities: probabilities, binCount: groups)
    else { return nil }
    var sum = 0.0
    for bin in bins {
      let spread = bin.meanPredicted * (1 - bin.meanPredicted)
      guard spread > 0 else { return nil }
      sum += Double(bin.count) * bin.gap * bin.gap / spread
    }
    return Result(
      statistic: sum, pValue: ChiSquaredDistribution.survival(sum, degreesOfFreedom: Double(groups - 2)))
  }
}
