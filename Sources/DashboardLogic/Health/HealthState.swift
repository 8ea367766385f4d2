public import RunHealth
public import RunModel

/// What is known of the health of the listed runs, and which finding has the focus.
public struct HealthState: Sendable {
  /// A judgement, and what the run looked like then.
  private struct Judged {
    var mark: Mark
    var endsBroken: Bool
    var time: WallTime?
    var report: HealthReport
  }
  /// What must have changed before a run is judged again: a frame must not cost a judgement, and a thousand runs that do
  /// not change next to nothing.
  private struct Mark: Equatable {
    var metricCount: Int
    var pointCount: Int
    var state: RunState?

    init(_ run: RunSnapshot) {
      metricCount = run.metrics.count
      pointCount = run.metrics.reduce(0) { $0 + $1.series.count }
      state = run.state
    }

    /// Whether so little has come that the judgement stands: less than rules can see in a series of many points.
    func stands(for new: Mark) -> Bool {
      let growth = new.pointCount - pointCount
      return metricCount == new.metricCount && state == new.state && growth >= 0 && growth <= pointCount / 256
    }
  }
  private var judged: [String: Judged] = [:]
  /// Among the findings of the selected run.
  var focus = 0

  public init() {}

  /// nil for a run that has not been judged yet.
  public func report(of run: RunSnapshot) -> HealthReport? { judged[run.id]?.report }

  /// Judges the runs that have changed. A run of many points costs about as much as one of two thousand.
  /// - Parameter now: when the runs were read; the dashboard knows no clock.
  mutating func judge(_ runs: [RunSnapshot], now: WallTime?) {
    for run in runs {
      let mark = Mark(run)
      if let known = judged[run.id], !isLater(now, than: known, mark.state) {
        if known.mark == mark { continue }
        if known.mark.stands(for: mark), known.endsBroken == Self.endsBroken(run) { continue }
      }
      judged[run.id] = Judged(
        mark: mark, endsBroken: Self.endsBroken(run), time: now, report: HealthReport(run, now: now))
    }
    if judged.count > 2 * runs.count + 64 {
      let listed = Set(runs.map(\.id))
      judged = judged.filter { listed.contains($0.key) }
    }
  }

  private static func endsBroken(_ run: RunSnapshot) -> Bool {
    run.metrics.contains { $0.series.last.map { !$0.value.isFinite } ?? false }
  }

  /// Whether a running training may have stalled since: its silence is looked at every half minute.
  private func isLater(_ now: WallTime?, than known: Judged, _ state: RunState?) -> Bool {
    guard state == .running, let now, let then = known.time else { return false }
    return now.secondsSince1970 - then.secondsSince1970 >= 30
  }
}

extension DashboardState {
  /// What the rules say of the selected run; nil without one.
  var selectedHealth: HealthReport? { selectedRun.flatMap { health.report(of: $0) } }

  mutating func judgeHealth() { health.judge(runs.listed, now: runs.watched.now) }

  mutating func moveInHealth(_ command: Command) {
    let last = (selectedHealth?.findings.count ?? 0) - 1
    let page = HealthLayout(runCount: runs.listed.count, in: layout.content).page
    switch command {
    case .moveLeft: health.focus = max(0, health.focus - 1)
    case .moveRight: health.focus = max(0, min(health.focus + 1, last))
    case .moveUp: selectForHealth(offset: -1)
    case .moveDown: selectForHealth(offset: 1)
    case .pageUp: selectForHealth(offset: -page)
    case .pageDown: selectForHealth(offset: page)
    case .goToFirst: selectForHealth(offset: -runs.listed.count)
    case .goToLast: selectForHealth(offset: runs.listed.count)
    default: break
    }
  }

  private mutating func selectForHealth(offset: Int) {
    selectListedRun(offset: offset)
    health.focus = 0
  }

  /// Shows the metric of the finding alone, with the crosshair where the finding begins.
  mutating func openFinding() {
    guard let findings = selectedHealth?.findings, !findings.isEmpty else {
      screen = .curves
      return
    }
    let finding = findings[min(health.focus, findings.count - 1)]
    if showMetric(named: finding.metric.rawValue) {
      curves.crosshair = finding.step
    } else {
      notice = Notice("\(finding.metric.rawValue) is not among the curves", level: .warning)
    }
  }
}
