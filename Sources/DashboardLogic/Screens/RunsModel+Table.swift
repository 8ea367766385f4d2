import RunHealth
import RunModel
import TerminalModel

extension RunsModel {
  /// Sign and name stay on view, whatever is scrolled to the side.
  static let fixedColumns = 2

  /// The wide list of the runs screen.
  public var table: TableModel {
    let columns = runs.columns.all
    let settings = state.settings.runs
    let sorted = settings.sort.flatMap { sort -> TableModel.Sort? in
      let index = sort.column == .name ? 0 : columns.firstIndex(of: sort.column).map { $0 + 1 }
      return index.map { TableModel.Sort(column: $0 + 1, isAscending: sort.isAscending) }
    }
    var table = TableModel(
      columns: [.init("", minimum: 1), .init("run", minimum: 15, maximum: 44, isFlexible: true, truncation: .middle)]
        + columns.map(heading),
      rowCount: rowCount, selection: selection, offset: scroll, sort: sorted, emptyText: "no runs"
    ) { cells($0) }
    table.sideways = TableModel.Sideways(
      fixedCount: Self.fixedColumns, offset: runs.columnOffset, cursor: runs.columnCursor + 1)
    return table
  }

  /// The narrow list beside other screens.
  public var sidebarTable: TableModel {
    TableModel(
      columns: [
        .init("", minimum: 3), .init("run", minimum: 30, isFlexible: true, truncation: .middle),
        .init("best", alignment: .right, priority: 0, minimum: 8),
      ],
      rowCount: rowCount, selection: selection, offset: scroll, emptyText: "no runs"
    ) { index in
      switch runs.rows[index] {
      case .group(let group): return [.text(""), .text(title(of: group, isShort: true), .title)]
      case .run(let place):
        let run = runs.listed[place]
        return [
          signCell(run), .text(runs.names[place], nameStyle(run) ?? .text),
          runs.columns.sharedHeadline == nil ? bestWithDirection(run) : cell(.headlineBest, run, isShort: true),
        ]
      }
    }
  }

  /// The best value with which way is better, as runs with other metrics stand above and below it: `↓ 0.0683`.
  private func bestWithDirection(_ run: RunSnapshot) -> TableModel.Cell {
    guard case .text(let text) = cell(.headlineBest, run, isShort: true), !text.isEmpty,
      let direction = headline(run)?.direction
    else { return .text("") }
    return .text(StyledText([TextSpan(direction == .lowerIsBetter ? "↓ " : "↑ ", .textDim)] + text.spans))
  }

  /// What the list is called: with what arranges it.
  public var title: String {
    let settings = state.settings.runs
    return "runs" + (settings.filter.isEmpty ? "" : "  / \(settings.filter)")
      + (settings.groupedBy.map { "  by \($0)" } ?? "")
  }

  /// What the runs of the selected group are worth, as bars; nil while a run is selected.
  public var groupBars: BarListModel? {
    guard let group = runs.selectedGroup else { return nil }
    let items = group.members.compactMap { place -> BarListModel.Item? in
      let run = runs.watched.runs[place]
      guard let metric = headline(run), let value = runs.values.bestPoint(of: metric, in: run)?.value else {
        return nil
      }
      return BarListModel.Item(name: run.name, value: value)
    }
    let value = group.value.map { "\(group.name) \($0)" } ?? "without \(group.name)"
    return BarListModel(
      title: "runs of \(value)", measure: "best \(runs.columns.sharedHeadline?.rawValue ?? "main metric")",
      items: items,
      emptyText: "none of them has a best value yet")
  }

