/// How often rows of about one predicted probability are really positive.
public struct CalibrationBin: Equatable, Sendable {
  /// Counted from 0, also over empty bins.
  public var index: Int
  /// At least 1; without weights.
  public var count: Int
  public var meanPredicted: Double
  public var fractionPositive: Double
}

extension BinaryScores {
  /// Bins of equal width, closed on the right, 0 in the first; empty ones are left out: scikit-learn's
  /// `calibration_curve(strategy="uniform")`, Guo et al. (2017). nil when a probability is outside 0…1.
  public static func calibrationBins(
    labels: [Bool], probabilities: [Double], binCount: Int = 10
  ) -> [CalibrationBin]? {
    guard labels.count == probabilities.count, binCount > 0 else { return nil }
    let edges = (1..<binCount).map { Double($0) / Double(binCount) }
    var sums = [(count: Int, predicted: Double, positive: Int)](repeating: (0, 0, 0), count: binCount)
    for (label, probability) in zip(labels, probabilities) {
      guard probability >= 0, probability <= 1 else { return nil }
      let bin = edges.firstIndex { probability <= $0 } ?? binCount - 1
      sums[bin].count += 1
      sums[bin].predicted += probability
      sums[bin].positive += label ? 1 : 0
    }
    return sums.enumerated().compactMap { index, sum in
      guard sum.count > 0 else { return nil }
      let count = Double(sum.count)
      return CalibrationBin(
        index: index, count: sum.count, meanPredicted: sum.predicted / count,
        fractionPositive: Double(sum.positive) / count)
    }
  }

  /// Mean gap between predicted and actual share over bins, weighted by rows: Naeini et al. (2015). It is above 0 for
  /// a perfectly calibrated model too, by about √(bins / rows). nil when undefined.
  public static func expectedCalibrationError(
    labels: [Bool], probabilities: [Double], binCount: Int = 10
  ) -> Double? {
    guard !labels.isEmpty,
      let bins = calibrationBins(labels: labels, probabilities: probabilities, binCount: binCount)
    else { return nil }
    let sum = bins.reduce(0) { $0 + Double($1.count) * abs($1.meanPredicted - $1.fractionPositive) }
    return sum / Double(labels.count)
  }
}
