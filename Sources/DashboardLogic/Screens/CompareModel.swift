import RunModel
public import TerminalModel

/// Marked runs side by side: the settings in which they differ, their metrics, and the curves of one of these.
public struct CompareModel: Sendable {
  public struct Heading: Equatable, Sendable {
    /// Which of the runs.
    public var run: Int
    public var tag: String
    public var name: String
    /// `finished @ 1,200`: its state, or that it is the reference, and its newest step.
    public var note: String
    public var style: StyleRole
    public var isSelected: Bool
  }

  public struct Line: Equatable, Sendable {
    public var name: ShortName
    /// `↓` where less is better, `↑` where more is.
    public var arrow = ""
    /// `last` or `best`; of a heading, what there is to say.
    public var kind = ""
    /// Of the runs on view, the reference first.
    public var cells: [RunComparison.Cell] = []
    public var matches: [Int] = []
    public var isHeading = false
    public var isSelected = false
    /// A setting's values stand at the left.
    public var isSetting = false
  }

  public var layout: CompareLayout
  /// Of the runs on view.
  public var headings: [Heading] = []
  /// Those on view.
  public var lines: [Line] = []
  /// Such as `5 runs  lines 3-18 of 80`.
  public var place = ""
  /// Of the selected line's metric and of those around it.
  public var charts: [CurvesModel.Chart] = []
  /// What is said in place of a comparison; empty where there is one.
  public var message: [String] = []

  init(_ state: DashboardState, in area: Rect) {
    let comparison = state.comparison
    let runs = comparison.runs
    layout = state.compareLayout(comparison, in: area)
    guard runs.count > 1 else {
      message = Self.message(state)
      return
    }
    var settings = state.settings.curves
    settings.band = .off
    let selected = runs[min(state.compare.run, runs.count - 1)].id
    let overlay = RunOverlay(runs, in: state.runs, selected: selected, settings: settings)
    let onView = [0] + Array(layout.runs)
    headings = onView.map { Self.heading($0, overlay, until: comparison.until) }
    let row = comparison.selectable(near: state.compare.row)
    let shown = TableModel(
      columns: [], rowCount: comparison.rows.count, selection: row, offset: row - layout.lineRows / 2
    ) {
      _ in []
    }
    .visible(rows: layout.lineRows)
    lines = Self.lines(
      comparison, shown, onView, selected: row, layout, NameFilter(kept: state.settings.compare.filter))
    place = [Self.reason(state, runs), Self.warning(state, comparison), Self.place(comparison, shown, layout)].filter {
      !$0.isEmpty
    }.joined(
      separator: "  ")
    guard let metric = comparison.metric(near: row) else { return }
    let metrics = comparison.metrics(around: metric, count: layout.charts.count)
    charts = zip(metrics, layout.charts).map { name, area in
      var chart = Self.chart(
        of: name, overlay, state, in: area, hasLegend: layout.runs.count < runs.count - 1,
        until: comparison.until)
      chart.model.isFocused = name == metric && metrics.count > 1
      return chart
    }
  }

  private static func message(_ state: DashboardState) -> [String] {
    [
      state.selectedRun == nil ? "There is no run to compare." : "There is no run to compare this one with.", "",
      "\(state.keys.label(of: .markRun)) marks a run in the list of runs (\(state.keys.label(of: .show(.runs)))); "
        + "\(state.keys.label(of: .show(.compare))) comes back here.",
    ]
  }

  /// How the runs came to be compared, where nobody has marked two.
  private static func reason(_ state: DashboardState, _ runs: [RunSnapshot]) -> String {
    let marked = state.runs.markedRuns
    guard marked.count < 2, let base = marked.first ?? state.selectedRun else { return "" }
    let metric = state.runs.values.headlineMetric(of: base)
    let by = metric.flatMap { $0.direction == nil ? nil : "the best by \(HarmlessText.make($0.name.rawValue))" }
    return "\(state.keys.label(of: .markRun)) on \(Screen.runs.title) chooses; shown is \(by ?? "what is listed first")"
  }

  /// Values at steps far apart are not alike.
  private static func warning(_ state: DashboardState, _ comparison: RunComparison) -> String {
    let steps = comparison.runs.compactMap { $0.newestStep.map { Double($0.rawValue) } }
    let key = state.keys.label(of: .compareAtCommonStep)
    guard comparison.until == nil, !key.isEmpty, let least = steps.min(), let most = steps.max(), least < 0.9 * most
    else { return "" }
    return "steps differ: \(key) compares at equal ones"
  }

