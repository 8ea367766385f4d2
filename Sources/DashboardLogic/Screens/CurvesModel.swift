import RunModel
public import TerminalModel

/// The charts of one run: a page of the grid, or one chart alone.
public struct CurvesModel: Sendable {
  public struct Chart: Sendable {
    public var area: Rect
    public var model: LineChartModel
  }
  public var charts: [Chart]
  /// Such as `charts 1-6 of 10`; empty when all are shown.
  public var pageText: String
  /// What to say when there is no chart.
  public var emptyText: String

  /// The curves screen.
  init(_ state: DashboardState, in area: Rect) {
    self.init(state, in: area, focus: state.curves.focus, isMaximised: state.curves.isMaximised)
  }

  /// The charts below the list of runs: as many as there is room for, none of them with the focus.
  init(preview state: DashboardState, in area: Rect) {
    self.init(state, in: area, focus: nil, isMaximised: false)
  }

  private init(_ state: DashboardState, in area: Rect, focus: Int?, isMaximised: Bool) {
    let groups = state.metricGroups
    pageText = ""
    emptyText = state.selectedRun == nil ? "no run is selected" : "no metrics yet"
    guard let run = state.selectedRun, !groups.isEmpty else {
      charts = []
      return
    }
    if isMaximised, let focus, groups.indices.contains(focus) {
      var chart = Self.chart(groups[focus], run)
      chart.isFocused = true
      chart.isMaximised = true
      state.apply(to: &chart)
      charts = [Chart(area: area, model: chart)]
      pageText = groups.count > 1 ? "chart \(focus + 1) of \(groups.count)" : ""
      return
    }
    let grid = CurveGrid.make(count: groups.count, in: area, showing: focus ?? 0)
    charts = grid.rects.enumerated().map { index, rect in
      var chart = Self.chart(groups[grid.firstIndex + index], run)
      chart.isFocused = focus == grid.firstIndex + index && groups.count > 1
      state.apply(to: &chart)
      return Chart(area: rect, model: chart)
    }
    if grid.pageCount > 1 {
      let last = grid.firstIndex + grid.rects.count
      pageText = "charts \(grid.firstIndex + 1)-\(last) of \(groups.count)"
    }
  }

  private static func chart(_ group: MetricGroup, _ run: RunSnapshot) -> LineChartModel {
    let lines = group.members.map { member in
      LineChartModel.Line(
        label: group.members.count > 1 ? (member.split.label.isEmpty ? "train" : member.split.label) : "",
        style: member.split.seriesStyle, series: run.metrics[member.index].series,
        goal: member == group.decisive ? group.direction : nil, id: SeriesID(run: run.id, metric: member.name))
    }
    return LineChartModel(title: group.title, lines: lines)
  }
}

extension MetricSplit {
  /// One colour a split, on every chart.
  var seriesStyle: StyleRole {
    switch self {
    case .unnamed, .train: .series(0)
    case .validation: .series(1)
    case .test: .series(2)
    }
  }
}

/// The grid of curves with the page that shows one of them.
enum CurveGrid {
  static let smallestChart = Size(columns: 36, rows: 9)

  static func make(count: Int, in area: Rect, showing index: Int) -> ChartGridLayout {
    let first = ChartGridLayout.make(count: count, in: area, minimum: smallestChart)
    let perPage = max(1, first.rects.count)
    return first.pageCount == 1
      ? first : ChartGridLayout.make(count: count, in: area, minimum: smallestChart, page: index / perPage)
  }
}
