import Glibc

/// The labelled places of one axis: at 1, 2 or 5 times a power of ten, labels with the same number of decimals.
///
/// When no round values fall inside the range, its ends are labelled instead.
public struct AxisTicks: Equatable, Sendable {
  public struct Tick: Equatable, Sendable {
    public var value: Double
    public var label: String

    public init(value: Double, label: String) { (self.value, self.label) = (value, label) }
  }

  /// Ascending by value, values inside the range.
  public var ticks: [Tick]

  init(ticks: [Tick]) { self.ticks = ticks }

  /// Every `stride`-th of them, from the first.
  func every(_ stride: Int) -> AxisTicks {
    AxisTicks(ticks: Swift.stride(from: 0, to: ticks.count, by: stride).map { ticks[$0] })
  }

  // MARK: Grids

  /// Multiples `multiples` of `mantissa × 10^power`.
  struct Grid {
    var mantissa: Int128
    var power: Int
    var multiples: ClosedRange<Int128>
  }

  /// The finest 1-2-5 grid with at most `limit` points inside `range`; nil when it has fewer than two, or when
  /// doubles cannot tell its points apart.
  static func finestGrid(_ range: ClosedRange<Double>, limit: Int, smallestPower: Int) -> Grid? {
    // Halves, since the span of two huge ends of opposite sign is not finite.
    let halfSpan = range.upperBound / 2 - range.lowerBound / 2
    guard halfSpan > 0 else { return nil }
    let start = Swift.max(DecimalDigits(halfSpan).exponent - 1 - decimalLength(limit), smallestPower)
    for power in start...(start + decimalLength(limit) + 3) {
      for mantissa in [Int128(1), 2, 5] {
        guard let grid = grid(range, mantissa: mantissa, power: power) else { continue }
        let count = grid.multiples.upperBound - grid.multiples.lowerBound + 1
        if count < 2 { return nil }
        if count <= Int128(limit) { return grid }
      }
    }
    return nil
  }

  /// All the 1-2-5 grids with 2 to `limit` points inside `range`, the finest first.
  static func grids(_ range: ClosedRange<Double>, limit: Int, smallestPower: Int) -> [Grid] {
    var (grids, limit) = ([Grid](), limit)
    while limit >= 2, let grid = finestGrid(range, limit: limit, smallestPower: smallestPower) {
      grids.append(grid)
      limit = Int(grid.multiples.upperBound - grid.multiples.lowerBound)
    }
    return grids
  }

  private static func decimalLength(_ count: Int) -> Int { String(Swift.max(count, 1)).utf8.count }

  /// nil when the multiples are too large for doubles to be exact about them.
  private static func grid(_ range: ClosedRange<Double>, mantissa: Int128, power: Int) -> Grid? {
    guard let unit = Double("\(mantissa)e\(power)"), unit > 0, unit.isFinite else { return nil }
    let (low, high) = (range.lowerBound / unit, range.upperBound / unit)
    guard low.magnitude < 1e15, high.magnitude < 1e15 else { return nil }
    // A range's end that is a grid point up to rounding belongs to it.
    let slack = 1e-9
    let (first, last) = ((low - slack).rounded(.up), (high + slack).rounded(.down))
    guard first <= last else { return Grid(mantissa: mantissa, power: power, multiples: 0...0) }
    return Grid(mantissa: mantissa, power: power, multiples: Int128(first)...Int128(last))
  }

  // MARK: Labels

  static func labelled(_ grid: Grid) -> [Tick] {
    let points = grid.multiples.map { $0 * grid.mantissa }
    let exact = points.map { DecimalDigits($0, power: grid.power) }
    let largest = exact.filter { !$0.isZero }.map(\.exponent).max() ?? 0
    if grid.power >= 3, largest <= 15 { return labelledSteps(grid) }
    let isPlain = largest <= 6 && grid.power >= -6
    return zip(points, exact).map { point, digits in
      let value = Double("\(point)e\(grid.power)") ?? 0
      if isPlain { return Tick(value: value, label: digits.plain(decimals: Swift.max(-grid.power, 0), grouped: true)) }
      return Tick(value: value, label: powerLabel(digits, power: largest - 1, decimals: largest - 1 - grid.power))
    }
  }

  /// All labels of an axis share the power: `0`, `0.5e-9`, `1.0e-9`.
  private static func powerLabel(_ digits: DecimalDigits, power: Int, decimals: Int) -> String {
    if digits.isZero { return "0" }
    var mantissa = digits
    mantissa.exponent -= power
    return mantissa.plain(decimals: Swift.max(decimals, 0)) + "e\(power)"
  }

  static func labelledSteps(_ grid: Grid) -> [Tick] {
    let points = grid.multiples.map { DecimalDigits($0 * grid.mantissa, power: grid.power) }
    let largest = points.map(\.exponent).max() ?? 0
    let group = largest > 4 || grid.power >= 3 ? Swift.min(grid.power / 3, 6) : 0
    let suffix = ["", "k", "M", "G", "T", "P", "E"][group]
    return zip(grid.multiples, points).map { multiple, digits in
      let value = Double("\(multiple * grid.mantissa)e\(grid.power)") ?? 0
      if digits.isZero { return Tick(value: 0, label: "0") }
      var scaled = digits
      scaled.exponent -= 3 * group
      return Tick(value: value, label: scaled.plain(decimals: 0, grouped: true) + suffix)
    }
  }

  /// The range's own ends, with as many digits as tell them apart.
  static func ends(_ range: ClosedRange<Double>, limit: Int) -> AxisTicks {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low < high, limit >= 2 else {
      let middle = low / 2 + high / 2
      return AxisTicks(ticks: [Tick(value: middle, label: NumberFormat.significant(middle))])
    }
    for digits in 3...17 {
      let labels = [low, high].map { NumberFormat.significant($0, digits: digits) }
      if labels[0] != labels[1] || digits == 17 {
        return AxisTicks(ticks: [Tick(value: low, label: labels[0]), Tick(value: high, label: labels[1])])
      }
    }
    return AxisTicks(ticks: [Tick(value: low, label: NumberFormat.significant(low))])
  }
}
