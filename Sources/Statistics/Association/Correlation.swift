internal import Glibc

/// Whether two lists of numbers go together. Every function is nil when the lists differ in length, hold a value that
/// is NaN (or, for `pearson`, infinite), or one of them is constant.
public enum Correlation {
  public struct Result: Equatable, Sendable {
    public var coefficient: Double
    /// Two-sided, against no association.
    public var pValue: Double
  }

  /// Pearson's product-moment correlation. O(n).
  public static func pearson(_ x: [Double], _ y: [Double], weights: [Double]? = nil) -> Double? {
    guard x.count == y.count, isSpread(x, weights), isSpread(y, weights),
      let meanX = weightedMean(x.count, weights, { x[$0] }), let meanY = weightedMean(x.count, weights, { y[$0] }),
      let covariance = weightedMean(x.count, weights, { (x[$0] - meanX) * (y[$0] - meanY) }),
      let spreadX = weightedMean(x.count, weights, { (x[$0] - meanX) * (x[$0] - meanX) }),
      let spreadY = weightedMean(x.count, weights, { (y[$0] - meanY) * (y[$0] - meanY) }),
      spreadX > 0, spreadY > 0, spreadX.isFinite, spreadY.isFinite
    else { return nil }
    return max(-1, min(1, covariance / spreadX * (spreadX / spreadY).squareRoot()))
  }

  private static func isSpread(_ values: [Double], _ weights: [Double]?) -> Bool {
    guard areWeights(weights, values.count) else { return false }
    let counted = values.indices.lazy.filter { weights?[$0] != 0 }
    guard let first = counted.first else { return false }
    return counted.contains { values[$0] != values[first] }
  }
}
