/// The weighted mean over rows 0..<count; rows of weight 0 are not looked at. nil when the weights are of another
/// number, negative, not finite or all 0, and when a value is nil or NaN.
func weightedMean(_ count: Int, _ weights: [Double]?, _ value: (Int) -> Double?) -> Double? {
  guard areWeights(weights, count) else { return nil }
  var (sum, total) = (0.0, 0.0)
  for row in 0..<count {
    let weight = weights?[row] ?? 1
    if weight == 0 { continue }
    guard let value = value(row), !value.isNaN else { return nil }
    sum += weight * value
    total += weight
  }
  return total > 0 ? sum / total : nil
}

/// None, or one a row, finite and not negative.
func areWeights(_ weights: [Double]?, _ count: Int) -> Bool {
  guard let weights else { return true }
  return weights.count == count && weights.allSatisfy { $0 >= 0 && $0.isFinite }
}

/// As many equally weighted rows tell as much: (Σw)² / Σw², Kish (1965), Survey Sampling. nil without weight.
public func effectiveCount(_ weights: [Double]) -> Double? {
  let total = weights.reduce(0, +)
  return total > 0 ? total * total / weights.reduce(0) { $0 + $1 * $1 } : nil
}
