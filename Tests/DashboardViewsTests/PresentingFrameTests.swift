import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Presentations, replays, and the small lists of themes, copies and exports. `RECORD_FRAMES=1` records them anew.
@Suite struct PresentingFrameTests {
  static let sizes = [(80, 24), (140, 42)].map { Size(columns: $0.0, rows: $0.1) }

  @Test(arguments: [["2"], ["1"], ["2", "enter"]], sizes) func presentation(_ keys: [String], _ size: Size) {
    let state = Self.state(size, keys: keys + ["f5"])
    check(state, "presentation-\(keys.joined(separator: "-"))-\(size)")
  }

  @Test func presentationOnASmallScreen() {
    check(Self.state(Size(columns: 40, rows: 10), keys: ["2", "f5"]), "presentation-2-40x10")
  }

  @Test func presentationInASCII() {
    let state = Self.state(Size(columns: 80, rows: 24), keys: ["2", "f5"], glyphs: .ascii)
    let buffer = draw(state)
    #expect(buffer.textLines()[2].contains("C U R V E S"))
    check(state, "presentation-ascii-80x24")
  }

  @Test(arguments: ["f4", "y", "e"], sizes) func choice(_ key: String, _ size: Size) {
    check(
      Self.state(size, keys: ["2", key, "down"]),
      "choice-\(["f4": "theme", "y": "copy", "e": "export"][key] ?? "")-\(size)")
  }

  @Test(arguments: [["space", "5"], ["9"]], sizes) func replay(_ keys: [String], _ size: Size) {
    var state = Self.state(size, keys: [])
    state.begin(ReplayState(RunRecording([Self.run]), speed: 60))
    state.screen = .curves
    Self.press(keys, &state)
    check(state, "replay-\(keys.joined(separator: "-"))-\(size)")
  }

  /// Any letters at any size draw inside their area.
  @Test func anySizeIsDrawn() {
    for columns in [1, 2, 59, 60, 61, 200] {
      for rows in [1, 2, 3, 4, 7, 19, 20, 60] {
        for screen in Screen.allCases {
          var state = Self.state(Size(columns: columns, rows: rows), keys: ["f5"])
          state.screen = screen
          #expect(draw(state) == draw(state))
        }
      }
    }
  }

  private func draw(_ state: DashboardState) -> CellBuffer {
    var buffer = CellBuffer(size: state.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: state.glyphs)
    return buffer
  }

  private func check(_ state: DashboardState, _ name: String) {
    #expect(GoldenFrame.difference(draw(state), name: name) == nil)
  }

  private static func state(_ size: Size, keys: [String], glyphs: GlyphSet = .braille) -> DashboardState {
    let themes = ThemeChoice(names: ["dark", "light", "high-contrast", "okabe-ito", "tol"])
    var state = DashboardState(size: size, rootLabel: "runs", themes: themes, glyphs: glyphs)
    _ = state.update(.runsChanged(WatchedRuns(runs: [run])))
    press(keys, &state)
    return state
  }

  private static func press(_ keys: [String], _ state: inout DashboardState) {
    for key in keys {
      if let key = KeyStroke(name: key) { _ = state.update(.input(.key(key))) }
    }
  }

  private static var run: RunSnapshot {
    var run = RunSnapshot(id: "baseline-ab12", name: "baseline", path: "/runs/baseline", formats: ["jsonl"])
    run.state = .finished
    run.metrics = [("train/loss", 0.0), ("val/loss", 0.1)].map { name, end in
      var series = MetricSeries()
      for step in 0..<120 {
        let time = 1_795_224_000 + 10 * Double(step)
        series.record(step: Step(Int64(step)), wallTime: time, value: end + 1 / (1 + Double(step) / 12))
      }
      return RunSnapshot.Metric(name: MetricName(name), series: series)
    }
    (run.latestStep, run.updated) = (119, WallTime(1_795_225_190))
    return run
  }
}
