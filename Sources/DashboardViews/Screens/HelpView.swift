import DashboardLogic
import TerminalModel

/// Every key, over the screen.
enum HelpView: View {
  static func draw(_ model: HelpModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let box = area.centred(Size(columns: min(area.columns, 92), rows: min(area.rows, model.lines.count + 4)))
    buffer.restyle(area, .backdrop)
    buffer.fill(box)
    let inner = PanelFrame.draw(
      title: "keys", trailing: StyledText("any other key closes", .textDim), isFocused: true, in: box, of: &buffer,
      glyphs: glyphs
    ).inset(columns: 2, rows: 0)
    let rows = max(0, inner.rows)
    for (row, line) in model.lines.dropFirst(model.scroll).prefix(rows).enumerated() {
      switch line {
      case .blank: break
      case .heading(let text): buffer.write(text, column: 0, row: row, .accent, in: inner)
      case .command(let keys, let summary, let reason):
        buffer.write(keys, column: 0, row: row, reason == nil ? .key : .textDim, in: inner, columns: 16)
        let used = buffer.write(summary, column: 17, row: row, reason == nil ? .text : .textDim, in: inner)
        if let reason { buffer.write("(\(reason))", column: 17 + used + 1, row: row, .textDim, in: inner) }
      }
    }
    let hidden = model.lines.count - model.scroll - rows
    if hidden > 0 {
      buffer.put(
        " \(hidden) more below ", at: Point(column: box.column + 3, row: box.endRow - 1), style: .textDim,
        maxColumns: max(0, box.columns - 6))
    }
  }
}

/// The commands that fit what is typed.
enum PaletteView: View {
  static func draw(_ model: PaletteModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let box = Rect(
      column: max(0, (area.columns - min(area.columns, 84)) / 2), row: min(2, max(0, area.rows - 3)),
      columns: min(area.columns, 84), rows: min(area.rows - min(2, max(0, area.rows - 3)), 18))
    buffer.restyle(area, .backdrop)
    buffer.fill(box)
    let inner = PanelFrame.draw(
      title: "commands", trailing: StyledText("\(model.rows.count) fit", .textDim), isFocused: true, in: box,
      of: &buffer,
      glyphs: glyphs
    ).inset(columns: 1, rows: 0)
    guard inner.rows > 0 else { return }
    buffer.fill(inner.line(0), with: Cell(" ", style: .input))
    let used = buffer.write(model.query, column: 1, row: 0, .input, in: inner)
    buffer.restyle(inner.line(0).rightOf(used + 1).leftPart(1), .selection)
    let room = inner.rows - 2
    let first = max(0, model.selection - room + 1)
    for (row, index) in (first..<max(first, min(model.rows.count, first + room))).enumerated() {
      draw(model.rows[index], isSelected: index == model.selection, in: inner.line(row + 2), of: &buffer)
    }
    if model.rows.isEmpty { buffer.write("no command has these words", column: 0, row: 2, .textDim, in: inner) }
  }

  private static func draw(_ row: PaletteModel.Row, isSelected: Bool, in line: Rect, of buffer: inout CellBuffer) {
    let style: StyleRole = row.reason == nil ? .text : .textDim
    buffer.write(
      row.summary + (row.reason.map { " (\($0))" } ?? ""), column: 0, row: 0, style, in: line,
      columns: line.columns - 14)
    let columns = HarmlessText.columns(of: row.keys)
    buffer.write(row.keys, column: max(0, line.columns - columns), row: 0, .key, in: line)
    if isSelected { buffer.restyle(line, .selection) }
  }
}
