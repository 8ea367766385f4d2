internal import Glibc

/// Pearson's χ² distribution (1900).
public enum ChiSquaredDistribution {
  /// P(X ≥ x), with full relative accuracy however small; NaN unless `degreesOfFreedom` is positive.
  public static func survival(_ x: Double, degreesOfFreedom: Double) -> Double {
    GammaDistribution.tails(x / 2, shape: degreesOfFreedom / 2).upper
  }
}

/// The gamma distribution with scale 1: the regularised incomplete gamma functions.
enum GammaDistribution {
  /// P(a, x) and Q(a, x), the one in its own tail with full relative accuracy. O(√a).
  static func tails(_ x: Double, shape a: Double) -> (lower: Double, upper: Double) {
    guard a > 0, a.isFinite, !x.isNaN else { return (.nan, .nan) }
    if x <= 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    // xᵃ e⁻ˣ / Γ(a)
    let power = exp(-a * deviance((x - a) / a, ratio: x / a) + 0.5 * log(a / (2 * Double.pi)) - stirlingError(a))
    if x < a + 1 {
      let lower = min(1, power * series(x, a))
      return (lower, 1 - lower)
    }
    let upper = min(1, power * fraction(x, a))
    return (1 - upper, upper)
  }

  /// Σ xⁿ / (a (a + 1) … (a + n)): 6.5.29 of Abramowitz and Stegun (1964).
  private static func series(_ x: Double, _ a: Double) -> Double {
    var (term, sum, n) = (1 / a, 1 / a, a)
    for _ in 0..<1_000_000 {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  /// The continued fraction 6.5.31 of Abramowitz and Stegun (1964), even part, by Lentz's method (1976).
  private static func fraction(_ x: Double, _ a: Double) -> Double {
    var b = x + 1 - a
    var d = 1 / nonzero(b)
    var c = 1e300
    var value = d
    for index in 1...1_000_000 {
      let n = Double(index)
      let numerator = -n * (n - a)
      b += 2
      d = 1 / nonzero(numerator * d + b)
      c = nonzero(b + numerator / c)
      value *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return value
  }
}
