/// What a stretch of a series holds: enough to draw it truthfully at any zoom.
public struct SeriesSummary: Equatable, Sendable {
  /// Points of any value.
  public var count = 0
  public var nanCount = 0
  public var positiveInfinityCount = 0
  public var negativeInfinityCount = 0
  /// Of the finite values; NaN when there are none.
  public var min = Double.nan
  public var max = Double.nan
  public var first = Double.nan
  public var last = Double.nan
  /// Of the finite values; 0 when there are none.
  public var sum = 0.0

  public init() {}

  public var finiteCount: Int { count - nanCount - positiveInfinityCount - negativeInfinityCount }
  /// NaN when there is no finite value.
  public var mean: Double { finiteCount == 0 ? .nan : sum / Double(finiteCount) }

  public mutating func add(_ value: Double) {
    count += 1
    if value.isNaN {
      nanCount += 1
    } else if value == .infinity {
      positiveInfinityCount += 1
    } else if value == -.infinity {
      negativeInfinityCount += 1
    } else {
      if min.isNaN { (min, max, first) = (value, value, value) }
      if value < min { min = value }
      if value > max { max = value }
      last = value
      sum += value
    }
  }

  /// Adds what comes right after this stretch.
  public mutating func append(_ next: SeriesSummary) {
    if finiteCount == 0 {
      (min, max, first) = (next.min, next.max, next.first)
    } else if next.finiteCount > 0 {
      min = Swift.min(min, next.min)
      max = Swift.max(max, next.max)
    }
    if next.finiteCount > 0 { last = next.last }
    count += next.count
    nanCount += next.nanCount
    positiveInfinityCount += next.positiveInfinityCount
    negativeInfinityCount += next.negativeInfinityCount
    sum += next.sum
  }
}
