/// How the finite values of a stretch lie about a range of values.
public struct BoundedSummary: Equatable, Sendable {
  /// Of the values inside the range; NaN when there are none.
  public var min = Double.nan
  public var max = Double.nan
  /// How many finite values lie outside: at least so many where `isExact` is false.
  public var below = 0
  public var above = 0
  /// Whether every value that the answer depends on was looked at.
  public var isExact = true

  public init() {}

  fileprivate mutating func include(_ low: Double, _ high: Double) {
    min = min.isNaN ? low : Swift.min(min, low)
    max = max.isNaN ? high : Swift.max(max, high)
  }

  mutating func add(_ value: Double, within bounds: ClosedRange<Double>) {
    guard value.isFinite else { return }
    if value < bounds.lowerBound {
      below += 1
    } else if value > bounds.upperBound {
      above += 1
    } else {
      include(value, value)
    }
  }

  /// Takes in a stretch by its summary where that decides it. false: the values themselves have to be looked at.
  mutating func add(_ stretch: SeriesSummary, within bounds: ClosedRange<Double>) -> Bool {
    if stretch.finiteCount == 0 { return true }
    if stretch.min >= bounds.lowerBound, stretch.max <= bounds.upperBound {
      include(stretch.min, stretch.max)
    } else if stretch.max < bounds.lowerBound {
      below += stretch.finiteCount
    } else if stretch.min > bounds.upperBound {
      above += stretch.finiteCount
    } else {
      return false
    }
    return true
  }

  /// What is certain of a stretch that is not looked into.
  mutating func estimate(_ stretch: SeriesSummary, within bounds: ClosedRange<Double>) {
    isExact = false
    if stretch.min < bounds.lowerBound { below += 1 }
    if stretch.max > bounds.upperBound { above += 1 }
  }
}

extension MetricSeries {
  /// How the values at these indices lie about `bounds`. Only stretches of 64 points that hold values on both sides
  /// of a bound are looked into, up to `limit` points of them. O(chunks + limit).
  public func summary(
    of range: Range<Int>, within bounds: ClosedRange<Double>, limit: Int = 65_536
  ) -> BoundedSummary {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    var result = BoundedSummary()
    guard !range.isEmpty else { return result }
    var left = limit
    var slot = slotIndex(ofPoint: range.lowerBound)
    while slot < slots.count, slots[slot].start < range.upperBound {
      let start = slots[slot].start
      let end = slot + 1 < slots.count ? slots[slot + 1].start : count
      let part = max(range.lowerBound, start) - start..<min(range.upperBound, end) - start
      let isWhole = slot != openSlot && part.count == end - start
      if !isWhole || !result.add(slots[slot].chunk.summary, within: bounds) {
        values(ofSlot: slot).add(part, to: &result, within: bounds, limit: &left)
      }
      slot += 1
    }
    return result
  }
}
