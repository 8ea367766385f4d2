public import DashboardLogic
public import TerminalModel

/// What a run uses: tables of the newest values above curves.
public enum ResourcesView: View {
  public static func draw(_ model: ResourcesModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !model.charts.isEmpty else { return EmptyView.draw(model.emptyText, in: area, of: &buffer, glyphs: glyphs) }
    for panel in model.panels {
      let inner = PanelFrame.draw(title: panel.title, in: panel.area, of: &buffer, glyphs: glyphs)
      TableView.draw(panel.table, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
    }
    for chart in model.charts { LineChartView.draw(chart.model, in: chart.area, of: &buffer, glyphs: glyphs) }
  }
}
