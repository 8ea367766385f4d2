public import RunHealth
public import RunModel

/// What is known of the health of the runs, and which finding has the focus.
public struct HealthState: Sendable {
  /// A judgement, and what the run looked like then.
  private struct Judged {
    var sight: RunSight
    var histogramNorms: Int
    var isStudy: Bool
    var state: RunState?
    var isLive: Bool
    var endsBroken: Bool
    /// What is known of how it ended, and how much its console had said.
    var stateReason: String
    var consoleBytes: Int64
    var time: WallTime?
    var report: HealthReport
  }
  private var judged: [String: Judged] = [:]
  /// How many runs of their own have each verdict.
  private(set) var counts: [HealthVerdict: Int] = [:]
  /// Among the findings of the selected run.
  var focus = 0

  public init() {}

  /// nil for a run that has not been judged yet.
  public func report(of run: RunSnapshot) -> HealthReport? { judged[run.id]?.report }

  func verdict(of run: RunSnapshot) -> HealthVerdict { HealthVerdict(report(of: run)) }

  /// Judges the runs that have changed: a frame must not cost a judgement, and a thousand runs that do not change next to
  /// nothing. A run of many points costs about as much as one of two thousand.
  /// - Parameter now: when the runs were read; the dashboard knows no clock.
  mutating func judge(_ runs: [RunSnapshot], now: WallTime?) {
    for run in runs where !isCurrent(run, now: now) {
      judged[run.id] = Judged(
        sight: RunSight(run), histogramNorms: run.histogramNormCount, isStudy: run.studyMeasure != nil,
        state: run.state, isLive: run.isLive,
        endsBroken: Self.endsBroken(run),
        stateReason: run.stateReason, consoleBytes: Self.consoleBytes(run), time: now,
        report: HealthReport(run, now: now))
    }
    if judged.count > 2 * runs.count + 64 {
      let present = Set(runs.map(\.id))
      judged = judged.filter { present.contains($0.key) }
    }
    counts = [:]
    for run in runs where run.parent == nil { counts[verdict(of: run), default: 0] += 1 }
  }

  private func isCurrent(_ run: RunSnapshot, now: WallTime?) -> Bool {
    guard let known = judged[run.id], known.state == run.state, known.isLive == run.isLive,
      known.histogramNorms == run.histogramNormCount, known.isStudy == (run.studyMeasure != nil),
      known.sight.stands(for: run)
    else { return false }
    return known.endsBroken == Self.endsBroken(run) && known.stateReason == run.stateReason
      && known.consoleBytes == Self.consoleBytes(run) && !isLater(now, than: known)
  }

  /// Of a failed run, whose last words may come after its state; 0 of others.
  private static func consoleBytes(_ run: RunSnapshot) -> Int64 {
    run.state == .failed ? run.console.index.byteCount : 0
  }

  private static func endsBroken(_ run: RunSnapshot) -> Bool {
    run.metrics.contains { $0.series.last.map { !$0.value.isFinite } ?? false }
  }

  /// Whether a running training may have stalled since: its silence is looked at every half minute.
  private func isLater(_ now: WallTime?, than known: Judged) -> Bool {
    guard known.state == .running, let now, let then = known.time else { return false }
    return now.secondsSince1970 - then.secondsSince1970 >= 30
  }
}

extension DashboardState {
  /// What the rules say of the selected run; nil without one.
  var selectedHealth: HealthReport? { selectedRun.flatMap { health.report(of: $0) } }

  /// Judges every run of its own and the listed ones inside them; all there are where the list asks for health.
  mutating func judgeHealth() {
    let all = runs.watched.runs
    let wanted =
      runs.asksForHealth ? all : all.filter { $0.parent == nil } + runs.listed.filter { $0.parent != nil }
    health.judge(wanted, now: runs.watched.now)
    runs.take(Dictionary(wanted.map { ($0.id, health.verdict(of: $0)) }) { first, _ in first })
  }

