public import RunModel
import TerminalModel

/// The list of runs: facts by row, for the wide table and for the narrow list beside a screen alike.
public struct RunsModel: Sendable {
  public struct Row: Sendable {
    public var sign: StatusSign
    public var name: String
    /// `248 of 400`, `248`, or empty without a step.
    public var step: String
    /// Of 0…1; nil while the total is not known.
    public var fractionDone: Double?
    /// The headline metric of this run; nil without metrics.
    public var metric: MetricName?
    public var series: MetricSeries?
    /// nil while there is no value.
    public var last: Double?
    /// nil when the metric's name does not tell which way is better.
    public var best: MetricPoint?
    /// `14:03:22`, or the date when it is not of the newest day; empty when not known.
    public var updated: String
    public var formats: String
    public var damageCount: Int
    /// What a person decided about it: who, when and why; empty while nobody has.
    public var decision: [String]
    /// Whether the decision is the last word on it.
    public var isDecided: Bool
    /// A sentence on why it is in its state; empty when there is nothing to say.
    public var reason: String
    /// How it goes: `healthy`, `▲ plateau since 420`; empty while that cannot be told.
    public var health: StyledText
  }
  public var selection: Int?
  /// The first row shown.
  public var scroll: Int
  /// What to say where there are no rows.
  public var emptyText: [String]

  private let state: DashboardState
  private let names: [String]
  /// Whether a listed run has been decided about.
  private let isDecided: Bool

  public var rowCount: Int { names.count }
  /// Made anew each time: a list may be long, and a screen shows little of it.
  public func row(_ index: Int) -> Row { Row(state.runs.listed[index], name: names[index], state: state) }
  /// As it is listed.
  func name(_ index: Int) -> String { names[index] }

  init(_ state: DashboardState, visibleRows: Int) {
    self.state = state
    names = Self.listNames(state.runs)
    isDecided = state.runs.listed.contains {
      Row.verdict(on: $0) != nil || ($0.openEscalation != nil && $0.standingDecision != nil)
    }
    selection = state.runs.selectedIndex
    let offset = (selection ?? 0) - visibleRows / 2
    scroll = max(0, min(offset, names.count - visibleRows))
    emptyText = EmptyText.lines(state)
  }

  /// The listed runs' names: those inside another indented, `[+40]` behind one that hides 40 runs and `[-40]` behind
  /// one that shows them, and the end of the id behind those that several of a kind share.
  private static func listNames(_ state: RunsState) -> [String] {
    struct Place: Hashable {
      var parent: String?
      var name: String
    }
    let counts = state.listed.reduce(into: [Place: Int]()) {
      $0[Place(parent: $1.parent?.id, name: $1.name), default: 0] += 1
    }
    var depths: [String: Int] = [:]
    return state.listed.map { run in
      let depth = run.parent.flatMap { depths[$0.id] }.map { $0 + 1 } ?? 0
      depths[run.id] = depth
      var name = String(repeating: "  ", count: depth) + run.name
      let isShared = counts[Place(parent: run.parent?.id, name: run.name)] ?? 0 > 1
      if isShared, run.id != run.name, let tail = run.id.split(separator: "-").last { name += " \(tail)" }
      let inner = state.innerCount(of: run)
      if inner > 0 { name += " [\(state.isOpen(run) ? "-" : "+")\(inner)]" }
      return name
    }
  }
}

