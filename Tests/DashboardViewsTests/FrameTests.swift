import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel
import TestSupport
import Testing

/// What the views look like. `RECORD_FRAMES=1` records the frames anew; read the difference.
@Suite struct FrameTests {
  static let sizes = [(1, 1), (40, 10), (80, 24), (200, 60)].map { Size(columns: $0.0, rows: $0.1) }

  private func check<V: View>(
    _ view: V.Type, _ model: V.Model, _ name: String, _ size: Size, _ glyphs: GlyphSet = .braille
  ) {
    var buffer = CellBuffer(size: size)
    V.draw(model, in: buffer.bounds, of: &buffer, glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: "\(name)-\(size)") == nil)
  }

  @Test(arguments: sizes) func lineChart(_ size: Size) {
    check(LineChartView.self, SampleCharts.loss(), "line-chart", size)
  }

  @Test(arguments: [GlyphSet.block, .ascii]) func lineChartInPoorerGlyphs(_ glyphs: GlyphSet) {
    let size = Size(columns: 80, rows: 24)
    check(LineChartView.self, SampleCharts.loss(crosshair: 1_240), "line-chart-\(glyphs.rawValue)", size, glyphs)
  }

  @Test(arguments: sizes) func barList(_ size: Size) {
    check(BarListView.self, SampleCharts.importance(), "bar-list", size)
  }

  @Test(arguments: sizes) func confusionMatrix(_ size: Size) {
    check(ConfusionMatrixView.self, SampleCharts.confusion(), "confusion-matrix", size)
  }

  @Test(arguments: sizes) func curveChart(_ size: Size) {
    check(CurveChartView.self, SampleCharts.roc(), "curve-chart", size)
  }

  @Test func calibration() {
    check(CurveChartView.self, SampleCharts.calibration(), "curve-chart-calibration", Size(columns: 60, rows: 20))
  }

  @Test(arguments: sizes) func table(_ size: Size) { check(TableView.self, SampleCharts.runs(), "table", size) }

  @Test(arguments: sizes) func dialog(_ size: Size) { check(DialogView.self, SampleCharts.dialog(), "dialog", size) }

  @Test func bars() {
    let size = Size(columns: 60, rows: 1)
    check(KeyHintBar.self, SampleCharts.hints, "key-hint-bar", size)
    check(KeyHintBar.self, SampleCharts.hints, "key-hint-bar", Size(columns: 20, rows: 1))
    check(StatusLine.self, SampleCharts.status, "status-line", size)
  }
}
