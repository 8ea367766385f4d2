/// How far the means of two groups of rows are apart.
public enum MeanDifference {
  /// Values of one group.
  public struct Sample: Sendable {
    var values: [Double]
    var weights: [Double]?
    var clusters: [Int]?

    /// - Parameters:
    ///   - weights: one a value; nil: 1 each.
    ///   - clusters: a number a value; those of one cluster are not independent, also across the two groups. nil: all are.
    public init(_ values: [Double], weights: [Double]? = nil, clusters: [Int]? = nil) {
      (self.values, self.weights, self.clusters) = (values, weights, clusters)
    }
  }

  /// First less second with its interval: Welch's (1947), of weighted means the linearised one; with clusters the robust
  /// variance of Liang and Zeger (1986) with the fewer group's clusters − 1 degrees of freedom. The interval is nil for fewer
  /// than two values or clusters with weight in a group and where no value differs; nil altogether for a group without weight.
  public static func of(_ first: Sample, _ second: Sample, level: Double) -> (value: Double, bounds: Bounds?)? {
    guard let a = Influence(first), let b = Influence(second) else { return nil }
    let value = a.mean - b.mean
    guard let spread = spread(a, b), spread.variance > 0, isLevel(level) else { return (value, nil) }
    let reach =
      spread.variance.squareRoot() * StudentDistribution.quantile((1 + level) / 2, degreesOfFreedom: spread.freedom)
    return (value, Bounds(low: value - reach, high: value + reach))
  }

  /// What each independent unit adds to a mean.
  private struct Influence {
    var mean: Double
    /// By cluster, or one a value.
    var ofUnit: [Int: Double] = [:]
    var isClustered: Bool

    init?(_ sample: Sample) {
      let weights = sample.weights ?? [Double](repeating: 1, count: sample.values.count)
      let total = weights.reduce(0, +)
      guard total > 0, weights.count == sample.values.count else { return nil }
      mean = zip(sample.values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      isClustered = sample.clusters != nil
      for (place, value) in sample.values.enumerated() where weights[place] > 0 {
        ofUnit[sample.clusters?[place] ?? place, default: 0] += weights[place] * (value - mean) / total
      }
    }

    /// In the order of the units, as a sum depends on its order.
    var variance: Double {
      let count = Double(ofUnit.count)
      return count / (count - 1) * ofUnit.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
    }
  }

  private static func spread(_ a: Influence, _ b: Influence) -> (variance: Double, freedom: Double)? {
    let (n, m) = (Double(a.ofUnit.count), Double(b.ofUnit.count))
    guard n > 1, m > 1 else { return nil }
    if a.isClustered || b.isClustered {
      let joined = a.ofUnit.merging(b.ofUnit.mapValues { -$0 }, uniquingKeysWith: +)
      let count = Double(joined.count)
      let squares = joined.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
      return (count / (count - 1) * squares, min(n, m) - 1)
    }
    let (u, v) = (a.variance, b.variance)
    return (u + v, (u + v) * (u + v) / (u * u / (n - 1) + v * v / (m - 1)))
  }
}
