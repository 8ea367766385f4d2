import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Whole screens. `RECORD_FRAMES=1` records the frames anew; read the difference.
@Suite struct ScreenFrameTests {
  static let sizes = [(20, 5), (40, 10), (80, 24), (140, 42)].map { Size(columns: $0.0, rows: $0.1) }

  @Test(arguments: Screen.allCases, sizes) func screen(_ screen: Screen, _ size: Size) {
    var state = Self.state(size)
    state.screen = screen
    check(state, "screen-\(screen.rawValue)-\(size)")
  }

  @Test func whatWasPutOff() {
    var state = Self.state(Size(columns: 80, rows: 24), isOnHold: true)
    state.screen = .decisions
    check(state, "screen-decisions-held-80x24")
  }

  @Test func maximisedWithACrosshair() {
    var state = Self.state(Size(columns: 100, rows: 30))
    for key in ["2", "enter", "x", "left"] {
      if let key = KeyStroke(name: key) { _ = state.update(.input(.key(key))) }
    }
    check(state, "screen-maximised-100x30")
  }

  @Test(
    arguments: ["?", ":", "a", "K"], [Size(columns: 40, rows: 10), Size(columns: 100, rows: 30)])
  func overlay(_ key: String, _ size: Size) {
    var state = Self.state(size, isOnHold: key == "a")
    // What waits cannot be killed: the second run can.
    for name in key == "K" ? ["j", "K"] : [key] {
      if let stroke = KeyStroke(name: name) { _ = state.update(.input(.key(stroke))) }
    }
    check(state, "overlay-\(["?": "help", ":": "palette", "a": "approve", "K": "kill"][key] ?? key)-\(size)")
  }

  @Test(arguments: [Size(columns: 40, rows: 10), Size(columns: 100, rows: 30)]) func anOpenStudy(_ size: Size) {
    var state = DashboardState(size: size, rootLabel: "runs")
    let study = Self.run("telco", .running)
    let trials = (0..<9).reversed().map { number in
      var trial = Self.run("t00\(number) boosting", number == 8 ? .running : number == 3 ? .failed : .finished)
      (trial.id, trial.parent) = ("\(study.id)/trials/00\(number)-boosting", .init(id: study.id, name: study.name))
      return trial
    }
    _ = state.update(.runsChanged(WatchedRuns(runs: [Self.running, study] + trials + [Self.recorded])))
    for key in ["j", "z", "j", "j"] {
      if let key = KeyStroke(name: key) { _ = state.update(.input(.key(key))) }
    }
    check(state, "open-study-\(size)")
  }

  @Test(arguments: [["9"], ["a", "down"]], [Size(columns: 40, rows: 10), Size(columns: 80, rows: 24)])
  func anEscalation(_ keys: [String], _ size: Size) {
    var state = DashboardState(size: size, rootLabel: "runs")
    _ = state.update(.runsChanged(WatchedRuns(runs: [Self.escalated, Self.running])))
    for key in keys {
      if let key = KeyStroke(name: key) { _ = state.update(.input(.key(key))) }
    }
    check(state, "\(keys.count == 1 ? "screen" : "overlay")-escalation-\(size)")
  }

  private static var escalated: RunSnapshot {
    var run = run("churn", .waiting)
    run.stateReason = "waits for a decision: Resource Exhaustion"
    run.approvalRequest = ApprovalRequest(
      checkpoint: "escalations/resource_exhaustion.json", sha256: String(repeating: "0123456789abcdef", count: 4),
      question: "The budget ended the search early. Is what it found enough?",
      evidence: [
        "search.minutes was used up after 4 of 40 planned trials (4.5 s).",
        "The second half of its trials improved AUC by 0.0038.",
      ],
      escalation: Escalation(
        kind: "resource_exhaustion",
        alternatives: [
          .init(
            name: "more-minutes", what: "Search for 0.7 more minutes.",
            cost: "0.7 minutes for 36 trials, by the mean time of those done.",
            effect: "About 0.012 of AUC, if trials go on to gain as they did."),
          .init(
            name: "go-on", what: "Accept what the search has found.", cost: "None.", effect: "The best of 4 trials."),
          .init(
            name: "stop", what: "End here.", cost: "What was computed so far.",
            effect: "Nothing is chosen; the trials stay on record."),
        ]))
    return run
  }

  @Test func nothingToShow() {
    var state = DashboardState(size: Size(columns: 100, rows: 30), rootLabel: "runs")
    _ = state.update(.runsChanged(WatchedRuns(runs: [])))
    check(state, "screen-empty-100x30")
  }

  private func check(_ state: DashboardState, _ name: String) {
    var buffer = CellBuffer(size: state.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: .braille)
    #expect(GoldenFrame.difference(buffer, name: name) == nil)
  }

