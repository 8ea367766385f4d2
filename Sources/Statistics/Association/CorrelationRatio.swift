extension Correlation {
  /// The correlation ratio η of numbers in groups: the root of the share of their variance that lies between the groups;
  /// Pearson (1905). 0 where all groups have the same mean, 1 where each holds one value only. nil for lists of different
  /// lengths, fewer than two groups, a number that is not finite, and numbers that are all the same. O(n log n).
  /// - Parameter isCorrected: without its bias, as k groups of n rows that have nothing to do with the numbers have an η²
  ///   of about (k − 1) / (n − 1): the root of ε², Kelley (1935), 0 where that is below 0.
  public static func ratio(_ values: [Double], groups: [Int], isCorrected: Bool = false) -> Double? {
    guard values.count == groups.count, let first = values.first, values.allSatisfy(\.isFinite),
      values.contains(where: { $0 != first }), groups.contains(where: { $0 != groups[0] })
    else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    var sums: [Int: (sum: Double, count: Double)] = [:]
    var total = 0.0
    for (value, group) in zip(values, groups) {
      let own = sums[group] ?? (0, 0)
      sums[group] = (own.sum + value - mean, own.count + 1)
      total += (value - mean) * (value - mean)
    }
    guard total > 0, total.isFinite else { return nil }
    let between = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value.sum * $1.value.sum / $1.value.count }
    let share = min(1, between / total)
    guard isCorrected else { return share.squareRoot() }
    let (inside, outside) = (Double(values.count - sums.count), Double(values.count - 1))
    return inside > 0 ? max(0, 1 - (1 - share) * outside / inside).squareRoot() : 0
  }

  /// The same of the numbers' mid-ranks, which no far value decides: the root of Kruskal and Wallis' H (1952) with its
  /// correction for ties, over n − 1.
  public static func rankRatio(_ values: [Double], groups: [Int], isCorrected: Bool = false) -> Double? {
    MidRanks(values).flatMap { ratio($0.ranks, groups: groups, isCorrected: isCorrected) }
  }
}
