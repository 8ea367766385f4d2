import RunModel
import TerminalModel

extension DashboardState {
  /// The chart that has the focus.
  var focusedGroup: MetricGroup? {
    let groups = metricGroups
    return groups.indices.contains(curves.focus) ? groups[curves.focus] : nil
  }

  /// The same, as it is drawn.
  var focusedChart: CurvesModel.Chart? {
    let charts = CurvesModel(self, in: layout.content).charts
    return charts.first { $0.model.isFocused } ?? charts.first
  }

  /// Shows the chart of a metric alone; false when the selected run has none of that name.
  public mutating func showMetric(named name: String) -> Bool {
    let index = metricGroups.firstIndex { group in
      group.title == name || group.members.contains { $0.name.rawValue == name }
    }
    guard let index else { return false }
    (screen, curves.focus, curves.isMaximised) = (.curves, index, true)
    return true
  }

  mutating func toggleMaximised() {
    curves.isMaximised.toggle()
    screen = .curves
  }

  mutating func moveInCurves(_ command: Command) {
    let grid = CurveGrid.make(count: metricGroups.count, in: layout.content, showing: curves.focus)
    let columns = max(1, grid.gridColumns)
    let page = max(1, grid.rects.count)
    switch (command, curves.isMaximised) {
    case (.moveLeft, true): moveCrosshair(by: -1)
    case (.moveRight, true): moveCrosshair(by: 1)
    case (.pageUp, true): moveCrosshair(by: -pageOfPoints)
    case (.pageDown, true): moveCrosshair(by: pageOfPoints)
    case (.goToFirst, true): moveCrosshair(by: -Int.max)
    case (.goToLast, true): moveCrosshair(by: .max)
    case (.moveUp, true): focusChart(curves.focus - 1)
    case (.moveDown, true): focusChart(curves.focus + 1)
    case (.moveLeft, false): focusChart(curves.focus - 1)
    case (.moveRight, false): focusChart(curves.focus + 1)
    case (.moveUp, false): focusChart(curves.focus - columns)
    case (.moveDown, false): focusChart(curves.focus + columns)
    case (.pageUp, false): focusChart(curves.focus - page)
    case (.pageDown, false): focusChart(curves.focus + page)
    case (.goToFirst, false): focusChart(0)
    case (.goToLast, false): focusChart(metricGroups.count - 1)
    default: break
    }
  }

  private mutating func focusChart(_ index: Int) {
    curves.focus = max(0, min(index, metricGroups.count - 1))
  }
}

// MARK: Crosshair

extension DashboardState {
  /// A tenth of the points on view, for page keys.
  private var pageOfPoints: Int {
    guard let series = crosshairSeries else { return 1 }
    guard xAxis == .step, let steps = focusedChart?.model.visiblePositions else { return max(1, series.count / 10) }
    return max(1, series.indexRange(of: steps).count / 10)
  }

  /// The series the crosshair walks along: the one a choice is made by.
  var crosshairSeries: MetricSeries? {
    guard let run = selectedRun, let group = focusedGroup else { return nil }
    return run.metrics[group.decisive.index].series
  }

  private mutating func moveCrosshair(by distance: Int) {
    guard let series = crosshairSeries, !series.isEmpty else { return }
    let last = series.count - 1
    guard let now = curves.crosshair.flatMap({ series.index(nearest: $0) }) else {
      return putCrosshair(at: series[firstPlace(in: series, isAtStart: distance < 0 && distance < -1)].step)
    }
    let (sum, overflow) = now.addingReportingOverflow(distance)
    putCrosshair(at: series[overflow ? (distance > 0 ? last : 0) : max(0, min(sum, last))].step)
  }

  /// Where the crosshair appears: on the last point on view, or the first.
  private func firstPlace(in series: MetricSeries, isAtStart: Bool) -> Int {
    if isAtStart { return 0 }
    guard xAxis == .step, let steps = focusedChart?.model.visiblePositions else { return series.count - 1 }
    return max(0, min(series.indexRange(of: steps).upperBound, series.count) - 1)
  }

  /// Puts the crosshair on a step; a zoomed view moves along so that it stays visible.
  mutating func putCrosshair(at step: Step) {
    curves.crosshair = step
    guard curves.zoom != nil, let model = focusedChart?.model, let whole = model.wholeRange,
      let shown = model.visiblePositions, let position = model.position(of: step), !shown.contains(position),
      whole.contains(position)
    else { return }
    let width = shown.upperBound - shown.lowerBound
    let (start, overflow) = position.subtractingReportingOverflow(width / 2)
    let low = overflow ? whole.lowerBound : max(whole.lowerBound, min(start, whole.upperBound - width))
    curves.zoom = .range(low...low + width)
  }

  mutating func putCrosshairOnBest() {
    guard let group = focusedGroup, let series = crosshairSeries else { return }
    (screen, curves.isMaximised) = (.curves, true)
    guard let best = group.direction.map({ $0.best(of: series) }) ?? series.highest else {
      curves.crosshair = nil
      notice = Notice("\(group.title) has no finite value", level: .warning)
      return
    }
    putCrosshair(at: best.step)
  }

  /// Puts the crosshair on the next value of the chart that is NaN or infinite, else on its first.
  mutating func putCrosshairOnNonFinite() {
    guard let group = focusedGroup, let run = selectedRun else { return }
    (screen, curves.isMaximised) = (.curves, true)
    let all = group.members.map { run.metrics[$0.index].series }
    let behind = all.compactMap { series in
      curves.crosshair.flatMap { step in
        series.firstNonFiniteIndex(from: series.indexRange(of: .min...step.rawValue).upperBound).map { series[$0].step }
      }
    }
    let first = all.compactMap { series in series.firstNonFiniteIndex().map { series[$0].step } }
    guard let step = behind.min() ?? first.min() else {
      notice = Notice("Every value of \(group.title) is finite", level: .success)
      return
    }
    putCrosshair(at: step)
  }

  /// Puts the crosshair on the turning point of the drawn curve before or behind it.
  mutating func putCrosshairOnExtreme(isNext: Bool) {
    (screen, curves.isMaximised) = (.curves, true)
    guard let chart = focusedChart, let group = focusedGroup,
      let layout = LineChartLayout(chart.model, in: chart.area, glyphs: glyphs)
    else { return }
    let line = chart.model.lines.firstIndex { $0.id?.metric == group.decisive.name } ?? 0
    let steps = TurningPoints.steps(of: line, in: chart.model, layout.plot)
    let now = curves.crosshair
    let found =
      isNext
      ? steps.first { step in now.map { step > $0 } ?? true } : steps.last { step in now.map { step < $0 } ?? true }
    guard let found else {
      notice = Notice("No \(isNext ? "later" : "earlier") high or low on view")
      return
    }
    putCrosshair(at: found)
  }
}

// MARK: Marks

extension DashboardState {
  /// Puts A or B where the crosshair is, or takes it away from there.
  mutating func toggleMark(_ mark: WritableKeyPath<CurvesState, Step?>, called name: String) {
    guard let step = curves.crosshair else {
      notice = Notice(
        "\(name) is put where the crosshair is: click, or press \(keys.label(of: .moveLeft)) in a maximised chart")
      return
    }
    curves[keyPath: mark] = curves[keyPath: mark] == step ? nil : step
  }
}
