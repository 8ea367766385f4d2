import DashboardLogic
import TerminalModel

/// The verdicts, and below them what stands behind that of the selected run.
enum HealthView: View {
  static func draw(_ model: HealthModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let list = model.layout.list.intersection(area)
    let place = model.table.place(rows: list.rows - 3)
    let trailing = StyledText(model.summary.spans + (place.isEmpty ? [] : [TextSpan("  \(place)", .textDim)]))
    let inner = PanelFrame.draw(
      title: "health" + (model.filter.isEmpty ? "" : "  / \(model.filter)"), trailing: trailing, in: list, of: &buffer,
      glyphs: glyphs)
    TableView.draw(model.table, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
    drawDetail(model, in: model.layout.detail.intersection(area), of: &buffer, glyphs: glyphs)
    guard let chart = model.chart else { return }
    LineChartView.draw(chart, in: model.layout.chart.intersection(area), of: &buffer, glyphs: glyphs)
  }

  private static func drawDetail(
    _ model: HealthModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let content = PanelFrame.draw(title: model.runName, in: area, of: &buffer, glyphs: glyphs)
      .inset(columns: 1, rows: 0)
    let shown = model.visible(rows: content.rows)
    for (row, index) in shown.enumerated() {
      buffer.write(model.lines[index], column: 0, row: row, in: content)
      if index == model.focus.lowerBound, model.focus.contains(index) {
        buffer.restyle(content.line(row), .selection)
      }
    }
    PanelFrame.drawPlace(shown, of: model.lines.count, in: area, of: &buffer)
  }
}
