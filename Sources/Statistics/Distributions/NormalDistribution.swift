internal import Glibc

/// The standard normal distribution.
public enum NormalDistribution {
  /// Φ(x), with full relative accuracy in the lower tail.
  public static func cumulative(_ x: Double) -> Double { erfc(-x * 0.5.squareRoot()) / 2 }

  public static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }

  /// Φ⁻¹(p); −∞ at 0, ∞ at 1 and NaN outside 0…1. Halley's steps on Φ from the rational approximation 26.2.23 of
  /// Abramowitz and Stegun (1964).
  public static func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p > 0.5 { return -quantile(1 - p) }
    if p == 0 { return -.infinity }
    if p == 0.5 { return 0 }
    let t = (-2 * log(p)).squareRoot()
    let above = 2.515517 + t * (0.802853 + t * 0.010328)
    let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = above / below - t
    for _ in 0..<3 {
      let error = (cumulative(x) - p) / density(x)
      guard error.isFinite else { break }
      x -= error / (1 + x * error / 2)
    }
    return x
  }

  /// ln Φ(x), accurate where Φ itself underflows: from −30 down by the asymptotic series 26.2.12 of Abramowitz and
  /// Stegun (1964).
  public static func logCumulative(_ x: Double) -> Double {
    if x > 0 { return log1p(-cumulative(-x)) }
    if x > -30 { return log(cumulative(x)) }
    if x == -.infinity { return x }
    var (term, sum) = (1.0, 0.0)
    for order in 1...8 {
      term *= -Double(2 * order - 1) / (x * x)
      sum += term
    }
    return -x * x / 2 - log(-x * (2 * Double.pi).squareRoot()) + log1p(sum)
  }
}
