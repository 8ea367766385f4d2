import RunModel
public import TerminalModel

/// What one narrow column of a chart has to show of one line: every extreme, in order.
public struct ColumnSpan: Equatable, Sendable {
  /// Finite values; NaN when the column has none.
  public var min, max, first, last, mean: Double
  /// Points of any value.
  public var count: Int
  /// Those that are no numbers, or infinite.
  public var nonFiniteCount = 0
  public var hasNaN, hasPositiveInfinity, hasNegativeInfinity: Bool

  public var isFinite: Bool { min.isFinite }

  /// A span of finite values.
  public init(min: Double, max: Double, first: Double, last: Double) {
    (self.min, self.max, self.first, self.last) = (min, max, first, last)
    (mean, count) = (min / 2 + max / 2, 1)
    (hasNaN, hasPositiveInfinity, hasNegativeInfinity) = (false, false, false)
  }

  init(_ summary: SeriesSummary) {
    (min, max, first, last) = (summary.min, summary.max, summary.first, summary.last)
    // Sums of huge values overflow; the mean lies between the extremes.
    mean = Swift.min(Swift.max(summary.mean.isNaN ? summary.last : summary.mean, summary.min), summary.max)
    count = summary.count
    nonFiniteCount = summary.count - summary.finiteCount
    hasNaN = summary.nanCount > 0
    hasPositiveInfinity = summary.positiveInfinityCount > 0
    hasNegativeInfinity = summary.negativeInfinityCount > 0
  }
}

/// A line chart worked out for a number of columns: what the view turns into dots.
public struct LinePlot: Equatable, Sendable {
  public struct Trace: Equatable, Sendable {
    /// How the points become a curve.
    public enum Form: Sendable {
      /// Every extreme, joined to its neighbours.
      case line
      /// Every point for itself.
      case points
      /// The mean of each column, in front of a band from its least to its greatest value.
      case meanInBand
      /// The smoothed values, in front of the points.
      case smoothed
    }
    public var style: StyleRole
    public var isDimmed: Bool
    public var form: Form
    /// One a sub-column, left to right; nil where there is no point.
    public var columns: [ColumnSpan?]
    /// The same of the smoothed values; empty without smoothing.
    public var smoothed: [ColumnSpan?]
    /// The band of a group, in place of the line's own; empty for none.
    public var band: [ClosedRange<Double>?]
    /// Empty stretches, far wider than the series' own cadence: the curve is broken there.
    public var gaps: [Range<Int>]
    public var tag: Character?
    public var pattern: Int?
    public var isStrong = false
  }

  /// A mark that is on view.
  public struct Mark: Equatable, Sendable {
    public var column: Int
    public var mark: ChartMark
  }

  public var traces: [Trace]
  public var scale: HorizontalScale
  public var values: VisibleValues
  /// Sub-columns at which a training was resumed, ascending.
  public var resumes: [Int]
  /// Sub-columns before which far more time passed than between the other points.
  public var pauses: [Int]
  /// Stretches of sub-columns in which no line has points though they should have.
  public var gaps: [Range<Int>]
  public var marks: [Mark]
  /// Of A and B those that are out of view, by the side on which they are.
  public var marksBefore: [ChartMark.Kind] = []
  public var marksBehind: [ChartMark.Kind] = []
  /// nil when there is no crosshair, or it is out of view.
  public var crosshair: Int?

  public var subcolumns: Int { scale.columns }

  /// Whether any column holds a value that is not finite.
  public var hasNonFinite: Bool {
    traces.contains { trace in
      trace.columns.contains { $0.map { $0.hasNaN || $0.hasPositiveInfinity || $0.hasNegativeInfinity } ?? false }
    }
  }

  /// Whether there is something to say below the curves.
  public var hasGutter: Bool {
    hasNonFinite || !resumes.isEmpty || !pauses.isEmpty || !gaps.isEmpty || !marks.isEmpty
      || !marksBefore.isEmpty || !marksBehind.isEmpty
  }
}

extension LineChartModel {
  /// Points a column holds on average from which a line is drawn as its mean in a band.
  static let bandDensity = 2

  /// Works the chart out for `subcolumns` columns; nil when there is no point or no column. Linear in the columns
  /// and the lines, whatever the number of points.
  public func plot(subcolumns: Int) -> LinePlot? {
    visibleValues().flatMap { plot(subcolumns: subcolumns, values: $0) }
  }

