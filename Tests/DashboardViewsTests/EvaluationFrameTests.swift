import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// The screens about a model, with everything recorded. `RECORD_FRAMES=1` records the frames anew.
@Suite struct EvaluationFrameTests {
  static let sizes = [(80, 24), (140, 42)].map { Size(columns: $0.0, rows: $0.1) }

  private func draw(
    _ tables: [EvaluationTable], _ keys: [String], _ size: Size, _ glyphs: GlyphSet = .braille
  ) -> CellBuffer {
    var run = RunSnapshot(id: "20261121T010203Z-churn-ab12", name: "churn", path: "/runs/churn")
    run.tables = tables
    var other = run
    (other.id, other.tables) = ("20261120T010203Z-churn-cd34", SampleEvaluation.features(shift: 0.2))
    var state = DashboardState(size: size, rootLabel: "runs", glyphs: glyphs)
    _ = state.update(.runsChanged(WatchedRuns(runs: [run, other])))
    for name in keys {
      if let key = KeyStroke(name: name) { _ = state.update(.input(.key(key))) }
    }
    var buffer = CellBuffer(size: size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    return buffer
  }

  @Test(arguments: sizes) func aBinaryTask(_ size: Size) {
    let payoff = OperatingPoint.Payoff(
      truePositive: 10, falsePositive: -2, trueNegative: 1, falseNegative: -5, unit: "EUR")
    let buffer = draw(SampleEvaluation.binary(payoff: payoff), ["3", ">"], size)
    #expect(GoldenFrame.difference(buffer, name: "evaluation-binary-\(size)") == nil)
  }

  @Test(arguments: [10, 100], sizes) func manyClasses(_ count: Int, _ size: Size) {
    let buffer = draw(SampleEvaluation.classes(count), ["3", "pagedown", "l"], size)
    #expect(GoldenFrame.difference(buffer, name: "evaluation-\(count)-classes-\(size)") == nil)
  }

  @Test(arguments: sizes) func aRegression(_ size: Size) {
    #expect(
      GoldenFrame.difference(draw(SampleEvaluation.regression(), ["3"], size), name: "evaluation-regression-\(size)")
        == nil)
  }

  @Test(arguments: sizes) func features(_ size: Size) {
    let buffer = draw(SampleEvaluation.features(), ["4", "i", "j"], size)
    #expect(GoldenFrame.difference(buffer, name: "features-\(size)") == nil)
  }

  @Test(arguments: sizes) func drift(_ size: Size) {
    let buffer = draw(SampleEvaluation.drift(), ["5", "x", "k"], size)
    #expect(GoldenFrame.difference(buffer, name: "drift-\(size)") == nil)
  }

  @Test func withoutUnicodeEverythingIsStillSaid() {
    let size = Size(columns: 140, rows: 42)
    for (name, tables, keys) in [
      ("evaluation", SampleEvaluation.binary(), ["3", ">"]), ("regression", SampleEvaluation.regression(), ["3"]),
      ("features", SampleEvaluation.features(), ["4"]), ("drift", SampleEvaluation.drift(), ["5"]),
    ] {
      let buffer = draw(tables, keys, size, .ascii)
      #expect(GoldenFrame.difference(buffer, name: "\(name)-ascii-\(size)") == nil)
    }
  }

  /// Any screen, maximised or not, at any size down to one cell.
  @Test func everySizeIsDrawn() {
    let all =
      SampleEvaluation.binary() + SampleEvaluation.regression() + SampleEvaluation.features() + SampleEvaluation.drift()
    for tables in [all, SampleEvaluation.classes(30)] {
      for columns in [1, 2, 7, 23, 40, 81, 117, 200] {
        for rows in [1, 2, 3, 5, 9, 13, 20, 33, 61] {
          for keys in [["3"], ["3", "n", "m"], ["4"], ["4", "enter"], ["5"], ["5", "j", "enter"]] {
            let size = Size(columns: columns, rows: rows)
            #expect(draw(tables, keys, size, .block).size == size)
          }
        }
      }
    }
  }
}
