import Glibc
import RunModel
public import TerminalModel

/// What one narrow column of a chart has to show of one line: every extreme, in order.
public struct ColumnSpan: Equatable, Sendable {
  /// Finite values; NaN when the column has none.
  public var min, max, first, last: Double
  public var hasNaN, hasPositiveInfinity, hasNegativeInfinity: Bool

  public var isFinite: Bool { min.isFinite }

  /// A span of finite values.
  public init(min: Double, max: Double, first: Double, last: Double) {
    (self.min, self.max, self.first, self.last) = (min, max, first, last)
    (hasNaN, hasPositiveInfinity, hasNegativeInfinity) = (false, false, false)
  }

  init(_ summary: SeriesSummary) {
    (min, max, first, last) = (summary.min, summary.max, summary.first, summary.last)
    hasNaN = summary.nanCount > 0
    hasPositiveInfinity = summary.positiveInfinityCount > 0
    hasNegativeInfinity = summary.negativeInfinityCount > 0
  }
}

/// A line chart worked out for a number of columns: what the view turns into dots.
public struct LinePlot: Equatable, Sendable {
  public struct Trace: Equatable, Sendable {
    public var style: StyleRole
    /// One a sub-column, left to right; nil where there is no point.
    public var columns: [ColumnSpan?]
  }

  public var traces: [Trace]
  public var steps: ClosedRange<Int64>
  /// The value axis, padded; lower end below the upper one.
  public var values: ClosedRange<Double>
  /// Sub-columns at which a training was resumed, ascending.
  public var resumes: [Int]
  /// Sub-columns of the marks on view.
  public var marks: [Int]
  /// nil when there is no crosshair, or it is out of view.
  public var crosshair: Int?
  public var subcolumns: Int

  /// Whether any column holds a value that is not finite.
  public var hasNonFinite: Bool {
    traces.contains { trace in
      trace.columns.contains { $0.map { $0.hasNaN || $0.hasPositiveInfinity || $0.hasNegativeInfinity } ?? false }
    }
  }

  /// Which sub-column a step falls into; may lie outside.
  public func subcolumn(of step: Double) -> Int {
    Self.subcolumn(of: step, steps: steps, subcolumns: subcolumns)
  }

  static func subcolumn(of step: Double, steps: ClosedRange<Int64>, subcolumns: Int) -> Int {
    let width = Double(steps.upperBound) - Double(steps.lowerBound) + 1
    let place = (step - Double(steps.lowerBound)) / width * Double(subcolumns)
    return Int(Swift.min(Swift.max(place.rounded(.down), -1), Double(subcolumns)))
  }

  /// The step in the middle of one of `columns` equal stretches of `steps`.
  static func step(atColumn column: Int, of columns: Int, steps: ClosedRange<Int64>) -> Step {
    let width = Double(steps.upperBound) - Double(steps.lowerBound) + 1
    let middle = Double(steps.lowerBound) + width * (Double(column) + 0.5) / Double(Swift.max(columns, 1))
    return Step(Int64(exactly: middle.rounded(.down)).map { $0.clamped(to: steps) } ?? steps.upperBound)
  }
}

extension LineChartModel {
  /// Works the chart out for `subcolumns` columns; nil when there is no point or no column. Linear in the columns
  /// and the lines.
  public func plot(subcolumns: Int) -> LinePlot? {
    guard subcolumns > 0, let steps = visibleSteps, let values = visibleValues() else { return nil }
    let traces = lines.map { line in
      LinePlot.Trace(
        style: line.style,
        columns: line.series.summaries(columns: subcolumns, over: steps).map { $0.map(ColumnSpan.init) })
    }
    let place = { (step: Step) in
      LinePlot.subcolumn(of: Double(step.rawValue), steps: steps, subcolumns: subcolumns)
    }
    let onView = { (step: Step) in steps.contains(step.rawValue) }
    let resumes = Set(lines.flatMap { $0.series.resumes.filter(onView).map(place) })
    return LinePlot(
      traces: traces, steps: steps, values: values, resumes: resumes.sorted(),
      marks: marks.map(\.step).filter(onView).map(place), crosshair: crosshair.flatMap { onView($0) ? place($0) : nil },
      subcolumns: subcolumns)
  }

  /// The value axis: the range of the finite values on view with 4 % air on both sides; around a single value, a
  /// tenth of it; 0...1 when no value is finite; nil when there is no point at all.
  public func visibleValues() -> ClosedRange<Double>? {
    guard !isEmpty, let steps = visibleSteps else { return nil }
    var (low, high) = (Double.infinity, -Double.infinity)
    for line in lines {
      let summary = line.series.summary(of: line.series.indexRange(of: steps))
      guard summary.finiteCount > 0 else { continue }
      low = Swift.min(low, summary.min)
      high = Swift.max(high, summary.max)
    }
    guard low <= high else { return 0...1 }
    let largest = Double.greatestFiniteMagnitude
    var air = low == high ? (low == 0 ? 1 : low.magnitude / 10) : high / 25 - low / 25
    if !(low - air < high + air) { air = Swift.max(low.ulp, high.ulp) * 4 }
    return Swift.max(low - air, -largest)...Swift.min(high + air, largest)
  }
}

extension Int64 {
  fileprivate func clamped(to range: ClosedRange<Int64>) -> Int64 {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
