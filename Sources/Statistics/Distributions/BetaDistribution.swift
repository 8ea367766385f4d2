internal import Glibc

/// The beta distribution with shapes a, b > 0.
public enum BetaDistribution {
  /// The regularised incomplete beta function Iₓ(a, b); NaN for a shape that is not positive.
  public static func cumulative(_ x: Double, a: Double, b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    return tails(x, 1 - x, a: a, b: b).lower
  }

  /// NaN for p outside 0…1 or a shape that is not positive.
  public static func quantile(_ p: Double, a: Double, b: Double) -> Double {
    ends(p, upper: 1 - p, a: a, b: b).x
  }

  /// Iₓ(a, b) and 1 − Iₓ(a, b), the smaller of them with full relative accuracy; `y` is 1 − x, given apart so that
  /// neither loses digits. O(√max(a, b)).
  static func tails(_ x: Double, _ y: Double, a: Double, b: Double) -> (lower: Double, upper: Double) {
    guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN, !y.isNaN else { return (.nan, .nan) }
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    if x <= (a + 1) / (a + b + 2) {
      let lower = min(1, exp(logPower(x, y, a: a, b: b)) * fraction(x, y, a: a, b: b))
      return (lower, 1 - lower)
    }
    let upper = min(1, exp(logPower(y, x, a: b, b: a)) * fraction(y, x, a: b, b: a))
    return (1 - upper, upper)
  }

  /// ln(xᵃ yᵇ / B(a, b)).
  private static func logPower(_ x: Double, _ y: Double, a: Double, b: Double) -> Double {
    let (excess, total) = (b * x - a * y, a + b)
    let exponent =
      a * deviance(excess / a, ratio: x / a * total) + b * deviance(-excess / b, ratio: y / b * total)
    return -exponent + 0.5 * log(a / total * b / (2 * Double.pi))
      + (stirlingError(total) - stirlingError(a) - stirlingError(b))
  }

  /// B(a, b) Iₓ(a, b) / (xᵃ yᵇ) as the continued fraction of Didonato and Morris (1992), Algorithm 708, which uses
  /// x and 1 − x, evaluated by Lentz's method (1976).
  private static func fraction(_ x: Double, _ y: Double, a: Double, b: Double) -> Double {
    let excess = a * y - b * x
    func denominator(_ m: Double) -> Double {
      m + m * (b - m) * x / (a + 2 * m - 1) + (a + m) * (excess + 1 + m * (1 + y)) / (a + 2 * m + 1)
    }
    var c = nonzero(a / (a + 1) * (excess + 1))
    var (d, value) = (0.0, c)
    for index in 1...1_000_000 {
      let m = Double(index)
      let root = x / (a + 2 * m - 1)
      let numerator = (a + m - 1) * root * (a + b + m - 1) * root * m * (b - m)
      let next = denominator(m)
      d = 1 / nonzero(next + numerator * d)
      c = nonzero(next + numerator / c)
      value *= d * c
      if abs(d * c - 1) < 2e-16 { break }
    }
    return 1 / value
  }

  /// Where the lower tail is `p` and the upper tail `upper`: x and 1 − x, the smaller with full relative accuracy.
  static func ends(_ p: Double, upper: Double, a: Double, b: Double) -> (x: Double, y: Double) {
    guard p >= 0, upper >= 0, a > 0, b > 0, a.isFinite, b.isFinite else { return (.nan, .nan) }
    if p == 0 { return (0, 1) }
    if upper == 0 { return (1, 0) }
    if tails(0.5, 0.5, a: a, b: b).lower < p {
      let y = lowerHalf(upper, upper: p, a: b, b: a)
      return (1 - y, y)
    }
    let x = lowerHalf(p, upper: upper, a: a, b: b)
    return (x, 1 - x)
  }

  /// The quantile when it is at most ½: Newton's steps on the logarithm of the smaller tail against ln x, kept inside
  /// a bracket.
  private static func lowerHalf(_ p: Double, upper: Double, a: Double, b: Double) -> Double {
    var (low, high) = (-745.0, log(0.5))
    var u = high
    for _ in 0..<200 {
      let x = exp(u)
      let reached = tails(x, 1 - x, a: a, b: b)
      let error = p <= upper ? log(reached.lower / p) : -log(reached.upper / upper)
      if error < 0 { low = u } else { high = u }
      let slope = exp(logPower(x, 1 - x, a: a, b: b)) / (1 - x) / (p <= upper ? reached.lower : reached.upper)
      let next = u - error / slope
      if abs(next - u) <= 4e-16 * max(1, abs(u)) { return exp(next) }
      u = next > low && next < high ? next : (low + high) / 2
    }
    return exp(u)
  }
}
