import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Many charts in sections, several runs in one chart, and runs side by side. `RECORD_FRAMES=1` records the frames anew;
/// read the difference.
@Suite struct ComparisonFrameTests {
  static let sizes = [(40, 10), (80, 24), (140, 42)].map { Size(columns: $0.0, rows: $0.1) }

  @Test(arguments: sizes) func sections(_ size: Size) {
    check(state(size, marked: 0, keys: ["2", "l", "P", "j", "j", "c"]), "charts-sections-\(size)")
  }

  @Test(arguments: sizes) func aFilter(_ size: Size) {
    check(state(size, marked: 0, keys: ["2", "/"] + "~l.ss".map(String.init)), "charts-filter-\(size)")
  }

  @Test(arguments: sizes) func severalRuns(_ size: Size) {
    check(state(size, marked: 5, keys: ["2"]), "charts-runs-\(size)")
  }

  @Test(arguments: sizes) func severalRunsInOneChart(_ size: Size) {
    check(state(size, marked: 5, keys: ["2", "d", "enter", "h"]), "chart-runs-\(size)")
  }

  @Test(arguments: sizes) func groups(_ size: Size) {
    check(state(size, marked: 5, keys: ["2", "b", "enter"]), "chart-band-\(size)")
  }

  @Test(arguments: sizes + [Size(columns: 220, rows: 60)]) func compare(_ size: Size) {
    check(state(size, marked: 5, keys: ["-", "j", "j", "j", "l"]), "compare-\(size)")
  }

  @Test func withoutUnicode() {
    let size = Size(columns: 80, rows: 24)
    check(state(size, marked: 5, keys: ["2"]), "charts-runs-ascii-\(size)", .ascii)
    check(state(size, marked: 5, keys: ["2", "b", "enter"]), "chart-band-ascii-\(size)", .ascii)
    check(state(size, marked: 5, keys: ["-", "j"]), "compare-ascii-\(size)", .ascii)
  }

  private func check(_ state: DashboardState, _ name: String, _ glyphs: GlyphSet = .braille) {
    var buffer = CellBuffer(size: state.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: name) == nil)
  }

  private func state(_ size: Size, marked: Int, keys: [String]) -> DashboardState {
    var state = DashboardState(size: size, rootLabel: "runs")
    _ = state.update(.runsChanged(WatchedRuns(runs: (0..<6).map(Self.run))))
    for number in 0..<marked { state.runs.toggleMark("run-\(number)") }
    for name in keys {
      if let key = KeyStroke(name: name) { _ = state.update(.input(.key(key))) }
    }
    return state
  }

  /// Three seeds of one configuration and three runs with others; the last has a metric less and diverges.
  private static func run(_ number: Int) -> RunSnapshot {
    let isVision = number < 3
    var run = RunSnapshot(
      id: "run-\(number)", name: isVision ? "vit-seed\(number)" : "resnet-lr\(number)e-3", path: "/runs/\(number)")
    run.state = .finished
    run.hyperparameters = [
      Hyperparameter(name: "model", value: .text(isVision ? "vit" : "resnet")),
      Hyperparameter(name: "lr", value: .number(isVision ? 0.001 : Double(number) / 1000)),
      Hyperparameter(name: "weight_decay", value: .number(0.01)),
      Hyperparameter(name: "seed", value: .number(Double(number % 3))),
    ]
    let names: [MetricName] = [
      "train/loss", "val/loss", "val/auc", "lr", "train/kl", "train/entropy", "system/cpu", "system/memory",
      "system/gpu0", "encoder/layer3/attention/output/weight_norm", "encoder/layer4/attention/output/weight_norm",
    ]
    run.metrics = names.enumerated().map { index, name in
      var series = MetricSeries()
      for step in 0..<(60 + 10 * number) {
        let distance = 1 / (1 + Double(step) / Double(8 + number * 3))
        let wave = Double((step * (7 + number) + index * 13) % 11) / 100
        let value = name.rawValue.hasSuffix("auc") ? 0.9 - distance / 2 + wave / 4 : 0.2 + distance + wave
        series.record(step: Step(Int64(step) * 10), wallTime: .nan, value: value)
      }
      return RunSnapshot.Metric(name: name, series: series)
    }
    if number == 5 { run.metrics.removeLast() }
    return run
  }
}
