import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// What a study and an arranged list of runs look like. `RECORD_FRAMES=1` records the frames anew; read the difference.
@Suite struct StudyFrameTests {
  private static let sizes = [(20, 5), (40, 10), (80, 24), (140, 42)].map { Size(columns: $0.0, rows: $0.1) }

  private func check(_ state: DashboardState, _ name: String, _ glyphs: GlyphSet = .braille) {
    var buffer = CellBuffer(size: state.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: name) == nil)
  }

  private func press(_ keys: [String], _ state: inout DashboardState) {
    for key in keys {
      let strokes = KeyStroke(name: key).map { [$0] } ?? key.map { .character($0) }
      for stroke in strokes { _ = state.update(.input(.key(stroke))) }
    }
  }

  // MARK: A study

  private static func series(_ values: [Double]) -> MetricSeries {
    var series = MetricSeries()
    for (step, value) in values.enumerated() {
      series.record(step: Step(Int64(step + 1)), wallTime: .nan, value: value)
    }
    return series
  }

  /// Two baselines and thirty trials of two kinds, the better the nearer depth is to 5 and the rate to 0.03.
  private static var study: [RunSnapshot] {
    var study = RunSnapshot(id: "s", name: "telco", path: "/runs/s", formats: ["pitwall-run"])
    study.state = .running
    study.updated = WallTime(1_795_224_700)
    study.hyperparameters = [.init(name: "study/metric", value: .text("auc"))]
    study.checkpoints = [Checkpoint(step: 6, path: "checkpoints/final.json", reason: "final")]
    let trials = (1...32).map { number -> RunSnapshot in
      let kind = number <= 2 ? "prior" : number % 3 == 0 ? "linear" : "boosting"
      var run = RunSnapshot(id: "s/\(number)", name: "t\(number) \(kind)", path: "/runs/s/\(number)")
      (run.parent, run.state) = (
        .init(id: "s", name: "telco"), number == 11 ? .failed : number % 8 == 0 ? .stopped : .finished
      )
      let (depth, rate) = (Double(number * 7 % 9 + 1), 0.001 * Double(1 << (number * 5 % 9)))
      var auc = 0.84 - 0.002 * abs(depth - 5) - 0.004 * abs(Double(number * 5 % 9) - 5)
      if kind == "prior" { auc = 0.5 }
      if kind == "boosting" {
        run.hyperparameters = [
          .init(name: "depth", value: .number(depth)), .init(name: "rate", value: .number(rate)),
          .init(name: "weights", value: .text(number % 2 == 0 ? "balanced" : "none")),
        ]
      } else if kind == "linear" {
        run.hyperparameters = [.init(name: "penalty", value: .number(rate))]
      }
      let folds = [auc - 0.01, auc, auc + 0.01, auc]
      run.metrics = [.init(name: "fold/auc", series: series(number % 8 == 0 ? Array(folds.prefix(2)) : folds))]
      if number == 11 { run.metrics = [] }
      if number % 8 != 0, number != 11 { run.metrics.append(.init(name: "val/auc", series: series([auc]))) }
      return run
    }
    return [study] + trials.reversed()
  }

  private static func studied(_ size: Size) -> DashboardState {
    var state = DashboardState(size: size, rootLabel: "runs")
    _ = state.update(.runsChanged(WatchedRuns(runs: study)))
    state.screen = .study
    return state
  }

  @Test(arguments: sizes) func aStudy(_ size: Size) { check(Self.studied(size), "study-\(size)") }

  @Test func theChartsOfAStudyAlone() {
    for (presses, name) in [(1, "parallel"), (2, "scatter")] {
      var state = Self.studied(Size(columns: 80, rows: 24))
      press(Array(repeating: "m", count: presses) + ["l"], &state)
      check(state, "study-\(name)-80x24")
    }
  }

  @Test func aStudyInASCII() {
    var state = Self.studied(Size(columns: 140, rows: 42))
    press(["j", "l"], &state)
    check(state, "study-ascii-140x42", .ascii)
  }

  // MARK: The list of runs

  /// Twelve runs; four of them run, with an end in sight.
  private static var sweep: [RunSnapshot] {
    (0..<12).map { index in
      let model = ["resnet", "vit", "mlp"][index % 3]
      var run = RunSnapshot(
        id: "20261121T01020\(index)Z-\(model)-\(index)", name: "\(model)-\(index)", path: "/runs/\(index)",
        formats: ["pitwall-run"])
      run.state = index < 4 ? .running : index == 6 ? .failed : .finished
      let end = index < 4 ? 60 + 80 * index : 400
      run.progress = Progress(step: Step(Int64(end)), total: 400)
      run.latestStep = Step(Int64(end))
      run.updated = WallTime(1_795_224_600 + Double(index))
      run.hyperparameters = [
        .init(name: "lr", value: .number([0.001, 0.01, 0.1][index / 4])), .init(name: "model", value: .text(model)),
        .init(name: "tags", value: .text(index % 4 == 0 ? "baseline" : "sweep night")),
      ]
      var series = MetricSeries()
      for step in 1...end {
        let value = 1 - 0.5 / (1 + Double(step) * (1 + Double(index)) / 100)
        series.record(step: Step(Int64(step)), wallTime: 1_795_220_000 + 20 * Double(step), value: value)
      }
      run.metrics = [.init(name: "val/auc", series: series), .init(name: "train/auc", series: series)]
      return run
    }
  }

  private static func listed(_ size: Size) -> DashboardState {
    var state = DashboardState(size: size, rootLabel: "runs")
    _ = state.update(.runsChanged(WatchedRuns(runs: sweep)))
    return state
  }

  @Test(arguments: sizes + [Size(columns: 220, rows: 60)]) func runsOfASweep(_ size: Size) {
    check(Self.listed(size), "runs-sweep-\(size)")
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 140, rows: 42)])
  func arrangedRuns(_ size: Size) {
    var state = Self.listed(size)
    // Sorted by the best value, grouped by lr with one group closed, two runs marked.
    press(["l", "l", "l", "l", "l", "l", "S", "l", "b", "k", "k", "space", "space", "G", "z"], &state)
    check(state, "runs-arranged-\(size)")
  }

  @Test func aFilterBeingTyped() {
    var state = Self.listed(Size(columns: 100, rows: 24))
    press(["/", "state:running val/auc>0.8 lr<="], &state)
    check(state, "runs-filter-100x24")
  }

  @Test(arguments: [Size(columns: 40, rows: 10), Size(columns: 100, rows: 30)]) func choosingColumns(_ size: Size) {
    var state = Self.listed(size)
    press(["c", "best", "down"], &state)
    check(state, "overlay-columns-\(size)")
  }

  @Test func aLongListOfColumnsSaysWhereItIs() {
    var state = Self.listed(Size(columns: 80, rows: 16))
    press(["c", "down", "down"], &state)
    check(state, "overlay-columns-all-80x16")
  }
}
