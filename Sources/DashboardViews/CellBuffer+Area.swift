import DashboardLogic
import TerminalModel

/// Drawing that stays inside an area. Places are given relative to it.
extension CellBuffer {
  /// Writes text from a place inside `area` to its right edge or `columns`, whichever comes first.
  /// - Returns: the columns used.
  @discardableResult
  mutating func write(
    _ text: String, column: Int, row: Int, _ style: StyleRole = .text, in area: Rect, columns: Int = .max
  ) -> Int {
    guard row >= 0, row < area.rows, column >= 0, column < area.columns, columns > 0 else { return 0 }
    let room = Swift.min(columns, area.columns - column)
    let cut = HarmlessText.truncate(text, columns: room)
    return put(cut, at: Point(column: area.column + column, row: area.row + row), style: style, maxColumns: room)
  }

  /// As above, span after span.
  @discardableResult
  mutating func write(_ text: StyledText, column: Int, row: Int, in area: Rect, columns: Int = .max) -> Int {
    var used = 0
    for span in text.spans {
      used += write(span.text, column: column + used, row: row, span.style, in: area, columns: columns - used)
    }
    return used
  }

  /// Sets one cell of one column.
  mutating func plot(_ character: Character, column: Int, row: Int, _ style: StyleRole, in area: Rect) {
    guard row >= 0, row < area.rows, column >= 0, column < area.columns else { return }
    self[area.column + column, area.row + row] = Cell(character, style: style)
  }

  /// One line in the middle of `area`, faint: what stands in place of content.
  mutating func writeCentred(_ text: String, _ style: StyleRole = .textDim, in area: Rect) {
    let columns = Swift.min(HarmlessText.columns(of: HarmlessText.make(text)), area.columns)
    write(text, column: (area.columns - columns) / 2, row: (area.rows - 1) / 2, style, in: area)
  }
}
