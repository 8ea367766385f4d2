import DashboardLogic
import TerminalModel

/// A list to choose from, over the screen.
enum RunListChooserView: View {
  static func draw(_ model: RunListChooserModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let columns = min(area.columns, 64)
    let top = area.rows < 16 ? 0 : 2
    let box = Rect(
      column: (area.columns - columns) / 2, row: top, columns: columns,
      rows: min(area.rows - 2 * top, max(model.rows.count, 1) + 6))
    buffer.restyle(area, .backdrop)
    buffer.fill(box)
    let count = model.chosenCount
    let inner = PanelFrame.drawBox(
      title: model.title, trailing: StyledText(count > 0 ? "\(count) chosen" : "", .textDim), in: box, of: &buffer,
      glyphs: glyphs
    ).inset(columns: 1, rows: 0)
    guard !inner.isEmpty else { return }
    TextFieldView.draw(model.query, in: inner.line(0), of: &buffer, glyphs: glyphs)
    let hasHints = inner.rows >= 6
    let list = inner.below(hasHints ? 2 : 1).above(hasHints ? 2 : 0)
    let first = max(0, min(model.selection - list.rows / 2, model.rows.count - list.rows))
    let shown = first..<min(model.rows.count, first + list.rows)
    drawRows(model, shown, in: list, of: &buffer, glyphs: glyphs)
    PanelFrame.drawPlace(shown, of: model.rows.count, in: box, of: &buffer)
    guard hasHints else { return }
    let hints = KeyHintBar.text(KeyHintBar.fitting(model.hints, columns: inner.columns))
    buffer.write(hints, column: 0, row: inner.rows - 1, in: inner)
  }

  private static func drawRows(
    _ model: RunListChooserModel, _ shown: Range<Int>, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !model.rows.isEmpty else { return buffer.writeCentred("nothing fits", in: area) }
    for (line, index) in shown.enumerated() {
      let row = model.rows[index]
      buffer.write(row.isChosen ? "✔" : " ", column: 0, row: line, .accent, in: area)
      buffer.write(row.text, column: 2, row: line, in: area)
      if index == model.selection { buffer.restyle(area.line(line), .selection) }
    }
  }
}