  /// How many runs are shown, which of them, which columns, and how many are marked.
  /// - Parameter rows: as many as have room.
  public func summary(of page: TableModel.Page, _ table: TableModel, rows: Int) -> StyledText {
    let all = runs.outerCount
    let place = table.place(rows: rows)
    var parts = [runs.matchCount < all ? "\(runs.matchCount) of \(all) runs" : place.isEmpty ? "\(all)" : "", place]
    let shown = page.placements.map(\.index).filter { $0 >= Self.fixedColumns }
    if shown.count < table.columns.count - Self.fixedColumns, let first = shown.first, let last = shown.last {
      parts.append("columns \(first - 1)-\(last - 1) of \(table.columns.count - Self.fixedColumns)")
    }
    let words = TextSpan(parts.filter { !$0.isEmpty }.joined(separator: "  "), .textDim)
    let marks = runs.marked.count
    return StyledText(marks == 0 ? [words] : [TextSpan("◆ \(marks) marked  ", .accent), words])
  }

  private func heading(_ column: RunColumn) -> TableModel.Column {
    let alignment: TableModel.Alignment =
      runs.columns.isAlignedRight(column, runs: runs.listed) ? .right : .left
    switch column {
    case .headlineCurve: return .init(runs.columns.sharedHeadline?.rawValue ?? column.title, maximum: 24, stretch: 24)
    case .curve: return .init(column.title, maximum: 24, stretch: 24)
    case .headlineName, .format, .tags: return .init(column.title, maximum: 24)
    case .decision: return .init(column.title, minimum: 20, maximum: 44)
    default: return .init(column.title, alignment: alignment, maximum: 44, truncation: .middle)
    }
  }

  // MARK: Cells

  private func cells(_ index: Int) -> [TableModel.Cell] {
    switch runs.rows[index] {
    case .group(let group):
      return [.text(""), .text(title(of: group), .title)] + runs.columns.all.map { cell($0, of: group) }
    case .run(let place):
      let run = runs.listed[place]
      let name = runs.names[place] + (run.damage.count > 0 ? "  ▲" : "")
      return [signCell(run), .text(name, nameStyle(run) ?? .textStrong)] + runs.columns.all.map { cell($0, run) }
    }
  }

  /// The sign of its state; before it the mark in its colour where runs are marked for comparison, behind it that of its
  /// health where a rule fired for any run.
  private func signCell(_ run: RunSnapshot) -> TableModel.Cell {
    let sign = run.sign
    var spans = [TextSpan(sign.glyph, sign.style)]
    if !runs.marked.isEmpty {
      spans.insert(runs.isMarked(run.id) ? TextSpan("◆", runs.style(of: run.id)) : TextSpan(" "), at: 0)
    }
    if runs.values.isAnySick {
      let verdict = state.health.verdict(of: run)
      let health = StatusSign(verdict)
      spans.append(verdict.isSick ? TextSpan(health.glyph, health.style) : TextSpan(" "))
    }
    return .text(StyledText(spans))
  }

  /// That of the verdict on a sick run.
  private func nameStyle(_ run: RunSnapshot) -> StyleRole? {
    let verdict = state.health.verdict(of: run)
    return verdict.isSick ? StatusSign(verdict).style : nil
  }

  /// `✘ not a number`, and how many rules more fired.
  private func health(_ run: RunSnapshot) -> TableModel.Cell {
    let report = state.health.report(of: run)
    let sign = StatusSign(report)
    guard let worst = report?.worst else { return .text(report == nil ? "" : sign.word, .textDim) }
    let more = (report?.findings.count ?? 1) - 1
    return .text("\(sign.glyph) \(worst.rule.words)\(more > 0 ? " +\(more)" : "")", sign.style)
  }

  private func cell(_ column: RunColumn, of group: RunGroup) -> TableModel.Cell {
    guard let value = group.summaries[column] else { return .text("") }
    let metric: MetricName? =
      switch column {
      case .last(let name), .best(let name): name
      default: runs.columns.sharedHeadline
      }
    let text = runs.columns.text(value, of: metric, in: column)
    switch column {
    case .best, .headlineBest: return .text(text, .textStrong)
    default: return .text("mean \(text)")
    }
  }

