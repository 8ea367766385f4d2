/// Quantiles of a sample.
enum Quantiles {
  /// With linear interpolation: numpy's default; Hyndman and Fan (1996), type 7. The values are not empty.
  static func linear(_ share: Double, ofSorted values: [Double]) -> Double {
    let position = min(max(share, 0), 1) * Double(values.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, values.count - 1)
    return values[lower] + (values[upper] - values[lower]) * (position - Double(lower))
  }
}
