import DashboardLogic
import TerminalModel

/// The box of a chart with two axes: values at the left, the other axis in the bottom line.
enum PlotFrame {
  /// Whether an area has room for axes in a box.
  static func hasBox(_ area: Rect) -> Bool { area.columns >= 24 && area.rows >= 7 }

  /// Draws both axes into a box that is already there.
  /// - Returns: what is left for the points.
  static func drawAxes(
    x: PlotAxis, y: PlotAxis, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> Rect {
    guard hasBox(area) else { return PanelFrame.inner(of: area) }
    let inner = area.inset(by: 1)
    let ticks = y.ticks(limit: 2 + inner.rows / 4)
    let widest = ticks.map { HarmlessText.columns(of: HarmlessText.make($0.label)) }.max() ?? 0
    let labels = Swift.min(widest, inner.columns / 3)
    for row in 0..<inner.rows {
      buffer.plot(glyphs == .ascii ? "|" : "│", column: labels, row: row, .chartAxis, in: inner)
    }
    var above = Int.max
    for tick in ticks {
      let row = inner.rows - 1 - Int((tick.share * Double(inner.rows - 1)).rounded())
      guard row < above else { continue }
      above = row
      buffer.write(HarmlessText.fitRight(tick.label, columns: labels), column: 0, row: row, .chartAxis, in: inner)
      buffer.plot(glyphs == .ascii ? "+" : "┤", column: labels, row: row, .chartAxis, in: inner)
    }
    let plot = inner.rightOf(labels + 1)
    drawBottom(x, in: Rect(column: plot.column, row: area.endRow - 1, columns: plot.columns, rows: 1), of: &buffer)
    return plot
  }

  /// Labels below their places, the axis' name at the right.
  private static func drawBottom(_ axis: PlotAxis, in line: Rect, of buffer: inout CellBuffer) {
    let words = HarmlessText.truncate(axis.name, columns: line.columns / 3, mode: .middle)
    let name = line.columns >= 30 && !words.isEmpty ? " \(words) " : ""
    let room = line.columns - HarmlessText.columns(of: name) - (name.isEmpty ? 0 : 1)
    var end = 0
    for tick in axis.ticks(limit: Swift.max(2, line.columns / 9)) {
      let label = HarmlessText.truncate(tick.label, columns: Swift.max(4, line.columns / 4))
      let columns = HarmlessText.columns(of: label)
      let centre = Int((tick.share * Double(line.columns - 1)).rounded())
      let start = Swift.max(0, Swift.min(centre - columns / 2, room - columns))
      // A label far from its place would lie.
      guard start >= end, start + columns <= room, abs(centre - columns / 2 - start) <= columns else { continue }
      buffer.write(label, column: start, row: 0, .chartAxis, in: line)
      end = start + columns + 1
    }
    if !name.isEmpty {
      buffer.write(name, column: line.columns - HarmlessText.columns(of: name), row: 0, .chartAxis, in: line)
    }
  }
}
