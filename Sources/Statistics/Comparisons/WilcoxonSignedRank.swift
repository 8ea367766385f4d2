/// Wilcoxon's signed-rank test (1945) of paired differences.
public struct WilcoxonSignedRank: Equatable, Sendable {
  /// Sum of the ranks of the positive differences.
  public var positiveRanks: Double
  public var negativeRanks: Double
  /// Two-sided.
  public var pValue: Double
  /// From all signs of up to 50 differences without ties and zeros; else the normal approximation with the correction
  /// for ties and none for continuity.
  public var isExact: Bool

  /// Differences of 0 are dropped, as Wilcoxon did. nil when none is left or one is NaN; so no test of identical lists.
  /// O(n log n), exact O(n³).
  public init?(differences: [Double]) {
    let kept = differences.filter { $0 != 0 }
    guard !kept.isEmpty, let ranked = MidRanks(kept.map { abs($0) }) else { return nil }
    positiveRanks = zip(kept, ranked.ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let count = Double(kept.count)
    negativeRanks = count * (count + 1) / 2 - positiveRanks
    let smaller = min(positiveRanks, negativeRanks)
    isExact = kept.count == differences.count && kept.count <= 50 && ranked.tieSizes.allSatisfy { $0 == 1 }
    if isExact {
      pValue = min(1, 2 * Self.share(ofRankSumsUpTo: Int(smaller), count: kept.count))
    } else {
      let ties = ranked.tieSizes.reduce(0.0) { $0 + Double($1 * $1 - 1) * Double($1) }
      let variance = count * (count + 1) * (2 * count + 1) / 24 - ties / 48
      let z = (smaller - count * (count + 1) / 4) / variance.squareRoot()
      pValue = min(1, 2 * NormalDistribution.cumulative(z))
    }
  }

  /// Of all 2ⁿ sets of ranks those whose sum is at most `limit`.
  private static func share(ofRankSumsUpTo limit: Int, count: Int) -> Double {
    var ways = [Double](repeating: 0, count: limit + 1)
    ways[0] = 1
    for rank in 1...count where rank <= limit {
      for sum in stride(from: limit, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
    }
    return (0..<count).reduce(ways.reduce(0, +)) { share, _ in share / 2 }
  }
}
