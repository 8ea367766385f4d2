import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Health and gradient flow. `RECORD_FRAMES=1` records the frames anew; read the difference.
@Suite struct HealthFrameTests {
  static let sizes = [(40, 10), (80, 24), (140, 42), (220, 60)].map { Size(columns: $0.0, rows: $0.1) }

  private func check(_ runs: [RunSnapshot], _ keys: [String], _ name: String, glyphs: GlyphSet = .braille, _ size: Size)
  {
    var state = DashboardState(size: size, rootLabel: "runs", glyphs: glyphs)
    _ = state.update(.runsChanged(WatchedRuns(runs: runs)))
    for key in keys {
      if let key = KeyStroke(name: key) { _ = state.update(.input(.key(key))) }
    }
    var buffer = CellBuffer(size: size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: "\(name)-\(size)") == nil)
  }

  private static let runs = [
    TrainingRuns.broken("bank-t04"), TrainingRuns.healthy("churn-a3f2"), TrainingRuns.plateau("digits-lr1e-6"),
    TrainingRuns.overfitting("leaves"), TrainingRuns.run("just begun", [("train/loss", [2.3])]),
  ]

  @Test(arguments: sizes) func findings(_ size: Size) { check(Self.runs, ["0"], "health-findings", size) }

  @Test(arguments: sizes.dropFirst().prefix(2)) func aHealthyRun(_ size: Size) {
    check(Self.runs, ["0", "j"], "health-healthy", size)
  }

  @Test(arguments: sizes) func layers(_ size: Size) {
    check([TrainingRuns.layers("deep")], ["=", "j", "h"], "gradients-layers", size)
    check([TrainingRuns.histograms("hist")], ["="], "gradients-histograms", size)
  }

  @Test func layersWithoutColoursOrBraille() {
    check(
      [TrainingRuns.layers("deep")], ["=", "n", "n"], "gradients-ascii", glyphs: .ascii, Size(columns: 80, rows: 24))
  }

  /// Whatever is logged at whatever steps, nothing traps at any size.
  @Test(arguments: 0..<40) func anySize(_ seed: Int) {
    let wild: [Double] = [.nan, .infinity, 0, -1, 1e308, Double.leastNonzeroMagnitude, 1]
    let layers: [(MetricName, [Double])] = (0..<seed).map { layer in
      let values = (0..<(seed * 3)).map { wild[($0 * 5 + layer + seed) % wild.count] }
      return (MetricName("\(layer % 3 == 0 ? "weight_norm" : "grad_norm")/\(layer / 2)"), values)
    }
    let run = TrainingRuns.run("wild", layers, stride: seed % 2 == 0 ? 1 : .max / 200)
    for columns in [1, 3, 9, 30, 77, 130] {
      for rows in [1, 2, 5, 11, 30] {
        let size = Size(columns: columns, rows: rows)
        var state = DashboardState(size: size, rootLabel: "runs")
        _ = state.update(.runsChanged(WatchedRuns(runs: [run])))
        for key in ["0", "l", "=", "h", "h", "G", "n", "n", "pageup", "enter"] {
          if let key = KeyStroke(name: key) { _ = state.update(.input(.key(key))) }
          var buffer = CellBuffer(size: size)
          DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: .braille)
        }
      }
    }
  }
}