  /// - Parameter isShort: a best value without its step.
  private func cell(_ column: RunColumn, _ run: RunSnapshot, isShort: Bool = false) -> TableModel.Cell {
    switch column {
    case .name: .text(run.name)
    case .state: .text(run.sign.word, run.sign.style)
    case .health: health(run)
    case .step: .text(run.stepWords)
    case .progress: run.fractionDone.map { .progress($0) } ?? .text("")
    case .ends: .text(run.ends(in: state).map { state.shortTime($0, isRounded: true) } ?? "")
    case .headlineName: .text(headline(run)?.name.rawValue ?? "", .textDim)
    case .headlineCurve: curve(headline(run), run)
    case .headlineLast:
      run.chosenEstimate.map { .text("test \(runs.columns.text($0, of: headline(run)?.name, in: column))") }
        ?? last(headline(run), column)
    case .headlineBest: best(headline(run), run, column, isShort: isShort)
    case .newestData: .text(state.newestData(of: run), .textDim)
    case .started: .text(run.identity?.created.map { state.shortTime($0) } ?? "", .textDim)
    case .format: .text(run.formats.joined(separator: "+"), .textDim)
    case .tags: .text(run.tags.joined(separator: " "))
    case .decision:
      .text(run.standingDecision?.words(secondsFromUTC: state.secondsFromUTC).joined() ?? "")
    case .curve(let name): curve(run.metric(named: name.rawValue), run)
    case .last(let name): last(run.metric(named: name.rawValue), column)
    case .best(let name): best(run.metric(named: name.rawValue), run, column, isShort: isShort)
    case .hyperparameter(let name): .text(run.hyperparameters.first { $0.name == name }?.value.text ?? "")
    }
  }

  private func headline(_ run: RunSnapshot) -> RunSnapshot.Metric? { runs.values.headlineMetric(of: run) }

  private func curve(_ metric: RunSnapshot.Metric?, _ run: RunSnapshot) -> TableModel.Cell {
    guard let metric else { return .text("") }
    // An area of full cells is louder than words of its colour.
    let style = runs.isMarked(run.id) ? runs.style(of: run.id) : run.id == runs.selectedID ? .accent : .border
    return .sparkline(
      SparklineModel(series: metric.series, range: runs.columns.curveRanges[metric.name], style: style))
  }

  private func last(_ metric: RunSnapshot.Metric?, _ column: RunColumn) -> TableModel.Cell {
    .text(metric?.series.last.map { runs.columns.text($0.value, of: metric?.name, in: column) } ?? "")
  }

  private func best(
    _ metric: RunSnapshot.Metric?, _ run: RunSnapshot, _ column: RunColumn, isShort: Bool
  ) -> TableModel.Cell {
    guard let metric, let best = runs.values.bestPoint(of: metric, in: run) else { return .text("") }
    let value = runs.columns.text(best.value, of: metric.name, in: column)
    let step = NumberFormat.short(best.step.rawValue)
    let gap = String(repeating: " ", count: max(0, 4 - step.count))
    return .text(isShort ? value : "\(value) @ \(gap)\(step)", .textStrong)
  }
}

extension RunSnapshot {
  /// `248 of 400`, as far as its own progress says it is where that goes beyond its points; of a study its trials; empty
  /// without a step.
  var stepWords: String {
    if let trials = studyTrialCount {
      let all = trials.all.map { " of \(NumberFormat.grouped($0))" } ?? ""
      return NumberFormat.grouped(trials.done) + all
    }
    guard let newest = newestStep else { return "" }
    guard let progress, let total = progress.total else { return NumberFormat.grouped(newest.rawValue) }
    return "\(NumberFormat.grouped(max(newest, progress.step).rawValue)) of \(NumberFormat.grouped(total.rawValue))"
  }

  /// The last word on it where a person has spoken one, else its state.
  var sign: StatusSign { finalVerdict.map { StatusSign($0) } ?? StatusSign(self) }
}
