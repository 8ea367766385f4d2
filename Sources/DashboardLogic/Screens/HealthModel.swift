import RunHealth
import RunModel
public import TerminalModel

/// One verdict a run, and below the list why, for the selected one.
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
  public var layout: HealthLayout

  init?(_ state: DashboardState, in area: Rect) {
    guard let run = state.selectedRun else { return nil }
    layout = HealthLayout(runCount: state.runs.listed.count, in: area)
    let names = RunsModel(state, visibleRows: 1)
    let (runs, health) = (state.runs.listed, state.health)
    table = TableModel(
      columns: [
        .init("", minimum: 1), .init("run", minimum: 12, maximum: 40, truncation: .middle),
        .init("verdict", minimum: 7),
        .init("since", alignment: .right), .init("why", priority: 1, minimum: 12, isFlexible: true),
      ], rowCount: runs.count, selection: state.runs.selectedIndex,
      offset: (state.runs.selectedIndex ?? 0) - layout.page / 2
    ) { index in Self.cells(names.name(index), health.report(of: runs[index])) }
    summary = Self.summary(runs.map { health.report(of: $0) })
    runName = run.qualifiedName
    var text = HealthText(columns: max(1, layout.detail.columns - 4))
    text.write(state.selectedHealth, focus: state.health.focus)
    (lines, focus) = (text.lines, text.focus)
  }

  /// The lines that fit into `rows`, so that the finding with the focus is among them.
  public func visible(rows: Int) -> Range<Int> {
    let start = max(0, min(focus.lowerBound > 0 && focus.upperBound > rows ? focus.lowerBound : 0, lines.count - rows))
    return start..<min(lines.count, start + max(0, rows))
  }

  private static func cells(_ name: String, _ report: HealthReport?) -> [TableModel.Cell] {
    let sign = StatusSign(report)
    let worst = report?.worst
    return [
      .text(sign.glyph, sign.style), .text(name, .textStrong), .text(worst?.rule.words ?? sign.word, sign.style),
      .text(worst.map { NumberFormat.grouped($0.step.rawValue) } ?? ""),
      .text(worst?.evidence.sentence ?? report?.remark ?? "", worst == nil ? .textDim : .text),
    ]
  }

  private static func summary(_ reports: [HealthReport?]) -> StyledText {
    let signs = Dictionary(grouping: reports.map { StatusSign($0) }) { $0.word }
    let spans = ["critical", "warning", "healthy", "not judged"].compactMap { word in
      signs[word].map { TextSpan("\($0[0].glyph) \($0.count) \(word)", $0[0].style) }
    }
    return StyledText(Array(spans.map { [$0] }.joined(separator: [TextSpan("  ")])))
  }
}

/// Where list and findings stand: the list takes what its runs need, at most two fifths.
public struct HealthLayout: Equatable, Sendable {
  public let list: Rect
  /// Empty on a very low screen.
  public let detail: Rect

  init(runCount: Int, in area: Rect) {
    let rows = area.rows < 12 ? area.rows / 2 : min(runCount + 3, max(6, area.rows * 2 / 5))
    list = area.rows < 6 ? area : area.topPart(rows)
    detail = area.below(list.rows)
  }

  /// Runs that the list shows at once.
  var page: Int { max(1, list.rows - (DashboardLayout.hasFrame(list) ? 3 : 1)) }
}

/// The findings of a run as lines of a width.
struct HealthText {
  let columns: Int
  private(set) var lines: [StyledText] = []
  private(set) var focus = 0..<0

  init(columns: Int) { self.columns = columns }

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
      TextSpan("  \(finding.preposition) step \(NumberFormat.grouped(finding.step.rawValue))", .textStrong),
      TextSpan("  \(finding.metric.rawValue)", .textDim),
    ])
    add([TextSpan("  "), TextSpan(finding.evidence.sentence + ".")])
    add([TextSpan("  "), TextSpan(finding.rule.advice, .textDim)])
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

extension StatusSign {
  init(_ severity: HealthSeverity) {
    switch severity {
    case .critical: self.init("✘", "critical", .error)
    case .warning: self.init("▲", "warning", .warning)
    }
  }

  /// The sign of a run's health; nil: it has not been judged.
  init(_ report: HealthReport?) {
    if let worst = report?.worst {
      self.init(worst.severity)
    } else if report?.isJudged == true {
      self.init("✔", "healthy", .success)
    } else {
      self.init("·", "not judged", .textDim)
    }
  }
}
