import RunModel

/// A list of charts with what it was worked out from: a screen asks for it often, and it seldom changes.
struct KnownCharts: Equatable, Sendable {
  private var names: [MetricName] = []
  /// The other runs in the charts, and how many metrics each has.
  private var others: [RunMetrics] = []

  private struct RunMetrics: Equatable, Sendable {
    var id: String
    var count: Int

    init(_ run: RunSnapshot) { (id, count) = (run.id, run.metrics.count) }
  }

  private var settings = CurveSettings()
  private var isByMetric = false
  private var list = ChartList.empty

  /// nil where the list would be another by now. O(metrics).
  func list(for state: DashboardState) -> ChartList? {
    let metrics = state.chartedRun?.metrics ?? []
    let isCurrent =
      settings == state.settings.curves && isByMetric == state.hasOverlay && names.count == metrics.count
      && zip(names, metrics).allSatisfy { $0 == $1.name } && others == state.overlaidRuns.map(RunMetrics.init)
    return isCurrent ? list : nil
  }

  /// Works the list out again where that is needed; says whether it was.
  mutating func renew(for state: DashboardState) -> Bool {
    guard list(for: state) == nil else { return false }
    names = state.chartedRun?.metrics.map(\.name) ?? []
    others = state.overlaidRuns.map(RunMetrics.init)
    (settings, isByMetric) = (state.settings.curves, state.hasOverlay)
    list = ChartList(for: state)
    return true
  }

  /// The metric of the chart at a place, or of the first one that a heading hides.
  func metric(at place: Int) -> MetricName? {
    switch list.place(place) {
    case .chart(let chart): chart.name
    case .heading(let section): list.sections[section].charts.first?.name
    case nil: nil
    }
  }
}

extension ChartList {
  init(for state: DashboardState) {
    self.init(
      of: state.chartedMetrics, settings: state.settings.curves, isByMetric: state.hasOverlay)
  }
}

extension DashboardState {
  /// Keeps the focus on its chart, or near, after charts may have come, gone or changed places.
  mutating func keepChartInFocus() {
    var charts = curves.charts
    guard charts.renew(for: self) else { return }
    let name = curves.charts.metric(at: curves.focus)
    curves.charts = charts
    curves.focus = name.flatMap { chartList.place(of: $0) } ?? focusedPlace
    if chartList.chart(curves.focus) == nil { curves.isMaximised = false }
  }
}