  private static func heading(_ index: Int, _ overlay: RunOverlay, until: Step?) -> Heading {
    let member = overlay.members[index]
    let steps = [until, member.run.newestStep].compactMap(\.self).map { NumberFormat.grouped($0.rawValue) }
    let words = [
      index == 0 ? "reference" : StatusSign(member.run).word,
      steps.isEmpty ? "" : "@ " + steps.joined(separator: " of "),
    ]
    return Heading(
      run: index, tag: member.tag, name: member.name, note: words.filter { !$0.isEmpty }.joined(separator: " "),
      style: member.style, isSelected: member.isSelected)
  }

  private static func place(_ comparison: RunComparison, _ shown: Range<Int>, _ layout: CompareLayout) -> String {
    let runs = comparison.runs.count
    let others =
      layout.runs.count < runs - 1
      ? "runs 1, \(layout.runs.lowerBound + 1)-\(layout.runs.upperBound) of \(runs)" : "\(runs) runs"
    let lines =
      shown.count < comparison.rows.count
      ? "lines \(shown.lowerBound + 1)-\(shown.upperBound) of \(comparison.rows.count)" : ""
    return [others, lines].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func chart(
    of metric: MetricName, _ overlay: RunOverlay, _ state: DashboardState, in area: Rect, hasLegend: Bool, until: Step?
  ) -> CurvesModel.Chart {
    let hint = overlay.members[0].run.metrics.firstIndex { $0.name == metric } ?? 0
    // The headings of the table say whose curves these are, but for runs that are not on view.
    let (plot, side) = hasLegend ? overlay.split(area) : (area, nil)
    var model = LineChartModel(title: metric.rawValue, lines: overlay.lines(of: metric, hint: hint))
    if let until {
      for index in model.lines.indices { model.lines[index].series = model.lines[index].series.ending(at: until) }
    }
    state.apply(to: &model)
    model.hasLegend = side != nil
    let legend = side.map {
      CurvesModel.Legend(
        area: $0.below(1),
        model: RunLegendModel(overlay, of: metric, hint: hint, crosshair: model.crosshair, until: until))
    }
    return CurvesModel.Chart(area: plot, model: model, legend: legend)
  }
}

// MARK: Lines

extension CompareModel {
  private static func lines(
    _ comparison: RunComparison, _ shown: Range<Int>, _ onView: [Int], selected: Int, _ layout: CompareLayout,
    _ filter: NameFilter
  ) -> [Line] {
    let rows = comparison.rows[shown]
    let names = ShortName.make(rows.map(\.name), columns: max(1, layout.nameColumns - 2))
    return zip(shown, names).map { index, name in
      let row = comparison.rows[index]
      var line = Line(
        name: name, cells: comparison.cells(row, of: onView, columns: layout.valueColumns),
        isSelected: index == selected)
      switch row {
      case .parametersHeading(let differing, let count):
        line.heads(row)
        line.kind =
          count == 0 ? "none recorded" : differing == 0 ? "all \(count) alike" : "\(differing) of \(count) differ"
      case .metricsHeading(let count):
        line.heads(row)
        let end = comparison.until.map { "  up to step \(NumberFormat.grouped($0.rawValue)), the last that all have" }
        line.kind = (count == 0 ? "none" : "\(count)") + (end ?? "")
      case .parameter: line.isSetting = true
      case .metric(let name, let value):
        line.kind = value == .last ? "last" : "best"
        line.matches = filter.matches(in: name.rawValue) ?? []
        line.arrow = MetricDirection(measure: MetricRole(of: name).measure).map { $0.arrow } ?? ""
        // The name stands once, above its values.
        if value == .best, index > shown.lowerBound { (line.name, line.arrow) = (ShortName(text: "", places: []), "") }
      }
      return line
    }
  }
}

extension CompareModel.Line {
  /// Makes it the heading of lines, whose name has the whole row.
  fileprivate mutating func heads(_ row: RunComparison.Row) {
    isHeading = true
    name = ShortName.make([row.name], columns: .max)[0]
  }
}

extension MetricDirection {
  /// Which way is better.
  var arrow: String { self == .lowerIsBetter ? "↓" : "↑" }
}

extension RunComparison.Row {
  var name: String {
    switch self {
    case .parametersHeading: "hyperparameters"
    case .parameter(let name): name
    case .metricsHeading: "metrics"
    case .metric(let name, _): name.rawValue
    }
  }
}

extension DashboardState {
  func compareLayout(_ comparison: RunComparison, in area: Rect) -> CompareLayout {
    let widest = comparison.rows.map { HarmlessText.columns(of: HarmlessText.make($0.name)) }.max() ?? 0
    return CompareLayout(
      rowCount: comparison.rows.count, runCount: comparison.runs.count, nameColumns: widest + 2,
      run: min(compare.run, comparison.runs.count - 1), in: area)
  }
}
