public import DashboardLogic
public import TerminalModel

/// The end of a text, or what lies before it.
public enum ScrollTextView: View {
  public static func draw(_ model: ScrollTextModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    guard !model.lines.isEmpty else { return buffer.writeCentred(model.emptyText, in: area) }
    let rows = rows(model, area)
    for (row, text) in rows.enumerated() { buffer.write(text, column: 0, row: row, in: area) }
  }

  /// Laid out from the end, so that the cost follows what is seen and scrolled over, not the length of the text.
  private static func rows(_ model: ScrollTextModel, _ area: Rect) -> [StyledText] {
    let back = Swift.max(model.rowsFromEnd, 0)
    guard model.wraps else {
      let count = model.lines.count
      let end = Swift.max(count - Swift.min(back, count), Swift.min(area.rows, count))
      return Array(model.lines[Swift.max(end - area.rows, 0)..<end])
    }
    var rows: [StyledText] = []
    for line in model.lines.reversed() {
      rows += line.wrapped(columns: area.columns).reversed()
      if rows.count - area.rows >= back { break }
    }
    let skipped = Swift.min(back, Swift.max(rows.count - area.rows, 0))
    return rows.dropFirst(skipped).prefix(area.rows).reversed()
  }
}
