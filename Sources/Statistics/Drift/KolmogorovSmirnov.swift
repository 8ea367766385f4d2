internal import Glibc

/// The two-sample test of Kolmogorov (1933) and Smirnov (1939), two-sided.
public struct KolmogorovSmirnov: Equatable, Sendable {
  /// The largest gap between the distribution functions.
  public var distance: Double
  /// Exact for samples without ties, and on the safe side with ties, if `isExact`; else Smirnov's limit with the
  /// correction of Stephens (1970). With many rows any difference is significant: look at `distance`.
  public var pValue: Double
  public var isExact: Bool

  /// The largest product of the two counts for which the exact p-value is computed, in as many steps.
  public static let largestExactProduct = 4_000_000

  /// nil for an empty side or a NaN. O(n log n).
  public init?(_ first: [Double], _ second: [Double]) {
    guard !first.isEmpty, !second.isEmpty, !first.contains(where: \.isNaN), !second.contains(where: \.isNaN)
    else { return nil }
    let (n, m) = (first.count, second.count)
    var largest = 0
    MergedSteps.walk(first.sorted(), second.sorted()) { _, below in
      largest = max(largest, abs(below.0 * m - below.1 * n))
    }
    distance = Double(largest) / Double(n) / Double(m)
    isExact = Double(n) * Double(m) <= Double(Self.largestExactProduct)
    if isExact {
      pValue = Self.shareOfPaths(n, m, reaching: largest)
    } else {
      let root = (Double(n) * Double(m) / Double(n + m)).squareRoot()
      pValue = Self.limit((root + 0.12 + 0.11 / root) * distance)
    }
  }

  /// Of all lattice paths from (0, 0) to (n, m) the share with a point where |i·m − j·n| ≥ gap: the chance of a random
  /// order of the rows, which takes each next row with equal chance, to get there. Only positive numbers are added, so
  /// small shares are accurate.
  private static func shareOfPaths(_ n: Int, _ m: Int, reaching gap: Int) -> Double {
    if gap == 0 { return 1 }
    var share = 0.0
    // Chance of being at (i, j) without having been there, for the current i.
    var column = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        let left = Double(n + m - i - j)
        let fromLeft = i > 0 ? column[j] * Double(n - i + 1) / (left + 1) : (j == 0 ? 1 : 0)
        let fromBelow = j > 0 ? column[j - 1] * Double(m - j + 1) / (left + 1) : 0
        column[j] = fromLeft + fromBelow
        if abs(i * m - j * n) >= gap {
          share += column[j]
          column[j] = 0
        }
      }
    }
    return min(1, share)
  }

  /// 2 Σ (−1)ᵏ⁻¹ exp(−2 k² λ²)
  private static func limit(_ lambda: Double) -> Double {
    if lambda < 0.2 { return 1 }
    let terms = (1...100).map { k in (k % 2 == 1 ? 2.0 : -2.0) * exp(-2 * Double(k * k) * lambda * lambda) }
    return max(0, min(1, terms.reduce(0, +)))
  }
}
