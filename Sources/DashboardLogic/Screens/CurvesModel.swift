import RunModel
public import TerminalModel

/// The charts of one run, or of several: a page of the grid with the headings of its sections, or one chart alone.
public struct CurvesModel: Sendable {
  public struct Chart: Sendable {
    public var area: Rect
    public var model: LineChartModel
    /// The runs beside the curves; nil where they are called elsewhere, or there is one alone.
    public var legend: Legend?
  }

  public struct Legend: Sendable {
    public var area: Rect
    public var model: RunLegendModel
  }

  public struct Heading: Equatable, Sendable {
    public var area: Rect
    public var name: String
    /// `6 charts`, or which of them are on the page.
    public var count: String
    /// The titles of the charts that it hides.
    public var hidden: [String]
    public var isCollapsed: Bool
    public var isPinned: Bool
    public var isFocused: Bool
  }

  public var charts: [Chart]
  public var headings: [Heading] = []
  /// The runs of all charts on the page.
  public var legend: Legend?
  /// Such as `charts 1-6 of 10`; of a preview what its charts are not by themselves; empty where there is nothing to say.
  public var pageText = ""
  /// What to say when there is no chart.
  public var emptyText: String

  public var isEmpty: Bool { charts.isEmpty && headings.isEmpty }

  /// The curves screen.
  init(_ state: DashboardState, in area: Rect) {
    let list = state.chartList
    charts = []
    emptyText = Self.emptyText(state, list)
    guard let run = state.chartedRun, !list.isEmpty else { return }
    let page = Page(state: state, list: list, run: run, overlay: state.runOverlay)
    let filter = list.omittedCount > 0 ? ", filter \(state.settings.curves.filter.trimmed)" : ""
    if let only = state.soleChart {
      let (plot, side) = page.split(area)
      charts = [page.chart(only, in: plot, side: side)]
      mark([(only, plot)])
      legend = side == nil && plot != area ? page.legend(above: area) : nil
      pageText = list.chartCount > 1 ? "chart \(list.number(of: only)) of \(list.chartCount)\(filter)" : ""
      return
    }
    let grid = state.chartGrid(in: area)
    lay(out: grid, page)
    if state.gridArea(in: area) != area { legend = page.legend(above: area) }
    pageText = Self.pageText(grid, list, filter)
  }

  /// The charts below the list of runs: as many as there is room for, none of them with the focus. Sections hidden on
  /// the curves screen are among them: here are no headings that would say so.
  init(preview state: DashboardState, in area: Rect) {
    var list = state.chartList
    charts = []
    emptyText = Self.emptyText(state, list)
    for index in list.sections.indices { list.sections[index].isCollapsed = false }
    guard let run = state.chartedRun, !list.isEmpty else { return }
    let page = Page(state: state, list: list, run: run, overlay: state.runOverlay, isPreview: true)
    let grid = SectionGridLayout.make(
      list.shape, hasHeadings: false, in: state.gridArea(in: area), minimum: CurveGrid.smallestChart,
      showing: state.hasOverlay ? state.headlinePlace(in: list) : 0)
    lay(out: grid, page)
    if state.gridArea(in: area) != area { legend = page.legend(above: area) }
    let filter = list.omittedCount > 0 ? ["filter \(state.settings.curves.filter.trimmed)"] : []
    let words = filter + [state.curveWords].filter { !$0.isEmpty }
    pageText = words.isEmpty ? "" : "charts below: " + words.joined(separator: " · ")
  }

  private mutating func lay(out grid: SectionGridLayout, _ page: Page) {
    let places = grid.places.compactMap { place in page.list.chart(place.index).map { (place, $0) } }
    charts = places.map { place, chart in
      var drawn = page.chart(chart, in: place.area, side: nil)
      drawn.model.isFocused = page.focus == place.index && page.list.placeCount > 1
      return drawn
    }
    mark(places.map { ($0.1, $0.0.area) })
    headings = grid.headings.map { page.heading($0, grid) }
  }

  /// Columns of a chart's top line that its only line's newest value and the corners take.
  private static let valueColumns = 16

  /// Titles that leave room for the values in their chart's top line, no two alike, with what the filter means marked.
  private mutating func mark(_ shown: [(chart: ChartList.Chart, area: Rect)]) {
    let limits = zip(shown, charts).map { place, chart in
      let half = max(8, place.area.columns / 2 - 4)
      return chart.model.lines.count > 1 ? half : max(half, place.area.columns - Self.valueColumns)
    }
    let short = ShortName.make(shown.map(\.chart.title), columns: limits.min() ?? 8)
    for index in shown.indices {
      let title = shown[index].chart.title
      let fits = HarmlessText.columns(of: HarmlessText.make(title)) <= limits[index]
      let name = fits ? ShortName.make([title], columns: limits[index])[0] : short[index]
      charts[index].model.shownTitle = name.marking(shown[index].chart.matches, plain: .title, marked: .accent)
    }
  }

  private static func pageText(
    _ grid: SectionGridLayout, _ list: ChartList, _ filter: String
  ) -> String {
    guard grid.pageCount > 1 else { return filter.isEmpty ? "" : "\(list.chartCount) charts\(filter)" }
    let numbers = grid.places.compactMap { list.chart($0.index).map { list.number(of: $0) } }
    guard let first = numbers.min(), let last = numbers.max() else { return "" }
    return "charts \(first)-\(last) of \(list.chartCount)\(filter)"
  }

  private static func emptyText(_ state: DashboardState, _ list: ChartList) -> String {
    if state.chartedRun == nil { return "no run is selected" }
    let filter = state.settings.curves.filter.trimmed
    if list.omittedCount > 0 { return "no metric fits the filter \(filter)" }
    let others = state.chartedRun.map { screens(sayingMoreOf: $0) } ?? []
    let words = others.map { "\(state.keys.label(of: .show($0))) \($0.title.lowercased())" }
    return "no metrics yet" + (words.isEmpty ? "" : "; there is something in " + words.joined(separator: ", "))
  }

