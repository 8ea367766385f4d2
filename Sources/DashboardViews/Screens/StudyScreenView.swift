import DashboardLogic
import TerminalModel

/// A study: its trials, the best so far, and what the hyperparameters did.
enum StudyScreenView: View {
  static func draw(_ model: StudyScreenModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = model.layout
    drawTable(model, in: layout.table, of: &buffer, glyphs: glyphs)
    ScatterChartView.draw(model.progressChart, in: layout.progress, of: &buffer, glyphs: glyphs)
    ParallelChartView.draw(
      model.parallelChart(columns: layout.parallel.columns - 4), in: layout.parallel, of: &buffer, glyphs: glyphs)
    ScatterChartView.draw(model.scatterChart, in: layout.scatter, of: &buffer, glyphs: glyphs)
  }

  private static func drawTable(
    _ model: StudyScreenModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let table = model.table
    let place = table.place(rows: area.rows - 3)
    let trailing =
      place.isEmpty ? model.counts.spans : [TextSpan("\(place) ", .textDim)] + model.counts.spans.dropFirst()
    let inner = PanelFrame.draw(
      title: model.title, trailing: StyledText(trailing), isFocused: true, in: area, of: &buffer, glyphs: glyphs)
    PanelFrame.drawNote(model.note, in: area, of: &buffer)
    TableView.draw(table, in: PanelFrame.content(of: inner), of: &buffer, glyphs: glyphs)
  }
}
