import DashboardLogic
import RunModel
import TerminalModel

/// What waits for a decision, and below it what was decided.
enum DecisionsView: View {
  static func draw(_ model: DecisionsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = DecisionsLayout(model, in: area)
    if let pending = model.pending { draw(pending, layout, of: &buffer, glyphs: glyphs) }
    guard !layout.list.isEmpty else { return }
    var table = model.table
    table.offset = layout.listOffset
    let place = table.place(rows: layout.list.rows - 3)
    let others = model.alsoWaiting.isEmpty ? "" : "also waiting: \(model.alsoWaiting.joined(separator: ", "))"
    let room = max(0, layout.list.columns / 2 - place.count)
    let trailing = [
      TextSpan(HarmlessText.truncate(others, columns: room), .statusWaiting),
      TextSpan(others.isEmpty || place.isEmpty ? place : "  \(place)", .textDim),
    ]
    let inner = PanelFrame.draw(
      title: "decisions about \(model.runName)", trailing: StyledText(trailing.filter { !$0.text.isEmpty }),
      in: layout.list, of: &buffer, glyphs: glyphs)
    TableView.draw(table, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
  }

  private static func draw(
    _ pending: DecisionsModel.Pending, _ layout: DecisionsLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    PanelFrame.draw(title: "● waits for your decision", isFocused: true, in: layout.panel, of: &buffer, glyphs: glyphs)
    for (row, index) in layout.visibleText.enumerated() {
      buffer.write(layout.text[index], column: 0, row: row, in: layout.content)
    }
    PanelFrame.drawPlace(layout.visibleText, of: layout.text.count, in: layout.panel, of: &buffer)
    KeyHintBar.draw(KeyHintBarModel(pending.keys), in: layout.keys, of: &buffer, glyphs: glyphs)
  }
}
