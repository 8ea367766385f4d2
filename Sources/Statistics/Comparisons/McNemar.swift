internal import Glibc

/// Two classifiers on the same rows, by the rows on which only one of them is right: McNemar (1947).
public enum McNemar {
  /// Two-sided exact p-value: the binomial test of the discordant rows. 1 without any.
  public static func exact(onlyFirst: Int, onlySecond: Int) -> Double {
    let (fewer, total) = (Double(min(onlyFirst, onlySecond)), Double(onlyFirst + onlySecond))
    if total == 0 || onlyFirst == onlySecond { return 1 }
    // P(X ≤ k) = I½(n − k, k + 1).
    return min(1, 2 * BetaDistribution.cumulative(0.5, a: total - fewer, b: fewer + 1))
  }

  /// The exact p-value less the point probability of what was seen; nearly always within the level and less
  /// conservative: Fagerland, Lydersen and Laake (2013).
  public static func midP(onlyFirst: Int, onlySecond: Int) -> Double {
    let (a, b) = (Double(onlyFirst), Double(onlySecond))
    if a + b == 0 { return 1 }
    let point = exp(lgamma(a + b + 1) - lgamma(a + 1) - lgamma(b + 1) - (a + b) * log(2))
    return exact(onlyFirst: onlyFirst, onlySecond: onlySecond) - point
  }
}
