import DashboardLogic
import RunModel
import TerminalModel

/// Drives the dashboard's state as a person would: press, and see what comes of it.
struct DashboardStory {
  var state: DashboardState
  /// What the dashboard has asked to be done, in order.
  var effects: [Effect] = []

  init(_ runs: [RunSnapshot] = [], size: Size = Size(columns: 120, rows: 40)) {
    state = DashboardState(
      size: size, rootLabel: "runs", themes: ThemeChoice(names: ["dark", "light"], current: "dark"))
    see(runs)
  }

  mutating func see(_ runs: [RunSnapshot]) {
    effects += state.update(.runsChanged(WatchedRuns(runs: runs)))
  }

  /// Presses keys by name, such as `press("2", "enter", "ctrl-p")`.
  mutating func press(_ names: String...) {
    for name in names {
      guard let key = KeyStroke(name: name) else { preconditionFailure("\(name) names no key") }
      effects += state.update(.input(.key(key)))
    }
  }

  mutating func type(_ text: String) {
    for character in text { effects += state.update(.input(.key(.character(character)))) }
  }

  mutating func click(column: Int, row: Int) {
    let event = MouseEvent(.press(.left), at: Point(column: column, row: row))
    effects += state.update(.input(.mouse(event)))
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    effects += state.update(.input(.resize(Size(columns: columns, rows: rows))))
  }

  /// The number of the decision that was sent off last; 0 where none was.
  var sentNumber: Int {
    let numbers = effects.compactMap { effect -> Int? in
      if case .decide(_, let number, _, _, _, _) = effect { number } else { nil }
    }
    return numbers.last ?? 0
  }

  /// A decision that was sent off is on disk.
  /// - Parameter number: nil: the last one.
  mutating func recorded(_ number: Int? = nil) {
    answer(Notice("recorded", level: .success), to: number)
  }

  mutating func answer(_ notice: Notice, to number: Int? = nil) {
    effects += state.update(.decided(number: number ?? sentNumber, notice))
  }

  /// What the first chart on the curves screen is called; nil on other screens.
  var chartTitle: String? {
    if case .curves(let curves) = DashboardModel(state).body { curves.charts.first?.model.title } else { nil }
  }

  var notice: String { state.notice?.text ?? "" }
}

/// Runs for stories.
enum SampleRun {
  static func launched(_ id: String, _ state: RunState) -> RunSnapshot {
    var run = recorded(id)
    run.state = state
    run.status = RunStatus(state: state, since: nil, reason: "")
    return run
  }

  /// A run that another program wrote.
  static func recorded(_ id: String, metrics: [MetricName] = ["train/loss", "val/loss", "lr"]) -> RunSnapshot {
    var run = RunSnapshot(id: id, name: id, path: "/runs/\(id)")
    run.metrics = metrics.map { name in
      var series = MetricSeries()
      for step in 0..<50 {
        series.record(step: Step(Int64(step)), wallTime: .nan, value: 1 / Double(step + 1) + (step > 30 ? 0.05 : 0))
      }
      return RunSnapshot.Metric(name: name, series: series)
    }
    return run
  }

  /// A study that runs, and its trials, as the watcher tells of them.
  static func study(_ id: String, trials: Int) -> [RunSnapshot] {
    [launched(id, .running)]
      + (0..<trials).map { number in
        var trial = recorded("\(id)/trials/\(number)")
        (trial.name, trial.parent) = ("t\(number)", RunSnapshot.Parent(id: id, name: id))
        trial.state = .finished
        return trial
      }
  }

  /// A study that has stopped on its way.
  static func escalated(_ id: String) -> RunSnapshot {
    var run = launched(id, .waiting)
    run.stateReason = "waits for a decision: Data Issues"
    run.approvalRequest = ApprovalRequest(
      checkpoint: "escalations/data_issues.json", sha256: String(repeating: "b", count: 64), question: "Go on?",
      evidence: ["2,000 of 3,000 rows are copies of others."],
      escalation: Escalation(
        kind: "data_issues",
        alternatives: [
          .init(name: "leave-out", what: "Leave out every copy.", cost: "2,000 rows.", effect: "Honest scores."),
          .init(name: "go-on", what: "Go on.", cost: "None.", effect: "Scores flatter."),
          .init(name: "stop", what: "End here.", ends: true),
        ]))
    return run
  }

  static func waiting(_ id: String) -> RunSnapshot {
    var run = launched(id, .waiting)
    run.approvalRequest = ApprovalRequest(
      checkpoint: "checkpoints/final.ubj", sha256: String(repeating: "a", count: 64), question: "Deploy it?",
      evidence: ["AUC 0.84"])
    return run
  }
}
