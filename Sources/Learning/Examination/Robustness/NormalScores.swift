internal import Statistics

/// Numbers as normal scores: van der Waerden (1952), by percentiles of the training rows with linear interpolation. Beyond
/// them the score goes on in steps of the numbers' own spread, so that far values are far.
struct NormalScores: Equatable, Sendable {
  /// Percentiles 0 to 100, ascending; empty where every cell was missing.
  let quantiles: [Double]
  /// What counts as one step beyond the ends: the spread of the middle half as a standard deviation, of all where that
  /// half is one value; 1 where all are.
  let unit: Double

  /// Where the percentiles end.
  static let end = NormalDistribution.quantile(0.9975)
  private static let furthest = 1000.0
  private static let steps = 100

  init(quantiles: [Double], unit: Double) { (self.quantiles, self.unit) = (quantiles, unit) }

  init(_ values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last else {
      self.init(quantiles: [], unit: 1)
      return
    }
    let quantiles = (0...Self.steps).map { Quantiles.linear(Double($0) / Double(Self.steps), ofSorted: sorted) }
    let middle = (quantiles[75] - quantiles[25]) / 1.349
    self.init(quantiles: quantiles, unit: middle > 0 ? middle : last > first ? (last - first) / (2 * Self.end) : 1)
  }

  /// 0 for a missing cell, and for any where none was there in training.
  func score(_ value: Double) -> Double {
    guard value.isFinite, let first = quantiles.first, let last = quantiles.last else { return 0 }
    if value < first { return max(-Self.furthest, -Self.end - (first - value) / unit) }
    if value > last { return min(Self.furthest, Self.end + (value - last) / unit) }
    // Of a value that many rows have, the middle of its percentiles.
    let share = (place(of: value, isLow: true) + place(of: value, isLow: false)) / 2 / Double(Self.steps)
    return NormalDistribution.quantile(min(max(share, 0.0025), 0.9975))
  }

  /// Beyond all training rows.
  func isOutside(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    return value < quantiles.first ?? .infinity || value > quantiles.last ?? -.infinity
  }

  /// The percentile with this value, the lowest or the highest of them.
  private func place(of value: Double, isLow: Bool) -> Double {
    let next = isLow ? quantiles.firstIndex { $0 >= value } : quantiles.firstIndex { $0 > value }
    guard let next else { return Double(Self.steps) }
    if isLow, quantiles[next] == value { return Double(next) }
    guard next > 0 else { return 0 }
    let (below, above) = (quantiles[next - 1], quantiles[next])
    return Double(next - 1) + (value - below) / (above - below)
  }
}
