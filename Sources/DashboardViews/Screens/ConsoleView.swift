public import DashboardLogic
public import TerminalModel

/// A console: its place in the top line, what is searched for in the bottom line, and a thumb at the right edge.
public enum ConsoleView: View {
  public static func draw(_ model: ConsoleModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let parts = [model.progress, model.place].filter { !$0.isEmpty }
    let inner = PanelFrame.draw(
      title: model.title, trailing: StyledText(parts.joined(separator: "  "), .textDim), in: area, of: &buffer,
      glyphs: glyphs)
    guard !model.rows.isEmpty else { return drawEmpty(model, in: inner, of: &buffer) }
    for (index, row) in model.rows.enumerated() {
      draw(row, of: model, in: inner.line(index), of: &buffer, glyphs: glyphs)
    }
    guard inner != area else { return }
    drawStatus(model.status, in: area.bottomPart(1), of: &buffer)
    if let thumb = model.thumb { drawThumb(thumb, in: area, of: &buffer, glyphs: glyphs) }
  }

  private static func draw(
    _ row: ConsoleModel.Row, of model: ConsoleModel, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let (numberColumns, lead) = (model.numberColumns, model.numberColumns + model.timeColumns)
    if row.isCurrent { buffer.plot(glyphs == .ascii ? ">" : "▶", column: 0, row: 0, .accent, in: line) }
    buffer.write(row.number, column: 1, row: 0, row.isCurrent ? .accent : .textDim, in: line, columns: numberColumns)
    buffer.write(row.time, column: numberColumns, row: 0, .textDim, in: line, columns: model.timeColumns)
    if row.isError, !row.isCurrent || lead > 1 {
      buffer.plot(glyphs == .ascii ? "!" : "┃", column: lead - 1, row: 0, .warning, in: line)
    }
    let text = line.rightOf(lead)
    guard let words = row.text else { return _ = buffer.write("…", column: 0, row: 0, .textDim, in: text) }
    buffer.write(words, column: 0, row: 0, in: text)
  }

  private static func drawEmpty(_ model: ConsoleModel, in area: Rect, of buffer: inout CellBuffer) {
    let lines = StyledText(model.emptyText, .textDim).wrapped(columns: Swift.max(1, area.columns - 4))
    let top = Swift.max(0, (area.rows - lines.count) / 2)
    for (index, line) in lines.enumerated() where top + index < area.rows {
      buffer.write(line, column: Swift.max(0, (area.columns - line.columns) / 2), row: top + index, in: area)
    }
  }

  private static func drawStatus(_ status: StyledText, in line: Rect, of buffer: inout CellBuffer) {
    guard !status.isEmpty, line.columns >= 12 else { return }
    let room = line.inset(columns: 2, rows: 0)
    let padded = StyledText([TextSpan(" ")] + status.spans + [TextSpan(" ")])
    buffer.write(padded, column: 0, row: 0, in: room)
  }

  private static func drawThumb(
    _ thumb: ClosedRange<Double>, in panel: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let rows = panel.rows - 2
    let length = Swift.max(1, Int((thumb.upperBound - thumb.lowerBound) * Double(rows)))
    // The ends are only where the ends are.
    let room = Double(rows - length)
    let share = thumb.lowerBound / Swift.max(1 - (thumb.upperBound - thumb.lowerBound), .ulpOfOne)
    let start = Swift.min(Int((Swift.min(share, 1) * room).rounded()), rows - length)
    for row in start..<start + length {
      buffer.plot(glyphs == .ascii ? "#" : "┃", column: panel.columns - 1, row: 1 + row, .textDim, in: panel)
    }
  }
}
