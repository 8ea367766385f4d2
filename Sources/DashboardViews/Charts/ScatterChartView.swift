public import DashboardLogic
public import TerminalModel

/// Points over two axes, one cell a point, and a line in steps among them.
public enum ScatterChartView: View {
  public static func draw(_ model: ScatterChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: model.summary, isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    guard !model.points.isEmpty || !model.valueless.isEmpty else {
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    let plot = PlotFrame.drawAxes(x: model.xAxis, y: model.yAxis, in: area, of: &buffer, glyphs: glyphs)
    let hasGutter = !model.valueless.isEmpty && plot.rows >= 3
    let room = hasGutter ? plot.above(1) : plot
    drawLine(model.line, in: room, of: &buffer, glyphs: glyphs)
    for point in model.points { drawPoint(point, in: room, of: &buffer, glyphs: glyphs) }
    guard hasGutter else { return }
    let dots = glyphs.dotsPerCell
    for share in model.valueless {
      let column = place(share, of: plot.columns * dots.columns) / dots.columns
      buffer.plot(glyphs == .ascii ? "x" : "✘", column: column, row: plot.rows - 1, .statusFailed, in: plot)
    }
  }

  private static func place(_ share: Double, of count: Int) -> Int { ValueScale(0...1, places: count).place(share) }

  private static func drawLine(
    _ line: [ScatterChartModel.Point], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var raster = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    guard raster.dotColumns > 0, raster.dotRows > 0 else { return }
    // Through the middle of the cells, where the signs of the points are.
    let height = glyphs.dotsPerCell.rows
    let corners = line.map { point in
      let row = (raster.dotRows - 1 - place(point.y, of: raster.dotRows)) / height
      return (x: place(point.x, of: raster.dotColumns), y: row * height + height / 2)
    }
    for (from, to) in zip(corners, corners.dropFirst()) {
      raster.line(from.x, from.y, to.x, from.y)
      raster.line(to.x, from.y, to.x, to.y)
    }
    raster.endLayer(.series1)
    if glyphs == .ascii {
      drawASCII(raster, in: area, of: &buffer)
    } else {
      raster.draw(in: area, of: &buffer)
    }
  }

  /// Lines of their own, as points are stars.
  private static func drawASCII(_ raster: Raster, in area: Rect, of buffer: inout CellBuffer) {
    for row in 0..<area.rows {
      for column in 0..<area.columns where !raster.isEmpty(column: column, row: row) {
        let isUpright = !raster.isEmpty(column: column, row: row - 1) && raster.isEmpty(column: column - 1, row: row)
        buffer.plot(isUpright && row > 0 ? "|" : "-", column: column, row: row, .series1, in: area)
      }
    }
  }

  private static func drawPoint(
    _ point: ScatterChartModel.Point, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    // The cell of the dot that the line would have.
    let dots = glyphs.dotsPerCell
    let column = place(point.x, of: area.columns * dots.columns) / dots.columns
    let row = (area.rows * dots.rows - 1 - place(point.y, of: area.rows * dots.rows)) / dots.rows
    buffer.plot(mark(point, glyphs), column: column, row: row, point.style, in: area)
  }

  private static func mark(_ point: ScatterChartModel.Point, _ glyphs: GlyphSet) -> Character {
    let isASCII = glyphs == .ascii
    if point.kind == .selected { return isASCII ? "@" : "◆" }
    if point.isBeyond != 0 { return point.isBeyond < 0 ? (isASCII ? "v" : "▼") : isASCII ? "^" : "▲" }
    return point.kind == .partial ? (isASCII ? "x" : "×") : isASCII ? "*" : "•"
  }
}