extension RunsModel.Row {
  /// A failure with its last words.
  private static func reason(of run: RunSnapshot) -> String {
    // The state says it already.
    if let title = run.openEscalation?.title, run.stateReason.contains(title) { return "" }
    guard run.state == .failed else { return run.stateReason }
    return [run.stateReason, run.console.lastWords ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// The verdict about a run that has ended; nil while it has not, and while nobody has decided.
  fileprivate static func verdict(on run: RunSnapshot) -> Verdict? {
    run.state == .finished || run.state == nil ? run.standingDecision?.verdict : nil
  }

  init(_ run: RunSnapshot, name: String, state: DashboardState) {
    let groups = MetricGroup.groups(of: run.metrics)
    let headline = MetricGroup.headline(among: groups, metrics: run.metrics)
    let series = headline.map { run.metrics[$0.decisive.index].series }
    let lastStep = run.latestStep ?? run.progress?.step
    let verdict = Self.verdict(on: run)
    sign = verdict.map { StatusSign($0) } ?? StatusSign(run)
    isDecided = verdict != nil
    self.name = name
    fractionDone = run.progress.flatMap { progress in
      guard let total = progress.total?.rawValue, total > 0 else { return nil }
      return max(0, min(1, Double(progress.step.rawValue) / Double(total)))
    }
    step =
      lastStep.map { step in
        let total = run.progress?.total.map { " of \(NumberFormat.grouped($0.rawValue))" } ?? ""
        return NumberFormat.grouped(step.rawValue) + total
      } ?? ""
    metric = headline?.decisive.name
    self.series = series
    last = series?.last?.value
    best = series.flatMap { series in headline?.direction?.best(of: series) }
    let newest = state.runs.watched.newestData
    updated =
      run.updated.map { moment in
        let isRecent = newest.map { $0.secondsSince1970 - moment.secondsSince1970 < 43_200 } ?? true
        return isRecent
          ? ClockTime.time(moment, secondsFromUTC: state.secondsFromUTC)
          : ClockTime.dateAndTime(moment, secondsFromUTC: state.secondsFromUTC)
      } ?? ""
    formats = run.formats.joined(separator: "+")
    damageCount = run.damage.count
    decision = run.standingDecision?.words(secondsFromUTC: state.secondsFromUTC) ?? []
    reason = Self.reason(of: run)
    health = state.health.report(of: run).map { $0.isJudged ? $0.signedWord : [] } ?? []
  }
}

/// What a screen says when it has nothing to show, and what helps.
enum EmptyText {
  static func lines(_ state: DashboardState) -> [String] {
    guard state.runs.watched.runs.isEmpty else { return [] }
    if !state.runs.watched.isInitialScanDone { return ["Looking for runs below \(state.rootLabel) …"] }
    return [
      "No runs below \(state.rootLabel).", "",
      "Looked for run directories, TensorBoard event files, JSON lines and CSV metric logs.", "",
      "pitwall demo                       a real training on sample data",
      "pitwall launch -- python train.py  your own training, watched and controlled",
      "pitwall watch DIRECTORY            runs that are somewhere else", "",
      "What begins here is shown as soon as it writes.",
    ] + (state.runs.watched.problems.isEmpty ? [] : [""] + state.runs.watched.problems)
  }
}

extension RunsModel {
  /// The wide list of the runs screen.
  public var table: TableModel {
    TableModel(
      columns: [
        .init("", minimum: 1), .init("run", minimum: 12, maximum: 44, isFlexible: true, truncation: .middle),
        .init("state", minimum: 6),
        .init("step", alignment: .right), .init("done", alignment: .right, priority: 5),
        .init("metric", priority: 3, maximum: 24), .init("curve", priority: 4),
        .init("last", alignment: .right, priority: 1),
        .init("best", alignment: .right, priority: 2), .init("newest data", alignment: .right, priority: 7),
        .init("format", priority: 8, maximum: 20),
      ] + (isDecided ? [.init("decision", priority: 6, minimum: 20, maximum: 44)] : []),
      rowCount: rowCount, selection: selection, offset: scroll, emptyText: "no runs"
    ) { row($0).cells + (isDecided ? [.text(row($0).decision.joined())] : []) }
  }

  /// The narrow list beside other screens.
  public var sidebarTable: TableModel {
    TableModel(
      columns: [
        .init("", minimum: 1), .init("run", minimum: 15, isFlexible: true, truncation: .middle),
        .init("curve", priority: 1, maximum: 8),
        .init("best", alignment: .right, priority: 0),
      ],
      rowCount: rowCount, selection: selection, offset: scroll, emptyText: "no runs"
    ) { index in
      let row = row(index)
      return [row.signCell, .text(row.name), row.curveCell, row.bestCell]
    }
  }
}

extension RunsModel.Row {
  fileprivate var signCell: TableModel.Cell { .text(sign.glyph, sign.style) }
  fileprivate var curveCell: TableModel.Cell {
    series.map { .sparkline(SparklineModel(series: $0, style: .series2)) } ?? .text("")
  }
  fileprivate var bestCell: TableModel.Cell {
    .text(best.map { NumberFormat.significant($0.value) } ?? "", .textStrong)
  }

  fileprivate var cells: [TableModel.Cell] {
    [
      signCell, .text(name + (damageCount > 0 ? "  ▲" : ""), .textStrong), .text(sign.word, sign.style), .text(step),
      .text(fractionDone.map { NumberFormat.percent($0) } ?? "", .textDim), .text(metric?.rawValue ?? "", .textDim),
      curveCell, .text(last.map { NumberFormat.significant($0) } ?? ""),
      .text(
        best.map { "\(NumberFormat.significant($0.value)) @ \(NumberFormat.short($0.step.rawValue))" } ?? "",
        .textStrong),
      .text(updated, .textDim), .text(formats, .textDim),
    ]
  }

  /// Name, state and progress in one line, for the top of a screen of one run.
  public var titleLine: StatusLineModel {
    var leading = [
      StyledText([
        TextSpan("\(sign.glyph) ", sign.style), TextSpan(name, .textStrong), TextSpan("  \(sign.word)", sign.style),
      ])
    ]
    if !step.isEmpty {
      let done = fractionDone.map { "  \(NumberFormat.percent($0))" } ?? ""
      leading.append(StyledText("step \(step)\(done)", .textDim))
    }
    if !health.isEmpty { leading.append(health) }
    if isDecided {
      leading += decision.map { StyledText(String($0.drop { ": ".contains($0) }), .textDim) }
    } else if !reason.isEmpty {
      leading.append(StyledText(reason, .textDim))
    }
    let damage = damageCount > 0 ? "▲ \(damageCount) damaged record\(damageCount == 1 ? "" : "s")" : ""
    return StatusLineModel(leading: leading, trailing: StyledText(damage, .warning))
  }
}
