/// Exact tests of a share.
public enum BinomialTest {
  /// How often at most so many of the trials succeed where each does with this probability, by the incomplete beta
  /// function, which also takes effective counts that are not whole. nil unless 0 ≤ successes ≤ trials and 0 < share < 1.
  public static func atMost(successes: Double, trials: Double, share: Double) -> Double? {
    guard trials > 0, trials.isFinite, successes >= 0, successes <= trials, share > 0, share < 1 else { return nil }
    if successes == trials { return 1 }
    return BetaDistribution.cumulative(1 - share, a: trials - successes, b: successes + 1)
  }
}