  func plot(subcolumns: Int, values: VisibleValues) -> LinePlot? {
    guard subcolumns > 0, let positions = visiblePositions else { return nil }
    let scale = HorizontalScale(positions, columns: subcolumns, isLog: isLogX)
    let place = { (position: Int64) in scale.range.contains(position) ? scale.column(of: position) : nil }
    let traces = lines.map { trace(of: $0, scale) }
    let compared = marks.filter { $0.kind == .a || $0.kind == .b }.compactMap { mark in
      position(of: mark).map { (mark.kind, $0) }
    }
    return LinePlot(
      traces: traces, scale: scale, values: values,
      resumes: Set(curves.flatMap { line in line.resumePositions.compactMap(place) }).sorted(),
      pauses: lines.first.map { LongPauses.columns(of: $0, scale) } ?? [],
      gaps: Self.commonGaps(traces),
      marks: marks.compactMap { mark in
        position(of: mark).flatMap(place).map { LinePlot.Mark(column: $0, mark: mark) }
      }, marksBefore: compared.filter { $0.1 < scale.range.lowerBound }.map(\.0),
      marksBehind: compared.filter { $0.1 > scale.range.upperBound }.map(\.0),
      crosshair: crosshair.flatMap { position(of: $0) }.flatMap(place))
  }

  private func trace(of line: Line, _ scale: HorizontalScale) -> LinePlot.Trace {
    var trace = line.members.isEmpty ? trace(ofOne: line, scale) : trace(ofGroup: line, scale)
    (trace.tag, trace.pattern, trace.isStrong) = (line.tag, line.pattern, line.isStrong)
    return trace
  }

  /// The mean of a group's runs, of their smoothed values where there are such.
  private func trace(ofGroup line: Line, _ scale: HorizontalScale) -> LinePlot.Trace {
    let places = SeriesBand(of: line.members.map { ($0.smoothed ?? $0.drawn).columns(scale) }).places
    return LinePlot.Trace(
      style: line.style, isDimmed: line.isDimmed, form: .line,
      columns: places.map { $0.map { ColumnSpan(min: $0.mean, max: $0.mean, first: $0.mean, last: $0.mean) } },
      smoothed: [], band: line.bandKind == .off ? [] : places.map { $0?.range(line.bandKind) }, gaps: [])
  }

  private func trace(ofOne line: Line, _ scale: HorizontalScale) -> LinePlot.Trace {
    var columns = line.drawn.columns(scale)
    if line.isLevel, let value = line.drawn.last?.value, value.isFinite {
      columns = columns.map { _ in ColumnSpan(min: value, max: value, first: value, last: value) }
    }
    let filled = columns.count { $0 != nil }
    let count = columns.reduce(0) { $0 + ($1?.count ?? 0) }
    let isDense = count >= Self.bandDensity * Swift.max(filled, 1)
    let band = line.band.map { band in
      zip(band.low.columns(scale), band.high.columns(scale)).map { low, high -> ClosedRange<Double>? in
        guard let low, let high, low.isFinite, high.isFinite else { return nil }
        return Swift.min(low.min, high.min)...Swift.max(low.max, high.max)
      }
    }
    return LinePlot.Trace(
      style: line.style, isDimmed: line.isDimmed,
      form: line.isScattered
        ? .points : line.isLevel ? .line : line.smoothed != nil ? .smoothed : isDense ? .meanInBand : .line,
      columns: columns,
      smoothed: line.smoothed?.columns(scale) ?? [], band: band ?? [],
      gaps: SeriesGaps.columns(of: line.drawn, columns, scale))
  }

  /// Where every line that has points has a gap.
  private static func commonGaps(_ traces: [LinePlot.Trace]) -> [Range<Int>] {
    let drawn = traces.filter { trace in trace.columns.contains { $0 != nil } }
    guard let first = drawn.first else { return [] }
    return drawn.dropFirst().reduce(first.gaps) { common, trace in
      common.flatMap { gap in trace.gaps.map { gap.clamped(to: $0) }.filter { !$0.isEmpty } }
    }
  }
}

