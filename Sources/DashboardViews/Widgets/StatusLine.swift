public import DashboardLogic
public import TerminalModel

/// What matters at the left, what is good to know at the right.
public enum StatusLine: View {
  public static func draw(_ model: StatusLineModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    var end = 0
    for part in model.leading where !part.isEmpty {
      let start = end == 0 ? 0 : end + 2
      // The first part is cut rather than left out.
      guard start == 0 || start + part.columns <= area.columns else { break }
      end = start + buffer.write(part, column: start, row: 0, in: area)
    }
    let columns = model.trailing.columns
    guard columns > 0, end + (end == 0 ? 0 : 2) + columns <= area.columns else { return }
    buffer.write(model.trailing, column: area.columns - columns, row: 0, in: area)
  }
}
