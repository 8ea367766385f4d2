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
    var sums = [(count: Int, predicted: Double, positive: Int)](repeating: (0, 0, 0), count: binCount)
    for (label, probability) in zip(labels, probabilities) {
      guard probability >= 0, probability <= 1 else { return nil }
      let bin = bin(of: probability, binCount: binCount)
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
    labels: [Bool], probabilities: [Double], binCount: Int = 10, weights: [Double]? = nil
  ) -> Double? {
    guard labels.count == probabilities.count, areWeights(weights, labels.count), binCount > 0,
      probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    // Of a bin only Σ w (p − y) matters.
    var (gaps, total) = ([Double](repeating: 0, count: binCount), 0.0)
    for row in labels.indices {
      let weight = weights?[row] ?? 1
      gaps[bin(of: probabilities[row], binCount: binCount)] += weight * (probabilities[row] - (labels[row] ? 1 : 0))
      total += weight
    }
    return total > 0 ? gaps.reduce(0) { $0 + abs($1) } / total : nil
  }

  /// Right-closed bins of equal width; 0 is in the first.
  private static func bin(of probability: Double, binCount: Int) -> Int {
    var bin = min(binCount - 1, Int(probability * Double(binCount)))
    while bin > 0, probability <= Double(bin) / Double(binCount) { bin -= 1 }
    while bin < binCount - 1, probability > Double(bin + 1) / Double(binCount) { bin += 1 }
    return bin
  }
}
