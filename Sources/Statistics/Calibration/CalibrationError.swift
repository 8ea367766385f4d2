/// Gaps between predicted and actual share over bins; each is nil when undefined.
public enum CalibrationError {
  /// Of the bins' gaps the mean weighted by rows (ECE), Naeini et al. (2015). nil without bins.
  public static func expected(_ bins: [CalibrationBin]) -> Double? {
    weightedMean(bins.count, bins.map { Double($0.count) }) { abs(bins[$0].gap) }
  }

  /// The largest gap (MCE). nil without bins.
  public static func maximum(_ bins: [CalibrationBin]) -> Double? { bins.map { abs($0.gap) }.max() }

  /// Root of the mean squared gap weighted by rows. nil without bins.
  public static func rootMeanSquare(_ bins: [CalibrationBin]) -> Double? {
    weightedMean(bins.count, bins.map { Double($0.count) }) { bins[$0].gap * bins[$0].gap }?.squareRoot()
  }

  /// The Brier score of binned probabilities in parts, reliability − resolution + uncertainty: Murphy (1973).
  public struct Decomposition: Equatable, Sendable {
    /// Mean squared gap; 0 is best.
    public var reliability: Double
    /// How far the bins' shares are from the overall share; more is better.
    public var resolution: Double
    /// Of the labels alone.
    public var uncertainty: Double
  }

  /// nil without bins.
  public static func murphy(_ bins: [CalibrationBin]) -> Decomposition? {
    let weights = bins.map { Double($0.count) }
    guard let share = weightedMean(bins.count, weights, { bins[$0].fractionPositive }),
      let reliability = weightedMean(bins.count, weights, { bins[$0].gap * bins[$0].gap }),
      let resolution = weightedMean(
        bins.count, weights, { (bins[$0].fractionPositive - share) * (bins[$0].fractionPositive - share) })
    else { return nil }
    return Decomposition(reliability: reliability, resolution: resolution, uncertainty: share * (1 - share))
  }
}

extension CalibrationBin {
  var gap: Double { meanPredicted - fractionPositive }
}

extension BinaryScores {
  /// Bins of as equal a number of rows as can be, in the order of the probability; the first take what is over. Ties
  /// keep the order of the rows. Fewer rows than bins: one bin a row. nil when a probability is outside 0…1.
  /// O(n log n).
  public static func equalMassCalibrationBins(
    labels: [Bool], probabilities: [Double], binCount: Int = 10
  ) -> [CalibrationBin]? {
    guard labels.count == probabilities.count, binCount > 0, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    let order = labels.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    let (size, over) = (order.count / binCount, order.count % binCount)
    var start = 0
    return (0..<min(binCount, order.count)).map { index in
      let rows = order[start..<start + size + (index < over ? 1 : 0)]
      start = rows.endIndex
      let count = Double(rows.count)
      return CalibrationBin(
        index: index, count: rows.count, meanPredicted: rows.reduce(0) { $0 + probabilities[$1] } / count,
        fractionPositive: Double(rows.count { labels[$0] }) / count)
    }
  }
}
