/// Intervals for a share of `trials` that succeeded. nil unless 0 ≤ successes ≤ trials, trials > 0 and 0 < level < 1.
///
/// Compared by Brown, Cai and DasGupta (2001), Interval Estimation for a Binomial Proportion.
public enum ProportionIntervals {
  /// Wilson (1927), the score interval: the one to use unless there is a reason.
  public static func wilson(successes: Double, trials: Double, level: Double) -> Bounds? {
    guard let z = critical(successes, trials, level) else { return nil }
    let share = successes / trials
    let center = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    let spread = (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot()
    let reach = z * spread / (1 + z * z / trials)
    return Bounds(
      low: successes == 0 ? 0 : max(0, center - reach), high: successes == trials ? 1 : min(1, center + reach))
  }

  /// Clopper and Pearson (1934): never covers less than promised, so it is wide.
  public static func clopperPearson(successes: Double, trials: Double, level: Double) -> Bounds? {
    guard critical(successes, trials, level) != nil else { return nil }
    let tail = (1 - level) / 2
    let (failures, upper) = (trials - successes, 1 - tail)
    return Bounds(
      low: successes == 0 ? 0 : BetaDistribution.quantile(tail, a: successes, b: failures + 1),
      high: failures == 0 ? 1 : BetaDistribution.quantile(upper, a: successes + 1, b: failures))
  }

  /// Agresti and Coull (1998): Wilson's centre with the plain normal spread, cut at 0 and 1.
  public static func agrestiCoull(successes: Double, trials: Double, level: Double) -> Bounds? {
    guard let z = critical(successes, trials, level) else { return nil }
    let total = trials + z * z
    let share = (successes + z * z / 2) / total
    let reach = z * (share * (1 - share) / total).squareRoot()
    return Bounds(low: max(0, share - reach), high: min(1, share + reach))
  }

  /// Quantiles of the posterior from Jeffreys' prior Beta(½, ½), not widened to 0 and 1 at the ends.
  public static func jeffreys(successes: Double, trials: Double, level: Double) -> Bounds? {
    guard critical(successes, trials, level) != nil else { return nil }
    let (a, b, tail) = (successes + 0.5, trials - successes + 0.5, (1 - level) / 2)
    return Bounds(
      low: BetaDistribution.quantile(tail, a: a, b: b), high: BetaDistribution.quantile(1 - tail, a: a, b: b))
  }

  /// The difference k₁/n₁ − k₂/n₂ of two independent shares: Newcombe (1998), method 10, from two Wilson intervals.
  public static func newcombe(k1: Double, n1: Double, k2: Double, n2: Double, level: Double) -> Bounds? {
    guard let first = wilson(successes: k1, trials: n1, level: level),
      let second = wilson(successes: k2, trials: n2, level: level)
    else { return nil }
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    let (p1, p2) = (k1 / n1, k2 / n2)
    return Bounds(
      low: p1 - p2 - length(p1 - first.low, second.high - p2),
      high: p1 - p2 + length(first.high - p1, p2 - second.low))
  }

  private static func critical(_ successes: Double, _ trials: Double, _ level: Double) -> Double? {
    guard trials > 0, trials.isFinite, successes >= 0, successes <= trials, isLevel(level) else { return nil }
    return -NormalDistribution.quantile((1 - level) / 2)
  }
}
