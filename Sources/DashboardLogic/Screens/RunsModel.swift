import RunHealth
public import RunModel
import TerminalModel

/// The list of runs: facts by row, for the wide table and for the narrow list beside a screen alike.
public struct RunsModel: Sendable {
  public struct Row: Sendable {
    public var sign: StatusSign
    public var name: String
    /// `248 of 400`, `248`, or empty without a step; of a study its trials.
    public var step: String
    public var isStudy: Bool
    /// What a study that goes on does after its trials; empty for others.
    public var phaseAfterTrials: String
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
    /// When it will be done at its recent pace: `16:40`; empty when that is not known.
    public var ends: String
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

  let state: DashboardState

  var runs: RunsState { state.runs }
  public var rowCount: Int { state.runs.rows.count }

  /// The run of a line; nil where it is the line of a group. Made anew each time: a list may be long, and a screen shows
  /// little of it.
  public func row(_ index: Int) -> Row? {
    runs.rows[index].runIndex.map { Row(runs.listed[$0], name: runs.names[$0], state: state) }
  }
  /// What a listed run is called, by its place in `RunsState.listed`.
  func name(_ index: Int) -> String { runs.names[index] }

  init(_ state: DashboardState, visibleRows: Int) {
    self.state = state
    selection = state.runs.selectedRow
    // Also after the list was arranged anew: the charts below are of the selected run, and keys act on it.
    scroll = max(0, min((selection ?? 0) - visibleRows / 2, state.runs.rows.count - visibleRows))
    emptyText = EmptyText.lines(state)
  }

  /// What the line of a group is called: `▾ lr 0.001  5 runs`.
  /// - Parameter isShort: without what it is grouped by.
  func title(of group: RunGroup, isShort: Bool = false) -> String {
    let value = group.value.map { $0.isEmpty ? "(empty)" : $0 } ?? "not set"
    let sign = group.isOpen ? "▾" : "▸"
    if isShort { return "\(sign) \(HarmlessText.truncate(HarmlessText.make(value), columns: 14)) ×\(group.count)" }
    return "\(sign) \(group.name) \(value)  \(group.count) run\(group.count == 1 ? "" : "s")"
  }
}

extension RunsModel.Row {
  private static func reason(of run: RunSnapshot) -> String {
    // The state says it already.
    if let title = run.openEscalation?.title, run.stateReason.contains(title) { return "" }
    return run.fullReason
  }

  init(_ run: RunSnapshot, name: String, state: DashboardState) {
    let headline = state.runs.values.headlineMetric(of: run)
    let series = headline?.series
    let verdict = run.finalVerdict
    sign = verdict.map { StatusSign($0) } ?? StatusSign(run)
    isDecided = verdict != nil
    self.name = name
    fractionDone = run.fractionDone
    (step, isStudy, phaseAfterTrials) = (run.stepWords, run.studyTrialCount != nil, run.phaseAfterTrials)
    metric = headline?.name
    self.series = series
    last = series?.last?.value
    best = headline.flatMap { metric in metric.direction?.best(of: metric.series) }
    updated = state.newestData(of: run)
    ends = run.ends(in: state).map { state.shortTime($0, isRounded: true) } ?? ""
    formats = run.formats.joined(separator: "+")
    damageCount = run.damage.count
    decision = run.standingDecision?.words(secondsFromUTC: state.secondsFromUTC) ?? []
    reason = Self.reason(of: run)
    health = state.health.report(of: run).map(\.signedWord) ?? []
  }
}

extension RunsModel.Row {
  /// Name, state and progress in one line, for the top of a screen of one run.
  public var titleLine: StatusLineModel {
    var leading = [
      StyledText([
        TextSpan("\(sign.glyph) ", sign.style), TextSpan(name, .textStrong), TextSpan("  \(sign.word)", sign.style),
      ])
    ]
    if !step.isEmpty {
      let done = fractionDone.map { "  \(NumberFormat.percent($0))" } ?? ""
      let end = ends.isEmpty ? "" : "  ends \(ends)"
      let phase = phaseAfterTrials.isEmpty ? "" : ", \(phaseAfterTrials)"
      leading.append(StyledText("\(isStudy ? "trial" : "step") \(step)\(phase)\(done)\(end)", .textDim))
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

extension DashboardState {
  /// When its newest data came: a clock time of a run that goes on, a date of one that has ended or does not say.
  func newestData(of run: RunSnapshot) -> String {
    guard let moment = run.updated else { return "" }
    return run.isLive
      ? shortTime(moment) : ClockTime.dateAndTime(moment, secondsFromUTC: secondsFromUTC)
  }

  /// `14:03:22`, or the date when it is half a day and more from the newest data of all.
  /// - Parameter isRounded: without seconds.
  func shortTime(_ moment: WallTime, isRounded: Bool = false) -> String {
    let distance = (runs.watched.newestData?.secondsSince1970 ?? moment.secondsSince1970) - moment.secondsSince1970
    guard abs(distance) < 43_200 else { return ClockTime.dateAndTime(moment, secondsFromUTC: secondsFromUTC) }
    let time = ClockTime.time(moment, secondsFromUTC: secondsFromUTC)
    return isRounded ? String(time.prefix(5)) : time
  }
}

extension RunSnapshot {
  /// The reason of its state; of a failure with its last words.
  var fullReason: String {
    guard let failure else { return stateReason }
    return [failure.reason, failure.lastWords.map(ConsoleLine.plain) ?? ""].filter { !$0.isEmpty }
      .joined(separator: ": ")
  }

  var hasEnded: Bool { [.finished, .failed, .stopped].contains(state) }

  /// When it is expected to end. Of a run that does not say whether it runs, only as long as newer data do not show that
  /// this moment has passed.
  func ends(in state: DashboardState) -> WallTime? {
    guard let end = expectedEnd else { return nil }
    if self.state == nil, let newest = state.runs.watched.newestData, newest > end { return nil }
    return end
  }
}
