extension Correlation {
  /// How much a group tells about a number: the correlation ratio η of the mid-ranks, Pearson (1905), which is the root
  /// of Kruskal and Wallis' H (1952) with its correction for ties, over n − 1. Between 0 and 1; nil for fewer than two
  /// groups, numbers that are NaN or all equal, and lists of different lengths. O(n log n).
  public static func rankRatio(groups: [Int], values: [Double]) -> Double? {
    guard groups.count == values.count, Set(groups).count > 1, let ranks = MidRanks(values)?.ranks else { return nil }
    let mean = Double(ranks.count + 1) / 2
    let total = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard total > 0 else { return nil }
    var sums: [Int: (count: Double, sum: Double)] = [:]
    for (group, rank) in zip(groups, ranks) {
      let old = sums[group] ?? (0, 0)
      sums[group] = (old.count + 1, old.sum + rank - mean)
    }
    let between = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value.sum * $1.value.sum / $1.value.count }
    return min(1, between / total).squareRoot()
  }
}
