import RunHealth
import RunModel
public import TerminalModel

/// One verdict a run, the sick ones first; below the list why, for the selected one, and where in its curve.
public struct HealthModel: Sendable {
  public var table: TableModel
  /// Such as `2 critical  1 warning  17 healthy`.
  public var summary: StyledText
  /// Whose findings are below.
  public var runName: String
  /// The findings, then the rules that did not fire; wrapped.
  public var lines: [StyledText]
  /// The lines of the finding that has the focus; empty where there is none.
  public var focus: Range<Int>
  /// The metric of that finding, the crosshair where it begins, else what the run is judged by; nil where there is none, or
  /// no room.
  public var chart: LineChartModel?
  /// What filters the list; empty when nothing does.
  public var filter: String
  public var layout: HealthLayout

  init?(_ state: DashboardState, in area: Rect) {
    guard let run = state.selectedRun else { return nil }
    let names = RunsModel(state, visibleRows: 1)
    let (runs, health) = (state.runs.listed, state.health)
    let order = state.runsByHealth
    let selected = state.runs.selectedIndex.flatMap { order.firstIndex(of: $0) }
    layout = HealthLayout(runCount: runs.count, in: area)
    chart = layout.chart.isEmpty ? nil : Self.chart(state.focusedFinding, run, state, hasRoom: area.columns >= 90)
    if chart == nil { layout = layout.withoutChart }
    table = TableModel(
      columns: [
        .init("", minimum: 1), .init("run", minimum: 12, maximum: 40, truncation: .middle),
        .init("verdict", minimum: 7),
        .init("step", alignment: .right), .init("why", priority: 1, minimum: 12, isFlexible: true),
      ], rowCount: runs.count, selection: selected, offset: Self.offset(selected ?? 0, page: layout.page)
    ) { row in
      Self.cells(names.name(order[row]), health.report(of: runs[order[row]]))
    }
    summary = Self.summary(runs.map { health.verdict(of: $0) })
    filter = state.settings.runs.filter
    runName = run.qualifiedName
    var text = HealthText(columns: max(1, layout.detail.columns - 4), keys: state.keys)
    text.write(state.selectedHealth, focus: state.health.focus)
    (lines, focus) = (text.lines, text.focus)
  }

  /// The sick runs are at the top: it stays on view as long as the selected run is near it.
  private static func offset(_ selected: Int, page: Int) -> Int { selected < page ? 0 : selected - page / 2 }

  /// The lines that fit into `rows`, so that the finding with the focus is among them.
  public func visible(rows: Int) -> Range<Int> {
    let start = max(0, min(focus.lowerBound > 0 && focus.upperBound > rows ? focus.lowerBound : 0, lines.count - rows))
    return start..<min(lines.count, start + max(0, rows))
  }

  /// All of the curve; of what is over the steps around it, at their full range. Without a place in a curve that of the
  /// loss, else of the main metric.
  ///
  /// - Parameter hasRoom: for what is no evidence.
  private static func chart(
    _ finding: HealthFinding?, _ run: RunSnapshot, _ state: DashboardState, hasRoom: Bool
  ) -> LineChartModel? {
    let groups = MetricGroup.groups(of: run.metrics)
    let found = finding?.step == nil ? nil : groups.first { $0.members.contains { $0.name == finding?.metric } }
    let main = state.runs.values.headlineMetric(of: run)?.name
    if found == nil, !hasRoom { return nil }
    let usual =
      groups.first { $0.direction == .lowerIsBetter } ?? groups.first { $0.members.contains { $0.name == main } }
    guard let group = found ?? usual else { return nil }
    var model = LineChartModel(title: group.title, lines: group.lines(of: run))
    model.secondsFromUTC = state.secondsFromUTC
    model.stepTitle = run.stepTitle(of: group)
    guard found != nil, let finding, let step = finding.step else { return model }
    model.crosshair = step
    if finding.isOver, let whole = model.wholeRange {
      (model.xRange, model.hasFullRange) = (surroundings(of: step.rawValue, within: whole), true)
    }
    return model
  }

  /// A quarter of all steps, at least twenty.
  private static func surroundings(of step: Int64, within whole: ClosedRange<Int64>) -> ClosedRange<Int64> {
    let reach = max(10, whole.upperBound / 8 - whole.lowerBound / 8)
    let (from, to) = (step.subtractingReportingOverflow(reach), step.addingReportingOverflow(reach))
    let start = max(whole.lowerBound, from.overflow ? .min : from.partialValue)
    return start...max(start, min(whole.upperBound, to.overflow ? .max : to.partialValue))
  }

  private static func cells(_ name: String, _ report: HealthReport?) -> [TableModel.Cell] {
    let sign = StatusSign(report)
    let worst = report?.worst
    return [
      .text(sign.glyph, sign.style), .text(name, .textStrong), .text(worst?.rule.words ?? sign.word, sign.style),
      .text(worst?.step.map { NumberFormat.grouped($0.rawValue) } ?? ""),
      .text(worst?.evidence.sentence ?? report?.remark ?? "", worst == nil ? .textDim : .text),
    ]
  }

