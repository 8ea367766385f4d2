public import RunModel
public import TerminalModel

/// A labelled place on a chart's x axis.
public struct ChartMark: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case checkpoint, note, decision
    /// The two places that are compared: A and B.
    case a, b
  }
  public enum Place: Equatable, Sendable {
    case step(Step)
    /// Placed by the wall times of the chart's first line.
    case moment(WallTime)
  }
  public var place: Place
  public var kind: Kind
  /// Hostile text is fine.
  public var label: String

  public init(at place: Place, kind: Kind = .checkpoint, label: String) {
    (self.place, self.kind, self.label) = (place, kind, label)
  }

  public init(step: Step, label: String) { self.init(at: .step(step), label: label) }
}

/// Curves of one metric: training and validation, or one metric of several runs.
public struct LineChartModel: Sendable {
  public struct Line: Sendable {
    /// Hostile text is fine. May be empty when there is only one line.
    public var label: String
    public var style: StyleRole
    /// As the run recorded it, by step.
    public var series: MetricSeries
    /// nil: no best value is shown.
    public var goal: MetricDirection?
    /// Where its points stand on the x axis.
    public var placement: Placement
    /// By the positions of the x axis; nil where those are the steps.
    public var placed: MetricSeries?
    /// By the positions of the x axis; drawn instead of the points, which stay visible behind. nil: not smoothed.
    public var smoothed: MetricSeries?
    /// By which its derived series are kept; nil: it is drawn as it is.
    public var id: SeriesID?
    /// Drawn faintly, behind those that are not, without a band.
    public var isDimmed: Bool
    /// Drawn as a band instead of the line's own extremes, as for the seeds of one configuration. By the positions
    /// of the x axis.
    public var band: Band?
    /// Stands at the end of the curve: for more lines than there are colours.
    public var tag: Character?
    /// Which mark it is made of in ASCII, counted on and on; nil: that of its place among the lines.
    public var pattern: Int?
    /// Drawn over the others.
    public var isStrong = false
    /// Its points stand for themselves, joined by nothing.
    public var isScattered = false
    /// Its one value holds for the whole chart.
    public var isLevel = false
    /// The lines of a group of runs, whose mean is drawn instead of this line, the first of them; empty: it is drawn itself.
    public var members: [Line] = []
    /// What is drawn around that mean.
    public var bandKind = BandKind.off

    public init(
      label: String, style: StyleRole, series: MetricSeries, goal: MetricDirection? = nil,
      placement: Placement = .steps, id: SeriesID? = nil, isDimmed: Bool = false, band: Band? = nil
    ) {
      (self.label, self.style, self.series, self.goal) = (label, style, series, goal)
      (self.placement, self.id, self.isDimmed, self.band) = (placement, id, isDimmed, band)
    }

    /// The points where they are drawn.
    var drawn: MetricSeries { placed ?? series }
  }

  /// Two series between which a band is drawn.
  public struct Band: Sendable {
    public var low, high: MetricSeries

    public init(low: MetricSeries, high: MetricSeries) { (self.low, self.high) = (low, high) }
  }

  public var title: String
  /// The title as it is shown: shortened, and with parts of it marked; nil: as it is.
  public var shownTitle: StyledText?
  public var lines: [Line]
  /// The positions to show; nil shows all of them.
  public var xRange: ClosedRange<Int64>?
  /// Where the read-out is taken; nil for none. Shown only inside the positions on view.
  public var crosshair: Step?
  public var marks: [ChartMark]
  /// Positions that the mouse has drawn over; nil for none.
  public var selection: ClosedRange<Int64>?
  public var xAxis: ChartXAxis
  public var hasLogX: Bool
  public var valueScale: ValueScaleKind
  /// What a step is: of a study a trial, of its trials a fold.
  public var stepTitle = ChartXAxis.step.title
  /// The steps are microseconds since the start, of which nobody speaks as steps.
  public var countsTime = false
  /// Shows every value, however far from the others.
  public var hasFullRange: Bool
  /// The values to show; nil: by `valueScale` and `hasFullRange`.
  public var valueRange: ClosedRange<Double>?
  /// 0: off.
  public var smoothing: Double
  public var isFocused: Bool
  /// Has room for read-outs and the labels of marks.
  public var isMaximised: Bool
  /// The lines' values stand elsewhere, but for the strong one's.
  public var hasLegend = false
  /// Points are coming: the axes reach beyond them, to places that hold for a while.
  public var isGrowing = false
  /// Lines two dots thick, to be seen from afar.
  public var hasBoldLines = false
  /// Added to UTC for the clock times on the axis.
  public var secondsFromUTC: Int
  /// The key that shows every value, for the notice about those left out; empty for none.
  public var fullRangeKey: String
  /// What stands in place of a chart without any point.
  public var emptyText: String

