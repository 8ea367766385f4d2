import Glibc
public import RunModel
public import TerminalModel

/// A curve in one row of text.
public struct SparklineModel: Sendable {
  public enum Level: Equatable, Sendable {
    /// No point here.
    case empty
    /// 0, the lowest, to 6.
    case height(Int)
    /// NaN or an infinity is among the points here.
    case notFinite
  }

  /// Seven, as a full block would join the row above.
  public static let heightCount = 7

  public var series: MetricSeries
  /// The values of the lowest and the highest level; what is beyond stands at an end. nil: those of the series.
  public var range: ClosedRange<Double>?
  public var style: StyleRole

  public init(series: MetricSeries, range: ClosedRange<Double>? = nil, style: StyleRole = .series1) {
    (self.series, self.range, self.style) = (series, range, style)
  }

  /// One level a column. A series with fewer points than columns has one column a point, at the left; otherwise a
  /// column shows the value in it that stands out most from the mean. On a range of one value that value is at mid height,
  /// and all others are at the lowest or the highest level.
  public func levels(columns: Int) -> [Level] {
    guard columns > 0, let first = series.first, let last = series.last else { return [] }
    let summaries: [SeriesSummary?] =
      series.count <= columns
      ? (0..<series.count).map { series.summary(of: $0..<$0 + 1) }
      : series.summaries(columns: columns, over: first.step.rawValue...last.step.rawValue)
    let values = summaries.compactMap { $0 }.filter { $0.finiteCount > 0 }
    guard let low = values.map(\.min).min(), let high = values.map(\.max).max() else {
      return summaries.map { $0 == nil ? .empty : .notFinite }
    }
    let range = range ?? low...high
    let scale = ValueScale(range, places: Self.heightCount)
    // Each divided first, since a sum of huge values is not finite.
    let mean = values.reduce(0) { $0 + $1.mean / Double(values.count) }
    return summaries.map { summary in
      guard let summary else { return .empty }
      if summary.finiteCount < summary.count { return .notFinite }
      let isHigh = summary.max / 2 - mean / 2 > mean / 2 - summary.min / 2
      let value = isHigh ? summary.max : summary.min
      if range.lowerBound < range.upperBound { return .height(scale.place(value)) }
      return .height(
        value < range.lowerBound ? 0 : value > range.upperBound ? Self.heightCount - 1 : Self.heightCount / 2)
    }
  }
}
