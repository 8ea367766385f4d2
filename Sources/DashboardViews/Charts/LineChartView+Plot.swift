import DashboardLogic
import TerminalModel

extension LineChartView {
  /// The curves' part: all but the row of marks, when there is one.
  static func curveArea(_ plot: LinePlot, in area: Rect) -> Rect {
    needsGutter(plot) && area.rows >= 2 ? area.above(1) : area
  }

  private static func needsGutter(_ plot: LinePlot) -> Bool {
    plot.hasNonFinite || !plot.resumes.isEmpty || !plot.marks.isEmpty
  }

  /// Curves, crosshair and marks. nil, and nothing drawn, when there is no point.
  static func drawPlot(
    _ model: LineChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> LinePlot? {
    let perCell = glyphs.dotsPerCell
    guard let plot = model.plot(subcolumns: area.columns * perCell.columns) else { return nil }
    let curve = curveArea(plot, in: area)
    var raster = Raster(columns: curve.columns, rows: curve.rows, glyphs: glyphs)
    let scale = ValueScale(plot.values, places: raster.dotRows)
    guard scale.places > 0 else { return plot }
    for trace in plot.traces {
      raster.trace(trace.columns, scale: scale)
      raster.endLayer(trace.style)
    }
    for resume in plot.resumes {
      drawRule(resume / perCell.columns, .chartGrid, in: curve, of: &buffer, glyphs: glyphs)
    }
    if let crosshair = plot.crosshair {
      drawRule(crosshair / perCell.columns, .chartCrosshair, in: curve, of: &buffer, glyphs: glyphs)
    }
    raster.draw(in: curve, of: &buffer)
    drawLonePoints(plot, scale: scale, in: curve, of: &buffer, glyphs: glyphs)
    if curve.rows < area.rows { drawGutter(plot, in: area.bottomPart(1), of: &buffer, glyphs: glyphs) }
    return plot
  }

  private static func drawRule(
    _ column: Int, _ style: StyleRole, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let isSolid = style == .chartCrosshair
    let rule: Character = glyphs == .ascii ? (isSolid ? "|" : ":") : isSolid ? "│" : "┊"
    for row in 0..<area.rows {
      buffer.plot(rule, column: column, row: row, style, in: area)
    }
  }

  /// A line of a single point is a dot that can be seen.
  private static func drawLonePoints(
    _ plot: LinePlot, scale: ValueScale, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let perCell = glyphs.dotsPerCell
    for trace in plot.traces {
      let places = trace.columns.indices.filter { trace.columns[$0]?.isFinite == true }
      guard places.count == 1, let span = trace.columns[places[0]], span.min == span.max else { continue }
      let row = (scale.places - 1 - scale.place(span.min)) / perCell.rows
      buffer.plot(glyphs == .ascii ? "*" : "•", column: places[0] / perCell.columns, row: row, trace.style, in: area)
    }
  }

  /// Where values are not finite, where the training was resumed, and the marks; the first named wins a cell.
  private static func drawGutter(
    _ plot: LinePlot, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let perCell = glyphs.dotsPerCell.columns
    let isASCII = glyphs == .ascii
    for mark in plot.marks {
      buffer.plot(isASCII ? "!" : "◆", column: mark / perCell, row: 0, .chartMark, in: line)
    }
    for resume in plot.resumes {
      buffer.plot(isASCII ? "r" : "↻", column: resume / perCell, row: 0, .chartMark, in: line)
    }
    for trace in plot.traces {
      for case (let place, let column?) in trace.columns.enumerated() {
        let mark: Character? =
          column.hasNaN
          ? (isASCII ? "x" : "×")
          : column.hasPositiveInfinity
            ? (isASCII ? "^" : "▲") : column.hasNegativeInfinity ? (isASCII ? "v" : "▼") : nil
        if let mark { buffer.plot(mark, column: place / perCell, row: 0, trace.style, in: line) }
      }
    }
  }
}
