/// Student's t distribution (1908); an infinite number of degrees of freedom is the normal distribution.
public enum StudentDistribution {
  /// P(T ≤ t), with full relative accuracy in the lower tail; NaN unless `degreesOfFreedom` is positive.
  public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
    if degreesOfFreedom == .infinity { return NormalDistribution.cumulative(t) }
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    let half = tails(t, degreesOfFreedom) / 2
    return t < 0 ? half : 1 - half
  }

  /// NaN for p outside 0…1 or unless `degreesOfFreedom` is positive; ∓∞ at 0 and 1.
  public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    if degreesOfFreedom == .infinity { return NormalDistribution.quantile(p) }
    guard p >= 0, p <= 1, degreesOfFreedom > 0 else { return .nan }
    if p > 0.5 { return -quantile(1 - p, degreesOfFreedom: degreesOfFreedom) }
    if p == 0 { return -.infinity }
    let ends = BetaDistribution.ends(2 * p, upper: 1 - 2 * p, a: degreesOfFreedom / 2, b: 0.5)
    return 0 - (degreesOfFreedom / ends.x * ends.y).squareRoot()
  }

  /// P(|T| ≥ |t|): the p-value of a two-sided test, accurate however small.
  public static func twoSided(_ t: Double, degreesOfFreedom: Double) -> Double {
    if degreesOfFreedom == .infinity { return 2 * NormalDistribution.cumulative(-abs(t)) }
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    return tails(t, degreesOfFreedom)
  }

  private static func tails(_ t: Double, _ degreesOfFreedom: Double) -> Double {
    let square = t * t
    guard square.isFinite else { return 0 }
    let total = degreesOfFreedom + square
    return BetaDistribution.tails(degreesOfFreedom / total, square / total, a: degreesOfFreedom / 2, b: 0.5).lower
  }
}
