internal import Glibc

/// How far two histograms over the same bins are apart. Each is nil when a side is empty or the lists differ in length.
public enum HistogramDistance {
  /// Half the sum of the differences of shares, between 0 and 1.
  public static func totalVariation(_ first: [Int], _ second: [Int]) -> Double? {
    shares(first, second).map { $0.reduce(0) { $0 + abs($1.0 - $1.1) } / 2 }
  }

  /// The largest difference of a share.
  public static func largestShift(_ first: [Int], _ second: [Int]) -> Double? {
    shares(first, second)?.map { abs($0.0 - $0.1) }.max()
  }

  /// √(Σ (√p − √q)² / 2), between 0 and 1: Hellinger (1909).
  public static func hellinger(_ first: [Int], _ second: [Int]) -> Double? {
    shares(first, second).map { shares in
      let sum = shares.reduce(0) { sum, pair in
        let gap = pair.0.squareRoot() - pair.1.squareRoot()
        return sum + gap * gap
      }
      return (sum / 2).squareRoot()
    }
  }

  /// Jensen–Shannon divergence in bits, between 0 and 1: Lin (1991).
  public static func jensenShannonDivergence(_ first: [Int], _ second: [Int]) -> Double? {
    shares(first, second).map { shares in
      let sum = shares.reduce(0) { sum, pair in
        let middle = (pair.0 + pair.1) / 2
        func part(_ p: Double) -> Double { p > 0 ? p * log2(p / middle) : 0 }
        return sum + part(pair.0) + part(pair.1)
      }
      return max(0, min(1, sum / 2))
    }
  }

  /// Its square root, a metric: Endres and Schindelin (2003). Base 2; times √ln 2 for nats, as SciPy's default.
  public static func jensenShannon(_ first: [Int], _ second: [Int]) -> Double? {
    jensenShannonDivergence(first, second)?.squareRoot()
  }

  private static func shares(_ first: [Int], _ second: [Int]) -> [(Double, Double)]? {
    let (n, m) = (Double(first.reduce(0, +)), Double(second.reduce(0, +)))
    guard first.count == second.count, n > 0, m > 0 else { return nil }
    return zip(first, second).map { (Double($0) / n, Double($1) / m) }
  }
}

extension NumericBins {
  /// Bins over both samples together, for distances between them: every value of the reference and the current sample
  /// if the reference has at most 20, else ⌈log₂ n + 1⌉ bins of equal width, Sturges (1926), on the n finite values of
  /// both.
  public init(spanning reference: [Double], and current: [Double]) {
    let sorted = (reference + current).filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last, low < high else {
      self.init(edges: [])
      return
    }
    if Set(reference.filter(\.isFinite)).count <= 20 {
      self.init(edges: zip(sorted, sorted.dropFirst()).filter { $0 != $1 }.map { $1 })
    } else {
      let count = Int((log2(Double(sorted.count)) + 1).rounded(.up))
      self.init(edges: (1..<count).map { low + (high - low) * Double($0) / Double(count) })
    }
  }
}