  public init(
    title: String, lines: [Line], xRange: ClosedRange<Int64>? = nil, crosshair: Step? = nil, marks: [ChartMark] = [],
    xAxis: ChartXAxis = .step, valueScale: ValueScaleKind = .linear, isFocused: Bool = false,
    isMaximised: Bool = false, emptyText: String = "no points yet"
  ) {
    (self.title, self.lines, self.xRange, self.crosshair) = (title, lines, xRange, crosshair)
    (self.marks, self.xAxis, self.valueScale, self.isFocused) = (marks, xAxis, valueScale, isFocused)
    (self.isMaximised, self.emptyText) = (isMaximised, emptyText)
    (hasLogX, hasFullRange, smoothing, secondsFromUTC, fullRangeKey) = (false, false, 0, 0, "")
  }

  public var isEmpty: Bool { curves.allSatisfy(\.drawn.isEmpty) }

  /// What was recorded: the lines, those of groups among them.
  var curves: [Line] { lines.flatMap { $0.members.isEmpty ? [$0] : $0.members } }

  /// Whether there is a value that an axis could show.
  public var hasFiniteValue: Bool { curves.contains { $0.drawn.summary.finiteCount > 0 } }

  /// What the x axis counts, as it is written at its end.
  public var xTitle: String {
    (xAxis == .step ? stepTitle : xAxis.title) + (isLogX ? " (log)" : "")
  }

  var isLogX: Bool { hasLogX && xAxis.canBeLog }

  /// The lines whose points say how far the axis goes: a level's one point has no place of its own among others.
  private var placedCurves: [Line] {
    let placed = curves.filter { !$0.isLevel && !$0.drawn.isEmpty }
    return placed.isEmpty ? curves : placed
  }

  /// All positions: from the first to the last point of any line; above 0 on a logarithmic axis that has such; nil
  /// without a point.
  public var wholeRange: ClosedRange<Int64>? {
    let curves = placedCurves
    guard let first = curves.compactMap({ $0.drawn.first?.step.rawValue }).min(),
      let last = curves.compactMap({ $0.drawn.last?.step.rawValue }).max()
    else { return nil }
    let end = end(of: first...last)
    guard isLogX, first < 1, last >= 1 else { return first...end }
    let positive = curves.compactMap { line -> Int64? in
      let index = line.drawn.indexRange(of: 1 ... .max).lowerBound
      return index < line.drawn.count ? line.drawn[index].step.rawValue : nil
    }
    return (positive.min() ?? 1)...end
  }

  /// Of the newest point of all lines; nil without a point.
  var newestPosition: Int64? { placedCurves.compactMap { $0.drawn.last?.step.rawValue }.max() }

  /// Where the axis ends: at a round place near the last point, or while points come farther behind it, so that the
  /// curves stand still from point to point. Few points make an axis grow fast: then up to a quarter of it stays empty
  /// for a while.
  private func end(of range: ClosedRange<Int64>) -> Int64 {
    let (span, isHuge) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    guard !isHuge, (100..<Int64.max / 100).contains(span) else { return range.upperBound }
    let pointCount = curves.reduce(0) { Swift.max($0, $1.drawn.count) }
    let least = span / (!isGrowing || pointCount >= 10_000 ? 25 : pointCount >= 2_000 ? 12 : 6)
    var decade: Int64 = 1
    while decade <= least / 10 { decade *= 10 }
    let factors: [Int64] = isGrowing ? [10, 15, 20, 30, 40, 50, 60, 80, 100] : [10, 20, 50, 100]
    let unit = factors.lazy.map { $0 * decade / 10 }.first { $0 >= least } ?? decade
    let past = range.upperBound % unit
    let missing = past == 0 ? 0 : past < 0 ? -past : unit - past
    let (end, isBeyond) = range.upperBound.addingReportingOverflow(missing)
    return isBeyond ? range.upperBound : end
  }

  /// The positions on view: those asked for, else all; nil without either.
  public var visiblePositions: ClosedRange<Int64>? {
    guard let xRange else { return wholeRange }
    return isLogX && xRange.upperBound >= 1 ? Swift.max(1, xRange.lowerBound)...xRange.upperBound : xRange
  }

  /// Where a step of the first line that has points stands.
  public func position(of step: Step) -> Int64? {
    if xAxis == .step { return step.rawValue }
    return lines.lazy.compactMap { line in
      line.series.index(nearest: step).flatMap { line.placement.position(of: line.series[$0]) }
    }.first
  }

  func position(of mark: ChartMark) -> Int64? {
    switch mark.place {
    case .step(let step): return position(of: step)
    case .moment(let moment):
      if let line = lines.first, case .time = line.placement.rule {
        return line.placement.position(step: 0, wallTime: moment.secondsSince1970)
      }
      return lines.lazy.compactMap { Placement.step(at: moment, in: $0.series) }.first.flatMap(position)
    }
  }
}