  /// Places in `runs.listed`, the sick runs first.
  var runsByHealth: [Int] {
    let verdicts = runs.listed.map { health.verdict(of: $0).rawValue }
    return verdicts.indices.sorted { (verdicts[$0], $0) < (verdicts[$1], $1) }
  }

  private mutating func select(listed index: Int) {
    selectListedRun(offset: index - (runs.selectedIndex ?? 0))
    health.focus = 0
  }

  mutating func moveInHealth(_ command: Command) {
    let page = HealthLayout(runCount: runs.listed.count, in: layout.content).page
    switch command {
    case .moveLeft: goToFinding(forward: false)
    case .moveRight: goToFinding(forward: true)
    case .moveUp: selectByHealth(offset: -1)
    case .moveDown: selectByHealth(offset: 1)
    case .pageUp: selectByHealth(offset: -page)
    case .pageDown: selectByHealth(offset: page)
    case .goToFirst: selectByHealth(offset: -runs.listed.count)
    case .goToLast: selectByHealth(offset: runs.listed.count)
    default: break
    }
  }

  /// In the order of the health screen.
  mutating func selectByHealth(offset: Int) {
    let order = runsByHealth
    guard !order.isEmpty else { return }
    let now = runs.selectedIndex.flatMap { order.firstIndex(of: $0) } ?? 0
    select(listed: order[max(0, min(now + offset, order.count - 1))])
  }

  /// The next finding of this run, else of the next run that has any.
  private mutating func goToFinding(forward: Bool) {
    let count = selectedHealth?.findings.count ?? 0
    let next = health.focus + (forward ? 1 : -1)
    if (0..<count).contains(next) {
      health.focus = next
      return
    }
    let order = runsByHealth
    // All healthy runs are behind the sick ones, and lead to the first of those.
    let isHealthy = forward && selectedHealth?.worst == nil
    let now = isHealthy ? -1 : runs.selectedIndex.flatMap { order.firstIndex(of: $0) } ?? 0
    let others = forward ? Array(order[min(now + 1, order.count)...]) : order[..<now].reversed()
    guard let index = others.first(where: { health.verdict(of: runs.listed[$0]).isSick }) else {
      let isAny = order.contains { health.verdict(of: runs.listed[$0]).isSick }
      notice = Notice(
        isAny ? "This is the \(forward ? "last" : "first") finding." : "No rule fired for any run of the list.")
      return
    }
    select(listed: index)
    health.focus = forward ? 0 : max(0, (selectedHealth?.findings.count ?? 0) - 1)
  }

  /// The finding with the focus; nil for a run without any.
  var focusedFinding: HealthFinding? {
    guard let findings = selectedHealth?.findings, !findings.isEmpty else { return nil }
    return findings[min(health.focus, findings.count - 1)]
  }

  /// From the curves to the next finding of the selected run: the first behind the crosshair, else the first of all.
  mutating func goToNextFindingOfRun() {
    let all = selectedHealth?.findings ?? []
    let onCurves = all.compactMap { finding in finding.step.map { (finding, $0) } }.filter { $0.0.metric != nil }
      .sorted { $0.1 < $1.1 }
    let behind = onCurves.first { _, step in curves.crosshair.map { step > $0 } ?? true }
    guard let (finding, _) = behind ?? onCurves.first else {
      notice =
        all.first.map { Notice($0.sentence, level: .warning) }
        ?? Notice("No rule finds anything in \(selectedRun?.name ?? "the run")", level: .success)
      return
    }
    open(finding)
    if notice == nil { notice = Notice(finding.sentence, level: .warning) }
  }

  /// Shows the metric of the finding in focus.
  mutating func openFinding() {
    guard let finding = focusedFinding else {
      screen = .curves
      return
    }
    open(finding)
  }

  /// Shows the metric of a finding alone, with the crosshair where the finding begins; the screen that shows it where no curve does.
  private mutating func open(_ finding: HealthFinding) {
    guard let metric = finding.metric else {
      screen = finding.screen
      return
    }
    if showMetric(named: metric.rawValue) {
      curves.crosshair = finding.step
    } else {
      notice = Notice("\(metric.rawValue) is not among the curves", level: .warning)
    }
  }
}
