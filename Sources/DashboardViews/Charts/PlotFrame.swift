import DashboardLogic
import TerminalModel

/// The axes of a chart that has two: values at the left, the other axis in the bottom line.
enum PlotFrame {
  /// Whether an area has room for axes.
  static func hasAxes(_ area: Rect) -> Bool { area.columns >= 24 && area.rows >= 7 }

  /// Draws both axes below a heading that is already there.
  /// - Returns: what is left for the points.
  static func drawAxes(
    x: PlotAxis, y: PlotAxis, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> Rect {
    guard hasAxes(area) else { return PanelFrame.inner(of: area) }
    let inner = area.inset(by: 1)
    let dots = glyphs.dotsPerCell
    let upright = y.uprightLabels(rows: inner.rows, dotsPerRow: dots.rows)
    let labels = Swift.min(upright.width, inner.columns / 3)
    AxisView.drawUpright(upright, in: inner.leftPart(labels + 1), of: &buffer, glyphs: glyphs)
    let plot = inner.rightOf(labels + 1)
    AxisView.drawLying(
      x.lyingLabels(columns: plot.columns, dotsPerColumn: dots.columns),
      in: Rect(column: plot.column, row: area.endRow - 1, columns: plot.columns, rows: 1), of: &buffer)
    return plot
  }
}