  private static func summary(_ verdicts: [HealthVerdict]) -> StyledText {
    let spans = HealthVerdict.allCases.compactMap { verdict -> TextSpan? in
      let (number, sign) = (verdicts.count { $0 == verdict }, StatusSign(verdict))
      return number == 0 ? nil : TextSpan("\(sign.glyph) \(number) \(sign.word)", sign.style)
    }
    return StyledText(Array(spans.map { [$0] }.joined(separator: [TextSpan("  ")])))
  }
}

/// Where list, findings and chart stand: the list takes what its runs need, at most two fifths.
public struct HealthLayout: Equatable, Sendable {
  public let list: Rect
  /// Empty on a very low screen.
  public let detail: Rect
  /// Beside the findings; empty where there is no room.
  public let chart: Rect

  init(runCount: Int, in area: Rect) {
    let rows = area.rows < 12 ? area.rows / 2 : min(runCount + 3, max(6, area.rows * 2 / 5))
    list = area.rows < 6 ? area : area.topPart(rows)
    let below = area.below(list.rows)
    let hasChart = below.columns >= 76 && below.rows >= 9
    let text = hasChart ? max(34, min(below.columns * 2 / 5, 84)) : below.columns
    (detail, chart) = (below.leftPart(text), below.rightOf(text))
  }

  private init(list: Rect, detail: Rect) {
    (self.list, self.detail) = (list, detail)
    chart = detail.leftPart(0)
  }

  /// The findings as wide as the list.
  var withoutChart: HealthLayout {
    let columns = detail.columns + chart.columns
    return HealthLayout(
      list: list, detail: Rect(column: detail.column, row: detail.row, columns: columns, rows: detail.rows))
  }

  /// Runs that the list shows at once.
  var page: Int { max(1, list.rows - (DashboardLayout.hasFrame(list) ? 3 : 1)) }
}

/// The findings of a run as lines of a width.
struct HealthText {
  let columns: Int
  /// For what says which key shows more.
  let keys: KeyMap
  private(set) var lines: [StyledText] = []
  private(set) var focus = 0..<0

  init(columns: Int, keys: KeyMap) { (self.columns, self.keys) = (columns, keys) }

  mutating func write(_ report: HealthReport?, focus focused: Int) {
    guard let report else { return add([TextSpan("not judged yet", .textDim)]) }
    let findings = report.findings
    for (index, finding) in findings.enumerated() {
      let start = lines.count
      write(finding)
      if index == min(focused, findings.count - 1) { focus = start..<lines.count }
      lines.append([])
    }
    if findings.isEmpty {
      let sign = StatusSign(report)
      add([TextSpan("\(sign.glyph) ", sign.style), TextSpan(report.verdict)])
      lines.append([])
    }
    writeOthers(report)
  }

  private mutating func write(_ finding: HealthFinding) {
    let sign = StatusSign(finding.severity)
    add([
      TextSpan("\(sign.glyph) \(finding.rule.words)", sign.style), TextSpan("  \(sign.word)", .textDim),
    ])
    let place = [
      TextSpan(finding.place(named: "step"), .textStrong), TextSpan(finding.metric?.rawValue ?? ""),
    ].filter { !$0.text.isEmpty }
    if !place.isEmpty { add([TextSpan("  ")] + Array(place.map { [$0] }.joined(separator: [TextSpan(", ")]))) }
    add([TextSpan("  "), TextSpan(finding.evidence.sentence + ".")])
    let key = finding.screen == .curves ? "" : keys.label(of: .show(finding.screen))
    let more = key.isEmpty ? "" : " \(key) shows the \(finding.screen.title.lowercased())."
    add([TextSpan("  "), TextSpan(finding.rule.advice + more, .textDim)])
  }

  /// The rules that found nothing in one sentence, and those that could not look with what they need.
  private mutating func writeOthers(_ report: HealthReport) {
    var quiet: [String] = []
    var unjudged: [(reason: String, rules: [String])] = []
    for judgement in report.judgements {
      switch judgement.outcome {
      case .fired: break
      case .quiet: quiet.append(judgement.rule.words)
      case .unjudged(let reason):
        if let at = unjudged.firstIndex(where: { $0.reason == reason }) {
          unjudged[at].rules.append(judgement.rule.words)
        } else {
          unjudged.append((reason, [judgement.rule.words]))
        }
      }
    }
    if !quiet.isEmpty {
      add([TextSpan("looked and found nothing", .title)])
      add([TextSpan("  "), TextSpan(quiet.joined(separator: ", "), .textDim)])
    }
    guard !unjudged.isEmpty else { return }
    lines.append([])
    add([TextSpan("could not look", .title)])
    for (reason, rules) in unjudged {
      add([TextSpan("  "), TextSpan(rules.joined(separator: ", ")), TextSpan(": \(reason)", .textDim)])
    }
  }

  private mutating func add(_ spans: [TextSpan]) { lines += StyledText(spans).wrapped(columns: columns) }
}