extension LineChartModel.Line {
  fileprivate var resumePositions: [Int64] {
    if placement == .steps { return series.resumes.map(\.rawValue) }
    return series.resumes.compactMap { step in
      series.index(nearest: step).flatMap { placement.position(of: series[$0]) }
    }
  }
}

extension MetricSeries {
  /// What every column of a scale holds. O(columns + chunks).
  fileprivate func columns(_ scale: HorizontalScale) -> [ColumnSpan?] {
    if !scale.isLog {
      return summaries(columns: scale.columns, over: scale.range).map { $0.map(ColumnSpan.init) }
    }
    return (0..<scale.columns).map { column in
      let (start, end) = (scale.start(of: column), scale.start(of: column + 1))
      let isLast = column == scale.columns - 1
      guard start < end || isLast else { return nil }
      let range = indexRange(of: start...(isLast ? Swift.max(scale.range.upperBound, start) : end - 1))
      return range.isEmpty ? nil : ColumnSpan(summary(of: range))
    }
  }
}

/// Stretches without points, far longer than the distance that a series keeps to otherwise.
enum SeriesGaps {
  /// How many times the usual distance.
  static let factor = 10.0
  /// Narrower ones are not worth breaking the curve for.
  static let leastColumns = 4

  /// Ranges of empty columns.
  static func columns(of series: MetricSeries, _ columns: [ColumnSpan?], _ scale: HorizontalScale) -> [Range<Int>] {
    let empty = emptyStretches(columns).filter { $0.count >= leastColumns }
    guard !empty.isEmpty, let usual = usualDistance(in: series) else { return [] }
    return empty.filter { stretch in
      let end = scale.range.upperBound
      let at = series.indexRange(of: Swift.min(scale.start(of: stretch.lowerBound), end)...end).lowerBound
      guard at > 0, at < series.count else { return false }
      return distance(series, at) > factor * usual
    }
  }

  private static func emptyStretches(_ columns: [ColumnSpan?]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var last: Int?
    for (index, column) in columns.enumerated() where column != nil {
      if let last, index > last + 1 { result.append(last + 1..<index) }
      last = index
    }
    return result
  }

  /// The median of at most 64 distances between neighbours, taken at equal intervals.
  static func usualDistance(in series: MetricSeries) -> Double? {
    guard series.count > 2 else { return nil }
    let pairs = series.count - 1
    let count = Swift.min(pairs, 64)
    return (0..<count).map { distance(series, 1 + $0 * pairs / count) }.sorted()[count / 2]
  }

  private static func distance(_ series: MetricSeries, _ index: Int) -> Double {
    Double(series[index].step.rawValue) - Double(series[index - 1].step.rawValue)
  }
}

/// Places before which far more time passed than usual, where the x axis does not show time by itself.
enum LongPauses {
  static let leastSeconds = 60.0
  /// How many times the usual time between the same number of points.
  static let factor = 3.0
  /// More are the run's own rhythm, such as an evaluation after every epoch.
  static let most = 8

  static func columns(of line: LineChartModel.Line, _ scale: HorizontalScale) -> [Int] {
    if case .time = line.placement.rule { return [] }
    let points = firstPoints(of: line.drawn, scale)
    guard points.count > 2 else { return [] }
    let intervals = zip(points.dropFirst(), points).map { now, before in
      (column: now.column, seconds: now.time - before.time, points: Double(now.index - before.index))
    }
    let usual = intervals.map { $0.seconds / $0.points }.sorted()[intervals.count / 2]
    let long = intervals.filter { interval in
      let expected = Swift.max(usual * interval.points, 0)
      return interval.seconds - expected > Swift.max(leastSeconds, factor * expected)
    }
    return long.count > most ? [] : long.map(\.column)
  }

  private static func firstPoints(
    of series: MetricSeries, _ scale: HorizontalScale
  ) -> [(column: Int, index: Int, time: Double)] {
    var result: [(column: Int, index: Int, time: Double)] = []
    var before = -1
    for column in 0..<scale.columns {
      let start = scale.start(of: column)
      guard scale.range.contains(start) else { continue }
      let index = series.indexRange(of: start...scale.range.upperBound).lowerBound
      guard index < series.count, index != before, let time = series[index].wallTime else { continue }
      before = index
      let place = scale.column(of: series[index].step.rawValue)
      if place < scale.columns { result.append((place, index, time.secondsSince1970)) }
    }
    return result
  }
}
