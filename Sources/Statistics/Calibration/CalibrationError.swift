/// Gaps between predicted and actual share over bins; each is nil when undefined.
public enum CalibrationError {
  /// Of the bins' gaps the mean weighted by rows (ECE), Naeini et al. (2015). nil without bins.
  public static func expected(_ bins: [CalibrationBin]) -> Double? {
    weightedMean(bins.count, bins.map(\.weight)) { abs(bins[$0].gap) }
  }

  /// The largest gap (MCE). nil without bins.
  public static func maximum(_ bins: [CalibrationBin]) -> Double? { bins.map { abs($0.gap) }.max() }

  /// Root of the mean squared gap weighted by rows. nil without bins.
  public static func rootMeanSquare(_ bins: [CalibrationBin]) -> Double? {
    weightedMean(bins.count, bins.map(\.weight)) { bins[$0].gap * bins[$0].gap }?.squareRoot()
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
    let weights = bins.map(\.weight)
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
