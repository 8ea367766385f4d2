import DashboardLogic
import TerminalModel

/// What waits and what was decided, over all runs, and below it the selected line in full.
enum DecisionsView: View {
  static func draw(_ model: DecisionsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let list = model.layout.list.intersection(area)
    let place = model.table.place(rows: list.rows - 3)
    let trailing = StyledText(model.summary.spans + (place.isEmpty ? [] : [TextSpan("  \(place)", .textDim)]))
    let inner = PanelFrame.draw(title: "decisions", trailing: trailing, in: list, of: &buffer, glyphs: glyphs)
    TableView.draw(model.table, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
    drawDetail(model, in: model.layout.detail.intersection(area), of: &buffer, glyphs: glyphs)
  }

  private static func drawDetail(
    _ model: DecisionsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let title = model.waits ? "● \(model.runName) waits for your decision" : model.runName
    let inner = PanelFrame.draw(title: title, isFocused: model.waits, in: area, of: &buffer, glyphs: glyphs)
      .inset(columns: 1, rows: 0)
    let keyRows = model.keys.isEmpty || inner.rows < 3 ? 0 : 1
    // A blank row above the keys, where all of the text is on view.
    let content = inner.above(keyRows + (keyRows > 0 && model.detail.count < inner.rows - keyRows ? 1 : 0))
    let shown = 0..<min(model.detail.count, content.rows)
    for row in shown { buffer.write(model.detail[row], column: 0, row: row, in: content) }
    PanelFrame.drawPlace(shown, of: model.detail.count, in: area, of: &buffer)
    KeyHintBar.draw(KeyHintBarModel(model.keys), in: inner.bottomPart(keyRows), of: &buffer, glyphs: glyphs)
  }
}
