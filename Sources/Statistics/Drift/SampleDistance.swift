/// How far two samples of numbers are apart. Each is nil for an empty side or a NaN or infinite value; O(n log n).
public enum SampleDistance {
  /// The area between the distribution functions, in the values' unit: Wasserstein-1, the earth mover's distance.
  public static func wasserstein(_ first: [Double], _ second: [Double]) -> Double? {
    integral(first, second) { abs($0) }
  }

  /// In standard deviations (with n) of the reference; nil when that is constant.
  public static func normalizedWasserstein(reference: [Double], current: [Double]) -> Double? {
    guard let distance = wasserstein(reference, current), let deviation = FoldIntervals.deviation(reference),
      deviation > 0
    else { return nil }
    let count = Double(reference.count)
    return distance / (deviation * ((count - 1) / count).squareRoot())
  }

  /// √(2 ∫ (F − G)²), Székely and Rizzo (2013).
  public static func energy(_ first: [Double], _ second: [Double]) -> Double? {
    integral(first, second) { $0 * $0 }.map { (2 * $0).squareRoot() }
  }

  private static func integral(_ first: [Double], _ second: [Double], _ gap: (Double) -> Double) -> Double? {
    guard !first.isEmpty, !second.isEmpty, first.allSatisfy(\.isFinite), second.allSatisfy(\.isFinite)
    else { return nil }
    var sum = 0.0
    var last: Double?
    var difference = 0.0
    MergedSteps.walk(first.sorted(), second.sorted()) { value, below in
      if let last { sum += gap(difference) * (value - last) }
      difference = Double(below.0) / Double(first.count) - Double(below.1) / Double(second.count)
      last = value
    }
    return sum
  }
}

/// Both samples' distribution functions, step by step.
enum MergedSteps {
  /// Calls with each distinct value and the number of values up to it on either side.
  static func walk(_ first: [Double], _ second: [Double], _ visit: (Double, (Int, Int)) -> Void) {
    var (i, j) = (0, 0)
    while i < first.count || j < second.count {
      let value = j == second.count || i < first.count && first[i] <= second[j] ? first[i] : second[j]
      while i < first.count, first[i] == value { i += 1 }
      while j < second.count, second[j] == value { j += 1 }
      visit(value, (i, j))
    }
  }
}
