import TerminalModel

/// An axis of a chart whose points are not steps: numbers, numbers by their logarithm, or named levels.
public struct PlotAxis: Equatable, Sendable {
  public enum Scale: Equatable, Sendable {
    case linear
    /// Whole numbers.
    case whole
    /// Both ends of the range are above 0.
    case logarithmic
    /// The values are the levels' places, from 0.
    case levels([String])
  }

  public var name: String
  public var scale: Scale
  /// Finite.
  public var range: ClosedRange<Double>

  public init(_ name: String, range: ClosedRange<Double>, scale: Scale = .linear) {
    (self.name, self.range, self.scale) = (name, range, scale)
  }

  /// An axis for numbers: by their logarithm where they spread over more than a factor of 20 with most of them at its
  /// lower end. Values that are not finite have no place on it; 0…1 where none is.
  public init(_ name: String, numbers: [Double]) {
    let finite = numbers.filter(\.isFinite).sorted()
    guard let low = finite.first, let high = finite.last else {
      self.init(name, range: 0...1)
      return
    }
    let middle = finite[finite.count / 2]
    let isSkewed = low > 0 && high / low >= 20 && (middle / 2 - low / 2) < 0.35 * (high / 2 - low / 2)
    let areWhole = finite.allSatisfy { $0.rounded() == $0 && $0.magnitude < 1e15 }
    self.init(name, range: low...high, scale: isSkewed ? .logarithmic : areWhole ? .whole : .linear)
  }

  /// An axis for named levels, in the order of the alphabet.
  public init(_ name: String, levels: Set<String>) {
    let sorted = levels.sorted()
    self.init(name, range: 0...Double(max(sorted.count - 1, 0)), scale: .levels(sorted))
  }

  /// Where a value stands, 0…1; what lies beyond an end stands there. nil for NaN. The middle of an axis that is a single
  /// value. Levels stand in the middle of equal parts.
  public func share(_ value: Double) -> Double? {
    guard !value.isNaN else { return nil }
    if case .levels(let levels) = scale {
      return (max(0, min(value, range.upperBound)) + 0.5) / Double(max(levels.count, 1))
    }
    guard range.lowerBound < range.upperBound else { return 0.5 }
    return ValueScale(range, places: 2, transform: transform).share(value)
  }

  private var transform: ValueTransform { scale == .logarithmic ? ValueTransform(.log) : .linear }

  /// Where a level stands; nil for one that the axis does not have.
  public func share(ofLevel level: String) -> Double? {
    guard case .levels(let levels) = scale else { return nil }
    return levels.firstIndex(of: level).flatMap { share(Double($0)) }
  }

  // MARK: Labels

  /// Labels beside the axis, from its lower end. Levels may follow row on row.
  /// - Parameter dotsPerRow: places of the axis in a row; row 0 is the top.
  public func uprightLabels(rows: Int, dotsPerRow: Int) -> AxisLabels {
    var isLevels = false
    if case .levels = scale { isLevels = true }
    let limit = rows >= 3 ? 2 + rows / 3 : 1
    return AxisLabels.upright(ticks(limit: limit), rows: rows, distance: isLevels ? 1 : 2) { value in
      let dots = ValueScale(0...1, places: rows * dotsPerRow)
      return (dots.places - 1 - dots.place(share(value) ?? 0)) / dotsPerRow
    }
  }

  /// Labels below the axis and its name, shortened where it is long.
  public func lyingLabels(columns: Int, dotsPerColumn: Int) -> AxisLabels {
    let words = columns >= 30 ? HarmlessText.truncate(name, columns: columns / 3, mode: .middle) : ""
    var sets = ticks(limit: max(columns / 6, 2))
    var isLevels = false
    if case .levels = scale {
      isLevels = true
      for (set, tick) in sets.indices.flatMap({ set in sets[set].ticks.indices.map { (set, $0) } }) {
        let label = sets[set].ticks[tick].label
        sets[set].ticks[tick].label = HarmlessText.truncate(label, columns: max(4, columns / 4))
      }
    }
    return AxisLabels.lying(sets, name: words, insistsOnName: !isLevels, columns: columns) { value in
      ValueScale(0...1, places: columns * dotsPerColumn).place(share(value) ?? 0) / dotsPerColumn
    }
  }

  /// Sets of labelled values, the finest first. Of levels all, every second one, and so on.
  private func ticks(limit: Int) -> [AxisTicks] {
    switch scale {
    case .levels(let levels):
      let all = AxisTicks(ticks: levels.enumerated().map { AxisTicks.Tick(value: Double($0), label: $1) })
      return [1, 2, 3, 5, 10, 20, 50, 100, 1_000, max(levels.count, 1)].map { all.every($0) }
    case .whole:
      guard let low = Int64(exactly: range.lowerBound), let high = Int64(exactly: range.upperBound) else {
        return AxisTicks.candidates(range, transform, limit: limit)
      }
      return AxisLabels.steps(low...high, limit: limit)
    case .linear, .logarithmic: return AxisTicks.candidates(range, transform, limit: limit)
    }
  }

  /// Both ends of an axis of numbers, or its only value; empty for levels.
  public var ends: [String] {
    if case .levels = scale { return [] }
    let values = range.lowerBound == range.upperBound ? [range.lowerBound] : [range.lowerBound, range.upperBound]
    return values.map { NumberFormat.significant($0, digits: 3) }
  }
}
