internal import Glibc

/// Population stability index, Σ (cᵢ − rᵢ) · ln(cᵢ / rᵢ) over bins, with r the reference's share and c the current
/// sample's: Siddiqi, Credit Risk Scorecards (2006); the symmetric Kullback–Leibler divergence of the two histograms.
/// Shares below `smallestShare` count as that much, on both sides, so an empty bin stays finite; nothing is rescaled
/// afterwards.
public enum PopulationStability {
  public static let smallestShare = 1e-4

  /// What the index is on average when nothing has changed, about (bins − 1)(1/n + 1/m): Yurdakul (2018). It is 0.18
  /// for ten bins of a hundred rows against another hundred, so no threshold serves every number of rows. nil for no
  /// bins or an empty side.
  public static func expectedWithoutDrift(bins: Int, referenceCount: Int, currentCount: Int) -> Double? {
    guard bins > 0, referenceCount > 0, currentCount > 0 else { return nil }
    return Double(bins - 1) * (1 / Double(referenceCount) + 1 / Double(currentCount))
  }

  /// How often an index is at least as large when nothing has changed. It is then about 1/n + 1/m times a χ² with one
  /// degree of freedom fewer than there are bins: Yurdakul (2018). That holds for bins with rows on both sides, so an empty
  /// one counts as half a row here: with `smallestShare` in its place three in ten columns of 36 rows against 142, in
  /// ten bins, would be called rarer than one in a hundred. Bins that are empty on both sides do not count. nil when a
  /// side is empty or the lists differ in length; 1 for a single bin.
  public static func chanceWithoutDrift(reference: [Int], current: [Int]) -> Double? {
    let (n, m) = (Double(reference.reduce(0, +)), Double(current.reduce(0, +)))
    guard reference.count == current.count, n > 0, m > 0 else { return nil }
    let bins = zip(reference, current).filter { $0 > 0 || $1 > 0 }
    guard bins.count > 1 else { return 1 }
    let index = bins.reduce(0) { sum, counts in
      let (expected, actual) = (max(Double(counts.0), 0.5) / n, max(Double(counts.1), 0.5) / m)
      return sum + (actual - expected) * log(actual / expected)
    }
    return ChiSquaredDistribution.survival(index / (1 / n + 1 / m), degreesOfFreedom: Double(bins.count - 1))
  }

  /// From counts a category; a category may be absent from either side. nil when a side is empty.
  public static func index(reference: [String: Int], current: [String: Int]) -> Double? {
    let names = Set(reference.keys).union(current.keys).sorted()
    return index(reference: names.map { reference[$0] ?? 0 }, current: names.map { current[$0] ?? 0 })
  }

  /// From counts a bin, in the same order. nil when a side is empty or the lists differ in length.
  public static func index(reference: [Int], current: [Int]) -> Double? {
    let referenceTotal = Double(reference.reduce(0, +))
    let currentTotal = Double(current.reduce(0, +))
    guard reference.count == current.count, referenceTotal > 0, currentTotal > 0 else { return nil }
    return zip(reference, current).reduce(0) { sum, counts in
      let expected = max(Double(counts.0) / referenceTotal, smallestShare)
      let actual = max(Double(counts.1) / currentTotal, smallestShare)
      return sum + (actual - expected) * log(actual / expected)
    }
  }

  /// From numbers, where NaN is missing. nil when a side is empty. O(n log n).
  public static func index(
    reference: [Double], current: [Double], bins: Int = 10, binning: NumericBins.Rule = .quantilesAndAtoms
  ) -> Double? {
    let cuts = NumericBins(reference: reference, count: bins, rule: binning)
    return index(reference: cuts.counts(of: reference), current: cuts.counts(of: current))
  }
}

/// Bins fitted on a reference sample: [−∞, e₁), [e₁, e₂), …, [eₖ, ∞], closed on the left as numpy's
/// `histogram`, and one more for missing values.
public struct NumericBins: Equatable, Sendable {
  public enum Rule: Sendable {
    /// Quantiles with linear interpolation (numpy's default, Hyndman and Fan 1996, type 7), repeated edges once.
    case quantiles
    /// As `quantiles`, but a value that several quantiles fall on, such as the 0 of a zero-inflated column, is a bin
    /// of its own, and so is every value of a column with no more values than bins. Without this a column that is
    /// mostly one value has all its change hidden in one bin.
    case quantilesAndAtoms
  }

  /// Ascending, distinct; empty when the reference has no finite value.
  public var edges: [Double]

  /// Ascending and distinct edges.
  init(edges: [Double]) { self.edges = edges }

  public init(reference: [Double], count: Int, rule: Rule = .quantilesAndAtoms) {
    let sorted = reference.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty, count > 1 else {
      edges = []
      return
    }
    var all = (1..<count).map { Quantiles.linear(Double($0) / Double(count), ofSorted: sorted) }
    if rule == .quantilesAndAtoms {
      let values = Self.distinct(sorted)
      if values.count <= count {
        all = values.flatMap { [$0, $0.nextUp] }
      } else {
        let atoms = zip(all, all.dropFirst()).filter { $0 == $1 }.map { $0.0 }
        all += atoms.flatMap { [$0, $0.nextUp] }
      }
    }
    edges = Self.distinct(all.sorted())
  }

  /// One a bin, the last for NaN. O(n log k).
  public func counts(of values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: edges.count + 2)
    for value in values { counts[bin(of: value)] += 1 }
    return counts
  }

  /// The place of a value in `counts`.
  public func bin(of value: Double) -> Int {
    if value.isNaN { return edges.count + 1 }
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func distinct(_ sorted: [Double]) -> [Double] {
    sorted.reduce(into: []) { result, value in
      if result.last != value { result.append(value) }
    }
  }
}
