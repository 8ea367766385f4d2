internal import Glibc

extension Correlation {
  /// Pearson's correlation with its p-value, Student's t with n − 2 degrees of freedom. nil for fewer than three rows.
  public static func pearsonTest(_ x: [Double], _ y: [Double]) -> Result? {
    guard let coefficient = pearson(x, y) else { return nil }
    return tested(coefficient, count: x.count)
  }

  /// Pearson's correlation of mid-ranks, Spearman (1904). O(n log n).
  public static func spearman(_ x: [Double], _ y: [Double]) -> Double? {
    guard x.count == y.count, let first = MidRanks(x), let second = MidRanks(y) else { return nil }
    return pearson(first.ranks, second.ranks)
  }

  /// With its p-value as `pearsonTest`; nil for fewer than three rows.
  public static func spearmanTest(_ x: [Double], _ y: [Double]) -> Result? {
    guard let coefficient = spearman(x, y) else { return nil }
    return tested(coefficient, count: x.count)
  }

  private static func tested(_ r: Double, count: Int) -> Result? {
    guard count > 2 else { return nil }
    let freedom = Double(count - 2)
    let t = r * (freedom / ((1 - r) * (1 + r))).squareRoot()
    return Result(coefficient: r, pValue: StudentDistribution.twoSided(t, degreesOfFreedom: freedom))
  }

  /// Kendall's τ_b (1945) with the p-value of the normal approximation, corrected for ties as SciPy's
  /// `kendalltau(method="asymptotic")`; nil for fewer than three rows. O(n log n), Knight (1966).
  public static func kendallTest(_ x: [Double], _ y: [Double]) -> Result? {
    guard x.count == y.count, x.count > 2, let first = MidRanks(x), let second = MidRanks(y),
      first.tieSizes.count > 1, second.tieSizes.count > 1
    else { return nil }
    let n = Double(x.count)
    let order = x.indices.sorted { (first.ranks[$0], second.ranks[$0]) < (first.ranks[$1], second.ranks[$1]) }
    var ranks = order.map { second.ranks[$0] }
    let pairs = n * (n - 1) / 2
    let (tiedX, tiedY) = (tiedPairs(first.tieSizes), tiedPairs(second.tieSizes))
    var sizes: [Int] = []
    for (place, row) in order.enumerated() {
      let isNew =
        place == 0 || first.ranks[order[place - 1]] != first.ranks[row]
        || second.ranks[order[place - 1]] != second.ranks[row]
      if isNew { sizes.append(1) } else { sizes[sizes.count - 1] += 1 }
    }
    let excess = pairs - tiedX - tiedY + tiedPairs(sizes) - 2 * inversions(&ranks)
    let coefficient = excess / (pairs - tiedX).squareRoot() / (pairs - tiedY).squareRoot()
    let z = excess / kendallVariance(n, first.tieSizes, second.tieSizes).squareRoot()
    return Result(
      coefficient: max(-1, min(1, coefficient)), pValue: min(1, 2 * NormalDistribution.cumulative(-abs(z))))
  }

  private static func tiedPairs(_ sizes: [Int]) -> Double { sizes.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 } }

  private static func kendallVariance(_ n: Double, _ x: [Int], _ y: [Int]) -> Double {
    func sum(_ sizes: [Int], _ term: (Double) -> Double) -> Double { sizes.reduce(0) { $0 + term(Double($1)) } }
    let all = n * (n - 1)
    let triples = sum(x) { $0 * ($0 - 1) * ($0 - 2) } * sum(y) { $0 * ($0 - 1) * ($0 - 2) }
    let spread = all * (2 * n + 5) - sum(x) { $0 * ($0 - 1) * (2 * $0 + 5) } - sum(y) { $0 * ($0 - 1) * (2 * $0 + 5) }
    return spread / 18 + 2 * tiedPairs(x) * tiedPairs(y) / all + triples / (9 * all * (n - 2))
  }

  /// Pairs out of order, by merge sort; the values are sorted afterwards.
  private static func inversions(_ values: inout [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    var left = Array(values[..<(values.count / 2)])
    var right = Array(values[(values.count / 2)...])
    var count = inversions(&left) + inversions(&right)
    var (i, j) = (0, 0)
    for place in values.indices {
      if j == right.count || i < left.count && left[i] <= right[j] {
        values[place] = left[i]
        i += 1
      } else {
        count += Double(left.count - i)
        values[place] = right[j]
        j += 1
      }
    }
    return count
  }
}
