import RunModel

extension DashboardState {
  /// Gives a chart what is set for all of them: axes, smoothing, zoom, crosshair and marks. A line takes part by its id.
  func apply(to chart: inout LineChartModel) {
    let curve = settings.curves
    let axis = xAxis
    chart.xAxis = axis
    (chart.hasLogX, chart.smoothing, chart.valueScale) = (curve.hasLogX, curve.smoothing, curve.valueScale)
    (chart.hasFullRange, chart.valueRange) = (curve.hasFullRange, self.curves.zoom.values[chart.title])
    (chart.crosshair, chart.secondsFromUTC) = (self.curves.crosshair, secondsFromUTC)
    chart.hasBoldLines = isPresenting
    chart.isGrowing = chart.curves.contains { line in line.id.map { runs.growing.contains($0.run) } ?? false }
    chart.fullRangeKey = keys.label(of: .toggleFullRange)
    var placements: [String: Placement] = [:]
    for index in chart.lines.indices {
      place(&chart.lines[index], on: axis, &placements)
      for member in chart.lines[index].members.indices {
        place(&chart.lines[index].members[member], on: axis, &placements)
      }
    }
    chart.xRange = chart.wholeRange.flatMap { whole in
      xZoom?.range(within: whole, newest: chart.newestPosition ?? whole.upperBound)
    }
    chart.selection = self.curves.drag?.selection
    chart.marks += curveMarks(isMaximised: chart.isMaximised)
  }

  /// - Parameter placements: of the runs asked before.
  private func place(
    _ line: inout LineChartModel.Line, on axis: ChartXAxis, _ placements: inout [String: Placement]
  ) {
    guard let id = line.id else { return }
    if axis != .step {
      // A run that cannot say where its points are on this axis has none there.
      let placement = placements[id.run] ?? run(id.run).flatMap { self.placement(of: $0, on: axis) } ?? .nowhere
      placements[id.run] = placement
      (line.placement, line.placed) = (placement, MetricSeries())
    }
    guard let derived = curveCache[id] else { return }
    (line.placed, line.smoothed) = (derived.placed ?? line.placed, derived.smoothed)
  }

  private func run(_ id: String) -> RunSnapshot? {
    if let selectedRun, selectedRun.id == id { return selectedRun }
    return runs.watched.runs.first { $0.id == id }
  }

  /// Where the points of a run stand; nil when it does not say.
  func placement(of run: RunSnapshot, on axis: ChartXAxis) -> Placement? {
    switch axis {
    case .step: .steps
    case .epoch: EpochScale(run).map { .epochs($0) }
    case .wallTime: run.firstPointTime == nil ? nil : .clock
    case .relativeTime: run.firstPointTime.map { .time(since: $0) }
    }
  }

  /// The x axis in use: that of the settings, or steps where the selected run does not know the other.
  var xAxis: ChartXAxis {
    guard let run = chartedRun, placement(of: run, on: settings.curves.xAxis) != nil else { return .step }
    return settings.curves.xAxis
  }

  /// What is not as it is by itself, for the line above the charts: `smoothing 0.9  log y  x zoomed`.
  var curveWords: String {
    let curve = settings.curves
    var words: [String] = []
    if curve.smoothing > 0 { words.append("smoothing \(NumberFormat.significant(curve.smoothing))") }
    if xAxis != curve.xAxis { words.append("no \(curve.xAxis.title) known") }
    if curve.valueScale != .linear { words.append("\(curve.valueScale.rawValue) y") }
    if curve.hasFullRange { words.append("full range") }
    switch xZoom {
    case .range: words.append("x zoomed")
    case .tail: words.append("follows the end")
    case nil: break
    }
    if !curves.zoom.values.isEmpty { words.append("y zoomed") }
    return words.joined(separator: " · ")
  }

  /// A and B; in a maximised chart also what was saved, noted and decided.
  private func curveMarks(isMaximised: Bool) -> [ChartMark] {
    var marks: [ChartMark] = []
    if isMaximised, let run = selectedRun { marks = run.chartMarks }
    if let a = curves.a { marks.append(ChartMark(at: .step(a), kind: .a, label: "A")) }
    if let b = curves.b { marks.append(ChartMark(at: .step(b), kind: .b, label: "B")) }
    return marks
  }

  /// Brings the smoothed and placed series of the charts on view up to date.
  mutating func refreshCurves() {
    if screen == .resources { return curveCache.refresh(resourceRequests, smoothing: 0) }
    let curve = settings.curves
    guard curve.smoothing > 0 || xAxis != .step else {
      curveCache = CurveSeriesCache()
      return
    }
    let requests = chartsOnView.flatMap { chart -> [CurveSeriesCache.Request] in
      let lines = chart.model.curves.filter { !$0.series.isEmpty }
      let first = lines.compactMap { $0.series.first?.step.rawValue }.min() ?? 0
      let last = lines.compactMap { $0.series.last?.step.rawValue }.max() ?? 0
      let extent = SmoothingFilter.extent(of: first...Swift.max(first, last))
      return lines.compactMap { line in
        line.id.map { .init(id: $0, series: line.series, placement: line.placement, extent: extent) }
      }
    }
    curveCache.refresh(requests, smoothing: curve.smoothing)
  }

  private var chartsOnView: [CurvesModel.Chart] {
    switch screen {
    case .curves: CurvesModel(self, in: layout.content).charts
    case .runs: CurvesModel(preview: self, in: layout.runsPreview).charts
    case .compare: CompareModel(self, in: layout.content).charts
    default: []
    }
  }
}

extension RunSnapshot {
  /// When the first point of any metric was recorded; nil when none has a time.
  fileprivate var firstPointTime: WallTime? {
    metrics.lazy.compactMap { metric in metric.series.first?.wallTime ?? metric.series.last?.wallTime }.min()
  }

  /// The newest of each kind, so that a long history does not cover the curves.
  fileprivate var chartMarks: [ChartMark] {
    let limit = 24
    let saved = checkpoints.suffix(limit).map { checkpoint in
      ChartMark(
        at: .step(checkpoint.step), kind: .checkpoint,
        label: checkpoint.reason.map { "\($0) checkpoint" } ?? "checkpoint")
    }
    let noted = notes.suffix(limit).compactMap { note in
      note.wallTime.map { ChartMark(at: .moment($0), kind: .note, label: note.text) }
    }
    let decided = decisions.suffix(limit).map { decision in
      ChartMark(at: .moment(decision.wallTime), kind: .decision, label: "\(decision.verdict.rawValue) \(decision.by)")
    }
    return saved + noted + decided
  }
}
