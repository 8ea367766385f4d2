import DashboardLogic
import TerminalModel

/// The axes of all charts.
enum AxisView {
  /// A line at the right of an area with a label beside each of its ticks.
  static func drawUpright(
    _ axis: AxisLabels, isFocused: Bool = false, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let line = area.columns - 1
    for row in 0..<area.rows {
      buffer.plot(glyphs == .ascii ? "|" : "│", column: line, row: row, isFocused ? .borderFocused : .border, in: area)
    }
    guard line > 0 else { return }
    for label in axis.labels {
      let text = HarmlessText.fitRight(label.text, columns: line)
      buffer.write(text, column: 0, row: label.cell, .chartAxis, in: area, columns: line)
      buffer.plot(
        glyphs == .ascii ? "+" : "┤", column: line, row: label.cell, isFocused ? .borderFocused : .chartAxis, in: area)
    }
  }

  /// Labels in one line, and what they count.
  static func drawLying(_ axis: AxisLabels, in line: Rect, of buffer: inout CellBuffer) {
    for label in axis.labels { buffer.write(label.text, column: label.cell, row: 0, .chartAxis, in: line) }
    if let name = axis.name { buffer.write(name.text, column: name.cell, row: 0, .textDim, in: line) }
  }
}
