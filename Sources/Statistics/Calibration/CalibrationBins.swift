/// How often rows of about one predicted probability are really positive.
public struct CalibrationBin: Equatable, Sendable {
  /// Counted from 0, also over empty bins.
  public var index: Int
  /// Rows, at least 1, whatever their weights.
  public var count: Int
  /// Of its rows; their number without weights.
  public var weight: Double
  /// As many rows of equal weight tell as much.
  public var effectiveCount: Double
  /// Both are weighted means over the rows.
  public var meanPredicted: Double
  public var fractionPositive: Double

  public init(
    index: Int, count: Int, weight: Double, effectiveCount: Double, meanPredicted: Double, fractionPositive: Double
  ) {
    (self.index, self.count, self.weight, self.effectiveCount) = (index, count, weight, effectiveCount)
    (self.meanPredicted, self.fractionPositive) = (meanPredicted, fractionPositive)
  }
}

/// Which bin each row's probability lies in.
public struct CalibrationBinning: Equatable, Sendable {
  /// From 0.
  public private(set) var binOfRow: [Int]
  public private(set) var binCount: Int

  /// Bins of equal width, closed on the right, 0 in the first: scikit-learn's `calibration_curve(strategy="uniform")`,
  /// Guo et al. (2017). nil when a probability is outside 0…1.
  public init?(equalWidth probabilities: [Double], binCount: Int = 10) {
    guard binCount > 0, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
    binOfRow = probabilities.map { Self.bin(of: $0, binCount: binCount) }
    self.binCount = binCount
  }

  /// Bins of as equal a number of rows as can be, in the order of the probability; the first take what is over. Ties
  /// keep the order of the rows. Fewer rows than bins: one bin a row. nil when a probability is outside 0…1.
  /// O(n log n).
  public init?(equalMass probabilities: [Double], binCount: Int = 10) {
    guard binCount > 0, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
    binOfRow = [Int](repeating: 0, count: probabilities.count)
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    let ends = Self.ends(rowCount: order.count, binCount: binCount)
    var bin = 0
    for (place, row) in order.enumerated() {
      while place >= ends[bin] { bin += 1 }
      binOfRow[row] = bin
    }
    self.binCount = binCount
  }

  /// Where each bin of equal mass ends among rows in order.
  static func ends(rowCount: Int, binCount: Int) -> [Int] {
    let (size, over) = (rowCount / binCount, rowCount % binCount)
    return (1...binCount).map { $0 * size + min($0, over) }
  }

  /// Right-closed bins of equal width; 0 is in the first.
  private static func bin(of probability: Double, binCount: Int) -> Int {
    var bin = min(binCount - 1, Int(probability * Double(binCount)))
    while bin > 0, probability <= Double(bin) / Double(binCount) { bin -= 1 }
    while bin < binCount - 1, probability > Double(bin + 1) / Double(binCount) { bin += 1 }
    return bin
  }

  /// Those that have weight. nil when a list differs in length, or a weight is negative or not finite.
  public func bins(labels: [Bool], probabilities: [Double], weights: [Double]? = nil) -> [CalibrationBin]? {
    guard labels.count == binOfRow.count, probabilities.count == labels.count, areWeights(weights, labels.count)
    else { return nil }
    var sums = [(count: Int, weight: Double, squares: Double, predicted: Double, positive: Double)](
      repeating: (0, 0, 0, 0, 0), count: binCount)
    for (row, bin) in binOfRow.enumerated() {
      let weight = weights?[row] ?? 1
      sums[bin].count += 1
      sums[bin].weight += weight
      sums[bin].squares += weight * weight
      sums[bin].predicted += weight * probabilities[row]
      sums[bin].positive += labels[row] ? weight : 0
    }
    return sums.enumerated().compactMap { index, sum in
      guard sum.weight > 0 else { return nil }
      return CalibrationBin(
        index: index, count: sum.count, weight: sum.weight, effectiveCount: sum.weight * sum.weight / sum.squares,
        meanPredicted: sum.predicted / sum.weight, fractionPositive: sum.positive / sum.weight)
    }
  }
}

extension BinaryScores {
  /// In bins of equal width; empty ones are left out. nil when a probability is outside 0…1.
  public static func calibrationBins(
    labels: [Bool], probabilities: [Double], binCount: Int = 10, weights: [Double]? = nil
  ) -> [CalibrationBin]? {
    CalibrationBinning(equalWidth: probabilities, binCount: binCount)?
      .bins(labels: labels, probabilities: probabilities, weights: weights)
  }

  /// In bins of equal mass. nil when a probability is outside 0…1. O(n log n).
  public static func equalMassCalibrationBins(
    labels: [Bool], probabilities: [Double], binCount: Int = 10, weights: [Double]? = nil
  ) -> [CalibrationBin]? {
    CalibrationBinning(equalMass: probabilities, binCount: binCount)?
      .bins(labels: labels, probabilities: probabilities, weights: weights)
  }

  /// Mean gap between predicted and actual share over bins of equal width, weighted by rows: Naeini et al. (2015). It is
  /// above 0 for a perfectly calibrated model too, by about √(bins / rows). nil when undefined.
  public static func expectedCalibrationError(
    labels: [Bool], probabilities: [Double], binCount: Int = 10, weights: [Double]? = nil
  ) -> Double? {
    calibrationBins(labels: labels, probabilities: probabilities, binCount: binCount, weights: weights)
      .flatMap(CalibrationError.expected)
  }
}
