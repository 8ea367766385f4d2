import DashboardLogic
import TerminalModel

/// A page of charts.
enum CurvesView: View {
  static func draw(_ model: CurvesModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !model.charts.isEmpty else {
      let inner = PanelFrame.draw(title: "curves", in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    for chart in model.charts {
      LineChartView.draw(chart.model, in: chart.area.intersection(area), of: &buffer, glyphs: glyphs)
    }
  }
}
