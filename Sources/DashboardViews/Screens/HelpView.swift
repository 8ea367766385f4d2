import DashboardLogic
import TerminalModel

/// Every key, over the screen.
enum HelpView: View {
  static func draw(_ model: HelpModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let wanted = model.lines.count + 2 + (model.query == nil ? 0 : 1)
    let box = area.centred(Size(columns: min(area.columns, 92), rows: min(area.rows, wanted)))
    buffer.restyle(area, .backdrop)
    buffer.fill(box)
    var inner = PanelFrame.drawBox(
      title: "keys", trailing: KeyHintBar.text(model.hints), in: box, of: &buffer, glyphs: glyphs
    ).inset(columns: 2, rows: 0)
    if let query = model.query {
      TextFieldView.draw(query, in: inner.topPart(1), of: &buffer, glyphs: glyphs)
      inner = inner.below(1)
    }
    let shown = model.scroll..<min(model.lines.count, model.scroll + max(0, inner.rows))
    for (row, index) in shown.enumerated() {
      switch model.lines[index] {
      case .blank: break
      case .heading(let text): buffer.write(text, column: 0, row: row, .accent, in: inner)
      case .remark(let text): buffer.write(text, column: 0, row: row, in: inner)
      case .command(let keys, let summary):
        buffer.write(keys, column: 0, row: row, in: inner, columns: model.summaryColumn - 1)
        buffer.write(summary, column: model.summaryColumn, row: row, in: inner)
      }
    }
    PanelFrame.drawPlace(shown, of: model.lines.count, in: box, of: &buffer)
  }
}

/// The commands that fit what is typed.
enum PaletteView: View {
  static func draw(_ model: PaletteModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let columns = min(area.columns, 84)
    // A low screen has no rows to leave free.
    let top = area.rows < 16 ? 0 : 2
    let box = Rect(column: (area.columns - columns) / 2, row: top, columns: columns, rows: min(area.rows - top, 18))
    buffer.restyle(area, .backdrop)
    buffer.fill(box)
    let inner = PanelFrame.drawBox(
      title: "commands", trailing: StyledText("\(model.rows.count) fit", .textDim), in: box, of: &buffer, glyphs: glyphs
    ).inset(columns: 1, rows: 0)
    guard inner.rows > 0 else { return }
    TextFieldView.draw(model.query, in: inner.line(0), of: &buffer, glyphs: glyphs)
    let firstRow = area.rows < 16 ? 1 : 2
    let room = inner.rows - firstRow
    // What has no room beside the keys goes on below the selected line.
    let more = model.rows.indices.contains(model.selection) ? rest(model.rows[model.selection], in: inner) : nil
    let first = max(0, model.selection - room + (more == nil ? 1 : 2))
    var place = firstRow
    for index in first..<max(first, min(model.rows.count, first + room)) where place < inner.rows {
      draw(model.rows[index], isSelected: index == model.selection, in: inner.line(place), of: &buffer)
      place += 1
      guard index == model.selection, let more else { continue }
      buffer.write(more, column: 2, row: place, in: inner)
      buffer.restyle(inner.line(place), .selection)
      place += 1
    }
    if model.rows.isEmpty { buffer.write("no command fits", column: 0, row: firstRow, .textDim, in: inner) }
  }

  /// What a row says behind its first line; nil where that is all.
  private static func rest(_ row: PaletteModel.Row, in inner: Rect) -> StyledText? {
    let rows = row.summary.wrapped(columns: max(1, inner.columns - HarmlessText.columns(of: row.keys) - 2))
    guard rows.count > 1 else { return nil }
    return StyledText(Array(rows.dropFirst().map(\.spans).joined(separator: [TextSpan(" ")])))
  }

  private static func draw(_ row: PaletteModel.Row, isSelected: Bool, in line: Rect, of buffer: inout CellBuffer) {
    let columns = HarmlessText.columns(of: row.keys)
    let room = max(0, line.columns - columns - 2)
    let summary = isSelected ? row.summary.wrapped(columns: max(1, room))[0] : row.summary
    buffer.write(summary, column: 0, row: 0, in: line, columns: room)
    buffer.write(row.keys, column: max(0, line.columns - columns), row: 0, .key, in: line)
    if isSelected { buffer.restyle(line, .selection) }
  }
}
