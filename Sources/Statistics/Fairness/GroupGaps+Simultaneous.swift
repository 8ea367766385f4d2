/// Intervals of the gap between the highest and the lowest of several groups that hold for all pairs of groups at once:
/// among many small groups some two always look far apart.
extension GroupGaps {
  /// A rate and of how many rows it is, the effective number where rows have weights.
  public struct Rate: Equatable, Sendable {
    public var value: Double
    public var rows: Double

    public init(value: Double, rows: Double) { (self.value, self.rows) = (value, rows) }
  }

  /// Of the largest difference inside any of several families of rates, such as true and false positive rates: for each
  /// pair Newcombe's interval (1998, method 10) at the level that Bonferroni asks of all. nil for a family of fewer than
  /// two groups.
  public static func simultaneousDifference(_ families: [[Rate]], level: Double) -> Bounds? {
    guard !families.isEmpty, families.allSatisfy({ $0.count > 1 }), isLevel(level) else { return nil }
    let pairs = families.flatMap(pairs)
    let each = 1 - (1 - level) / Double(pairs.count)
    var widest = Bounds(low: 0, high: 0)
    for (one, other) in pairs {
      guard
        let found = ProportionIntervals.newcombe(
          k1: one.value * one.rows, n1: one.rows, k2: other.value * other.rows, n2: other.rows, level: each)
      else { return nil }
      widest.low = max(widest.low, found.low, -found.high)
      widest.high = max(widest.high, found.high, -found.low)
    }
    return widest
  }

  /// Of the lowest rate over the highest: for each pair the interval of Donner and Zou (2012), Closed-form confidence
  /// intervals for functions of the normal mean and standard deviation, from two of Wilson's. nil for fewer than two
  /// groups, and where all rates are 0.
  public static func simultaneousRatio(_ rates: [Rate], level: Double) -> Bounds? {
    guard rates.count > 1, rates.contains(where: { $0.value > 0 }), isLevel(level) else { return nil }
    let pairs = pairs(rates)
    let each = 1 - (1 - level) / Double(pairs.count)
    var widest = Bounds(low: 1, high: 1)
    for (one, other) in pairs + pairs.map({ ($1, $0) }) where other.value > 0 {
      guard let found = ratio(one, other, level: each) else { return nil }
      widest.low = min(widest.low, found.low)
      widest.high = min(widest.high, found.high)
    }
    return widest
  }

  private static func pairs(_ rates: [Rate]) -> [(Rate, Rate)] {
    rates.indices.flatMap { first in rates[(first + 1)...].map { (rates[first], $0) } }
  }

  /// The upper end is infinite where the lower one of the denominator is 0.
  static func ratio(_ upper: Rate, _ lower: Rate, level: Double) -> Bounds? {
    func wilson(_ rate: Rate) -> Bounds? {
      ProportionIntervals.wilson(successes: rate.value * rate.rows, trials: rate.rows, level: level)
    }
    guard let a = wilson(upper), let b = wilson(lower) else { return nil }
    let (p, q) = (upper.value, lower.value)
    func end(_ own: Double, _ other: Double, sign: Double) -> Double {
      let scale = other * (2 * q - other)
      let root = max(0, p * p * q * q - own * (2 * p - own) * scale).squareRoot()
      return scale == 0 ? (sign > 0 ? .infinity : 0) : (p * q + sign * root) / scale
    }
    return Bounds(low: max(0, end(a.low, b.high, sign: -1)), high: b.low > 0 ? end(a.high, b.low, sign: 1) : .infinity)
  }
}