  /// Three runs: one that waits with everything recorded, one that runs, one that another program wrote.
  /// - Parameter isOnHold: whether what was put off is what the first one waits for.
  private static func state(_ size: Size, isOnHold: Bool = false) -> DashboardState {
    var state = DashboardState(size: size, rootLabel: "runs", themes: ThemeChoice(names: ["dark", "light"]))
    var waiting = waiting
    if isOnHold, let request = waiting.approvalRequest {
      (waiting.decisions[0].checkpoint, waiting.decisions[0].sha256) = (request.checkpoint, request.sha256 ?? "")
    }
    _ = state.update(.runsChanged(WatchedRuns(runs: [waiting, running, recorded])))
    return state
  }

  private static func run(_ name: String, _ state: RunState?) -> RunSnapshot {
    var run = RunSnapshot(
      id: "20261121T010203Z-\(name)-ab12", name: name, path: "/runs/\(name)", formats: ["pitwall-run"])
    run.state = state
    run.status = state.map { RunStatus(state: $0, since: nil, reason: "") }
    run.updated = WallTime(1_795_224_615)
    run.latestStep = 119
    run.metrics = [("train/logloss", 0.0), ("val/logloss", 0.02), ("train/auc", 0.9), ("val/auc", 0.88)].map {
      name, end in
      var series = MetricSeries()
      for step in 0..<120 {
        let distance = 0.4 / (1 + Double(step) / 12)
        let value = name.hasSuffix("auc") ? end - distance : 0.3 + end + distance
        series.record(step: Step(Int64(step)), wallTime: .nan, value: value)
      }
      return RunSnapshot.Metric(name: MetricName(name), series: series)
    }
    return run
  }

  private static var running: RunSnapshot {
    var run = run("churn-wide", .running)
    run.progress = Progress(step: 119, total: 400)
    run.console = ConsoleTail(lines: ["rows 60,000", "round 100  val/auc 0.87"], omittedLineCount: 0)
    return run
  }

  private static var recorded: RunSnapshot {
    var run = run("digits", nil)
    run.formats = ["tensorboard"]
    run.damage = DamageReport(count: 2, entries: [])
    return run
  }

  private static var waiting: RunSnapshot {
    guard let moment = WallTime(1_795_224_700) else { preconditionFailure("it is finite") }
    var run = run("churn", .waiting)
    run.stateReason = "asks for a decision"
    run.checkpoints = [Checkpoint(step: 119, path: "checkpoints/final.model", reason: "final")]
    run.approvalRequest = ApprovalRequest(
      checkpoint: "checkpoints/final.model", sha256: String(repeating: "0123456789abcdef", count: 4),
      question: "May this model go into use?", evidence: ["AUC on the test rows 0.842", "2 of 6 features drift"],
      gates: [
        .init(name: "auc at least 0.8", hasPassed: true, evidence: "0.842 (95 % interval 0.81 to 0.87)"),
        .init(name: "recall at least 0.75", hasPassed: false, evidence: "0.701"),
      ])
    run.decisions = [
      Decision(
        id: "1", wallTime: moment, verdict: .hold, runID: run.id,
        checkpoint: "checkpoints/best.model", sha256: String(repeating: "fedcba9876543210", count: 4), by: "ada@lab",
        reason: "wait for the March data", previous: String(repeating: "0", count: 64))
    ]
    let test = TableOrigin(split: "test", step: 119)
    run.tables = [
      .confusion(
        ConfusionMatrix(origin: test, labels: ["stays", "leaves"], counts: [[812, 64], [97, 227]], threshold: 0.4)),
      .roc(
        ROCCurve(
          origin: test, className: "leaves", falsePositiveRate: [0, 0.05, 0.2, 0.5, 1],
          truePositiveRate: [0, 0.5, 0.8, 0.95, 1], thresholds: [.infinity, 0.7, 0.4, 0.2, 0], areaUnderCurve: 0.871)),
      .importance(
        FeatureImportance(
          origin: test, measure: "gain", features: ["contract", "tenure_months", "monthly_charge", "support_calls"],
          values: [0.41, 0.27, 0.2, 0.12])),
      .drift(
        DriftReport(
          reference: "training rows", current: "churn-later.csv",
          rule: "PSI over ten bins; drift from 0.2, a warning from 0.1.",
          features: [
            .init(name: "tenure_months", measure: "psi", value: 0.012, threshold: 0.2, status: .ok),
            .init(
              name: "monthly_charge", measure: "psi", value: 0.31, threshold: 0.2, status: .drift, since: "2026-02"),
            .init(name: "support_calls", measure: "psi", value: 0.14, threshold: 0.2, status: .warning),
            .init(name: "region", measure: "psi", value: nil, threshold: 0.2, status: .ok),
          ])),
    ]
    run.console = ConsoleTail(lines: (1...60).map { "round \($0)  val/auc 0.\(800 + $0)" }, omittedLineCount: 12)
    return run
  }
}
