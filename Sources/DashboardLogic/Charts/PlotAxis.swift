import Glibc

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

  public struct Tick: Equatable, Sendable {
    /// 0, the lower end, to 1.
    public var share: Double
    public var label: String
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
    let (low, high) =
      scale == .logarithmic
      ? (log10(range.lowerBound), log10(range.upperBound))
      : (range.lowerBound, range.upperBound)
    let place = scale == .logarithmic ? log10(max(value, range.lowerBound)) : value
    // Halves, since the span of two huge ends of opposite sign is not finite.
    let span = high / 2 - low / 2
    guard span > 0 else { return 0.5 }
    return max(0, min(1, (place / 2 - low / 2) / span))
  }

  /// Where a level stands; nil for one that the axis does not have.
  public func share(ofLevel level: String) -> Double? {
    guard case .levels(let levels) = scale else { return nil }
    return levels.firstIndex(of: level).flatMap { share(Double($0)) }
  }

  /// Labelled places, ascending.
  /// - Parameter limit: the most that fit; of levels, all or as many evenly spread ones.
  public func ticks(limit: Int) -> [Tick] {
    switch scale {
    case .levels(let levels):
      let stride = max(1, (levels.count + max(limit, 1) - 1) / max(limit, 1))
      return levels.indices.filter { $0 % stride == 0 }.compactMap { index in
        share(Double(index)).map { Tick(share: $0, label: levels[index]) }
      }
    case .logarithmic:
      let powers = powerTicks(limit: limit)
      if powers.count >= 2 { return powers }
      return ends
    case .whole:
      guard let low = Int64(exactly: range.lowerBound), let high = Int64(exactly: range.upperBound) else { return ends }
      return AxisTicks.steps(low...high, columns: max(limit, 1) * 9).ticks.compactMap { tick in
        share(tick.value).map { Tick(share: $0, label: tick.label) }
      }
    case .linear:
      return AxisTicks.values(range, limit: limit).ticks.compactMap { tick in
        share(tick.value).map { Tick(share: $0, label: tick.label) }
      }
    }
  }

  /// Both ends, or the only value.
  public var ends: [Tick] {
    if case .levels = scale { return ticks(limit: 2) }
    let values = range.lowerBound == range.upperBound ? [range.lowerBound] : [range.lowerBound, range.upperBound]
    return values.compactMap { value in
      share(value).map { Tick(share: $0, label: NumberFormat.significant(value, digits: 3)) }
    }
  }

  /// Powers of ten; with 2 and 5 times them between where there is room.
  private func powerTicks(limit: Int) -> [Tick] {
    guard range.lowerBound > 0 else { return [] }
    let (first, last) = (Int(log10(range.lowerBound).rounded(.down)), Int(log10(range.upperBound).rounded(.up)))
    guard first <= last, last - first < 700 else { return [] }
    for factors in [[1.0, 2, 5], [1.0]] {
      let values = (first...last).flatMap { power in factors.map { $0 * pow(10, Double(power)) } }
        .filter { range.contains($0) }
      if values.count <= limit {
        return values.compactMap { value in
          share(value).map { Tick(share: $0, label: NumberFormat.significant(value, digits: 3)) }
        }
      }
    }
    return []
  }
}