  /// The screens that show something of a run without metrics.
  private static func screens(sayingMoreOf run: RunSnapshot) -> [Screen] {
    var screens: [Screen] = []
    if !EvaluationTables(run, split: nil).isEmpty { screens.append(.evaluation) }
    if !FeatureTables(run).isEmpty { screens.append(.features) }
    if run.tables.contains(where: { if case .drift = $0 { true } else { false } }) { screens.append(.drift) }
    if run.histograms.isEmpty == false { screens.append(.gradients) }
    return screens
  }
}

extension CurvesModel {
  /// What all charts of a page have in common.
  private struct Page {
    let state: DashboardState
    let list: ChartList
    let run: RunSnapshot
    let overlay: RunOverlay?
    var isPreview = false

    var focus: Int? { isPreview ? nil : state.focusedPlace }

    /// The curves of a chart alone, and the runs beside them where there is room for that; else above.
    func split(_ area: Rect) -> (plot: Rect, side: Rect?) {
      guard let overlay else { return (area, nil) }
      let (plot, side) = overlay.split(area)
      return side == nil ? (state.gridArea(in: area), nil) : (plot, side)
    }

    func legend(above area: Rect) -> Legend? {
      overlay.map { Legend(area: area.topPart(1).inset(columns: 1, rows: 0), model: RunLegendModel($0)) }
    }

    func chart(_ chart: ChartList.Chart, in area: Rect, side: Rect?) -> Chart {
      let decisive = chart.group.decisive
      guard let overlay else { return Chart(area: area, model: alone(chart.group)) }
      var model = LineChartModel(title: chart.title, lines: overlay.lines(of: decisive.name, hint: decisive.index))
      model.hasLegend = side != nil
      finish(&model)
      let legend = side.map { side in
        Legend(
          area: side.below(1),
          model: RunLegendModel(overlay, of: decisive.name, hint: decisive.index, crosshair: model.crosshair))
      }
      return Chart(area: area, model: model, legend: legend)
    }

    private func alone(_ group: MetricGroup) -> LineChartModel {
      var model = LineChartModel(title: group.title, lines: group.lines(of: run))
      model.stepTitle = run.stepTitle(of: group)
      finish(&model)
      return model
    }

    private func finish(_ model: inout LineChartModel) {
      if state.curves.isMaximised, !isPreview { (model.isFocused, model.isMaximised) = (true, true) }
      state.apply(to: &model)
      if isPreview { model.crosshair = nil }
    }

    func heading(_ heading: SectionGridLayout.Heading, _ grid: SectionGridLayout) -> Heading {
      let section = list.sections[heading.section]
      let count = section.charts.count
      let isWhole = section.isCollapsed || heading.charts.count == count
      let place = list.firstPlace(ofSection: heading.section)
      return Heading(
        area: heading.area, name: section.name,
        count: isWhole
          ? "\(count)" : "\(heading.charts.lowerBound + 1)-\(heading.charts.upperBound) of \(count)",
        hidden: section.isCollapsed ? section.charts.map(\.title) : [], isCollapsed: section.isCollapsed,
        isPinned: section.isPinned, isFocused: section.isCollapsed && focus == place)
    }
  }
}

extension MetricSplit {
  /// One colour a split, on every chart.
  var seriesStyle: StyleRole {
    switch self {
    case .unnamed, .train: .series(0)
    case .validation: .series(1)
    case .test: .series(2)
    case .fold: .series(0)
    }
  }
}

/// The grid of curves.
enum CurveGrid {
  static let smallestChart = Size(columns: 36, rows: 9)
}

extension RunOverlay {
  /// A chart's curves, and the runs beside them where it is wide enough for that.
  func split(_ area: Rect) -> (plot: Rect, side: Rect?) {
    guard area.columns >= 100, area.rows >= 8 else { return (area, nil) }
    let widest = members.map { HarmlessText.columns(of: HarmlessText.make($0.name)) }.max() ?? 0
    // The value at the crosshair among them, so that the curves stay where they are when it comes.
    let columns = min(max(30, widest + (hasGroups ? 38 : 28)), area.columns * 2 / 5)
    return (area.leftOf(columns + 2), area.rightPart(columns + 1).leftOf(1))
  }
}

extension DashboardState {
  /// The place of the grid that has the focus; 0 where there is none.
  var focusedPlace: Int { max(0, min(curves.focus, chartList.placeCount - 1)) }

  /// Where the grid stands: below the names of the runs, where there are several.
  func gridArea(in area: Rect) -> Rect { hasOverlay && area.rows >= 10 ? area.below(1) : area }

  /// The chart of the metric that stands for the charted run; 0 where there is none.
  func headlinePlace(in list: ChartList) -> Int {
    let name = chartedRun.flatMap { runs.values.headlineMetric(of: $0)?.name }
    let place = (0..<list.placeCount).first { place in
      list.chart(place)?.group.members.contains { $0.name == name } ?? false
    }
    return place ?? 0
  }

  /// The chart that is shown alone; nil where the grid is.
  var soleChart: ChartList.Chart? {
    let list = chartList
    return curves.isMaximised || list.placeCount == 1 ? list.chart(focusedPlace) : nil
  }

  /// The page of the grid with the focus.
  func chartGrid(in area: Rect) -> SectionGridLayout {
    let list = chartList
    return SectionGridLayout.make(
      list.shape, hasHeadings: list.hasHeadings, in: gridArea(in: area), minimum: CurveGrid.smallestChart,
      showing: focusedPlace)
  }
}
