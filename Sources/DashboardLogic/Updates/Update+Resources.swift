import RunModel
import TerminalModel

extension DashboardState {
  mutating func toggleMaximisedResource() {
    guard !resourceCharts.isEmpty else { return }
    resources.isMaximised.toggle()
    resources.crosshair = nil
  }

  mutating func moveInResources(_ command: Command) {
    let charts = resourceCharts
    guard !charts.isEmpty, let run = selectedRun else { return }
    if resources.isMaximised { return moveInChart(command, charts) }
    let model = ResourcesModel(run, self)
    let columns = max(1, Set(model.charts.map(\.area.column)).count)
    let page = max(1, model.charts.count)
    switch command {
    case .moveLeft: focusResource(resources.focus - 1, charts)
    case .moveRight: focusResource(resources.focus + 1, charts)
    case .moveUp: focusResource(resources.focus - columns, charts)
    case .moveDown: focusResource(resources.focus + columns, charts)
    case .pageUp: focusResource(resources.focus - page, charts)
    case .pageDown: focusResource(resources.focus + page, charts)
    case .goToFirst: focusResource(0, charts)
    case .goToLast: focusResource(charts.count - 1, charts)
    default: break
    }
  }

  /// Puts the focus on a chart; one that has it is enlarged.
  mutating func clickResource(at point: Point) {
    guard !resources.isMaximised, let run = selectedRun else { return }
    let model = ResourcesModel(run, self)
    guard let index = model.charts.firstIndex(where: { $0.area.contains(point) }) else { return }
    let wanted = model.firstIndex + index
    if wanted == resources.focus { toggleMaximisedResource() } else { resources.focus = wanted }
  }

  private mutating func focusResource(_ index: Int, _ charts: [ResourceChart]) {
    resources.focus = max(0, min(index, charts.count - 1))
  }

  private mutating func moveInChart(_ command: Command, _ charts: [ResourceChart]) {
    let focus = max(0, min(resources.focus, charts.count - 1))
    guard let series = charts[focus].lines.first?.series, !series.isEmpty else { return }
    let page = max(1, series.count / 10)
    switch command {
    case .moveLeft: moveResourceCrosshair(by: -1, series)
    case .moveRight: moveResourceCrosshair(by: 1, series)
    case .pageUp: moveResourceCrosshair(by: -page, series)
    case .pageDown: moveResourceCrosshair(by: page, series)
    case .goToFirst: resources.crosshair = series.first?.step
    case .goToLast: resources.crosshair = series.last?.step
    case .moveUp: focusResource(focus - 1, charts)
    case .moveDown: focusResource(focus + 1, charts)
    default: break
    }
  }

  private mutating func moveResourceCrosshair(by distance: Int, _ series: MetricSeries) {
    let now = resources.crosshair.flatMap { series.index(nearest: $0) }
    let next = now.map { max(0, min($0 + distance, series.count - 1)) } ?? series.count - 1
    resources.crosshair = series[next].step
  }
}
