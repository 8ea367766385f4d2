import RunModel
import TerminalModel

extension DashboardState {
  /// The chart that has the focus.
  var focusedGroup: MetricGroup? {
    let groups = metricGroups
    return groups.indices.contains(curves.focus) ? groups[curves.focus] : nil
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
    curves.crosshair = nil
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

  /// A tenth of the series, for page keys.
  private var pageOfPoints: Int { max(1, (crosshairSeries?.count ?? 10) / 10) }

  /// The series the crosshair walks along: the one a choice is made by.
  private var crosshairSeries: MetricSeries? {
    guard let run = selectedRun, let group = focusedGroup else { return nil }
    return run.metrics[group.decisive.index].series
  }

  private mutating func moveCrosshair(by distance: Int) {
    guard let series = crosshairSeries, !series.isEmpty else { return }
    let last = series.count - 1
    guard let now = curves.crosshair.flatMap({ series.index(nearest: $0) }) else {
      curves.crosshair = series[distance == -.max ? 0 : last].step
      return
    }
    let (sum, overflow) = now.addingReportingOverflow(distance)
    curves.crosshair = series[overflow ? (distance > 0 ? last : 0) : max(0, min(sum, last))].step
  }

  /// Puts the crosshair on the point nearest to a place in the maximised chart; nothing happens outside its curves.
  mutating func putCrosshair(at point: Point) {
    guard let series = crosshairSeries, let chart = CurvesModel(self, in: layout.content).charts.first,
      let steps = chart.model.visibleSteps,
      let plot = LineChartLayout(chart.model, in: chart.area, glyphs: glyphs)?.plot, plot.contains(point)
    else { return }
    let step = LinePlot.step(atColumn: point.column - plot.column, of: plot.columns, steps: steps)
    curves.crosshair = series.index(nearest: step).map { series[$0].step }
  }

  mutating func putCrosshairOnBest() {
    guard let group = focusedGroup, let series = crosshairSeries else { return }
    let best = group.direction.map { $0.best(of: series) } ?? series.highest
    screen = .curves
    curves.isMaximised = true
    curves.crosshair = best?.step
    if best == nil { notice = Notice("\(group.title) has no finite value", level: .warning) }
  }
}
