/// Quantiles of a sample.
public enum Quantiles {
  /// With linear interpolation: numpy's default; Hyndman and Fan (1996), type 7. The values are not empty.
  public static func linear(_ share: Double, ofSorted values: [Double]) -> Double {
    let position = min(max(share, 0), 1) * Double(values.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, values.count - 1)
    return values[lower] + (values[upper] - values[lower]) * (position - Double(lower))
  }

  /// The value with half of the weight on each side, or the mean of the two where the weight divides evenly between
  /// them. nil without weight. O(n log n).
  static func weightedMedian(_ values: [Double], weights: [Double]?) -> Double? {
    let order = values.indices.filter { weights?[$0] != 0 }.sorted { values[$0] < values[$1] }
    let half = order.reduce(0) { $0 + (weights?[$1] ?? 1) } / 2
    var below = 0.0
    for (place, row) in order.enumerated() {
      below += weights?[row] ?? 1
      if below == half, place + 1 < order.count { return (values[row] + values[order[place + 1]]) / 2 }
      if below > half { return values[row] }
    }
    return order.last.map { values[$0] }
  }
}
