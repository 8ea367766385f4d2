/// Whether two independent samples of numbers have the same location. nil when a value is NaN.
public enum TwoSampleTests {
  /// Welch's t-test (1947), two-sided, for unequal variances. 1 for the same constant on both sides; nil for different
  /// constants, fewer than two values on a side, or an infinite value.
  public static func welch(_ first: [Double], _ second: [Double]) -> Double? {
    guard let meanA = FoldIntervals.mean(first), let meanB = FoldIntervals.mean(second),
      let a = FoldIntervals.deviation(first), let b = FoldIntervals.deviation(second)
    else { return nil }
    let (n, m) = (Double(first.count), Double(second.count))
    let (partA, partB) = (a * a / n, b * b / m)
    let variance = partA + partB
    if variance == 0 { return meanA == meanB ? 1 : nil }
    let freedom = variance * variance / (partA * partA / (n - 1) + partB * partB / (m - 1))
    return StudentDistribution.twoSided((meanA - meanB) / variance.squareRoot(), degreesOfFreedom: freedom)
  }

  /// Whether rows inside and outside have the same mean, two-sided, where rows of one cluster are not independent: t with
  /// the cluster-robust variance of Liang and Zeger (1986) and clusters − 1 degrees of freedom, which each row a cluster
  /// of its own makes nearly Welch's. 1 for the same constant on both sides; nil for an empty side, fewer than two
  /// clusters, different constants, or a value that is not finite. O(n).
  /// - Parameter clusters: a number a row.
  public static func clustered(_ values: [Double], isInside: [Bool], clusters: [Int]) -> Double? {
    let inside = isInside.indices.filter { isInside[$0] }
    let outside = isInside.indices.filter { !isInside[$0] }
    guard let meanIn = FoldIntervals.mean(inside.map { values[$0] }),
      let meanOut = FoldIntervals.mean(outside.map { values[$0] })
    else { return nil }
    var influence: [Int: Double] = [:]
    for row in inside { influence[clusters[row], default: 0] += (values[row] - meanIn) / Double(inside.count) }
    for row in outside { influence[clusters[row], default: 0] -= (values[row] - meanOut) / Double(outside.count) }
    return p(of: meanIn - meanOut, influence)
  }

  /// Whether the mean is 0, two-sided: Student's t (1908), or the same with clusters as in `clustered`. nil for fewer
  /// than two rows or clusters, a constant other than 0, or a value that is not finite. O(n).
  public static func meanIsZero(_ values: [Double], clusters: [Int]? = nil) -> Double? {
    guard let mean = FoldIntervals.mean(values) else { return nil }
    var influence: [Int: Double] = [:]
    for row in values.indices {
      influence[clusters?[row] ?? row, default: 0] += (values[row] - mean) / Double(values.count)
    }
    return p(of: mean, influence)
  }

  /// - Parameter influence: of each cluster on the estimate; they add up to 0.
  private static func p(of estimate: Double, _ influence: [Int: Double]) -> Double? {
    let count = Double(influence.count)
    guard count > 1 else { return nil }
    // In the order of the clusters, as a sum depends on its order.
    let squares = influence.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
    let variance = count / (count - 1) * squares
    if variance == 0 { return estimate == 0 ? 1 : nil }
    return StudentDistribution.twoSided(estimate / variance.squareRoot(), degreesOfFreedom: count - 1)
  }

  /// Mann and Whitney's U test (1947), two-sided: exact up to 8 values on the smaller side without ties, else the
  /// normal approximation corrected for ties and continuity, as SciPy's `mannwhitneyu`. 1 when all values are the same;
  /// nil for an empty side. O(n log n).
  public static func mannWhitney(_ first: [Double], _ second: [Double]) -> Double? {
    guard !first.isEmpty, !second.isEmpty, let ranked = MidRanks(first + second) else { return nil }
    let (n, m) = (Double(first.count), Double(second.count))
    let u = ranked.ranks.prefix(first.count).reduce(0, +) - n * (n + 1) / 2
    let larger = max(u, n * m - u)
    if min(first.count, second.count) <= 8, ranked.tieSizes.allSatisfy({ $0 == 1 }) {
      let share = shareOfArrangements(first.count, second.count, upTo: Int(n * m - larger))
      return min(1, 2 * share)
    }
    let total = n + m
    let ties = ranked.tieSizes.reduce(0.0) { $0 + Double($1 * $1 - 1) * Double($1) }
    let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    guard variance > 0 else { return 1 }
    let z = (larger - n * m / 2 - 0.5) / variance.squareRoot()
    return min(1, 2 * NormalDistribution.cumulative(-z))
  }

  /// P(U ≤ limit) over all arrangements of n and m values: the coefficients of the Gaussian binomial, one factor
  /// (1 − qᵐ⁺ⁱ) / (1 − qⁱ) after the other.
  private static func shareOfArrangements(_ n: Int, _ m: Int, upTo limit: Int) -> Double {
    var ways = [Double](repeating: 0, count: limit + 1)
    ways[0] = 1
    var all = 1.0
    let (fewer, more) = (min(n, m), max(n, m))
    for factor in 1...fewer {
      for u in stride(from: limit, through: more + factor, by: -1) { ways[u] -= ways[u - more - factor] }
      for u in stride(from: factor, through: limit, by: 1) { ways[u] += ways[u - factor] }
      all *= Double(more + factor) / Double(factor)
    }
    return ways.reduce(0, +) / all
  }
}
