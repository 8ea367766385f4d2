public import DashboardLogic
public import TerminalModel

/// The unit square with its curves, about as wide as tall.
public enum CurveChartView: View {
  public static func draw(_ model: CurveChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: StyledText(model.summary, .textStrong), isFocused: model.isFocused, in: area,
      of: &buffer, glyphs: glyphs)
    guard model.curves.contains(where: { !points($0).isEmpty }) else {
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    guard inner.columns >= 20, inner.rows >= 6 else { return drawSquare(model, in: inner, of: &buffer, glyphs: glyphs) }
    // A name above, labels below; a cell is about half as wide as tall.
    let labels = 4
    let rows = inner.rows - 2
    let columns = Swift.min(inner.columns - labels - 2, rows * 21 / 10)
    let left = (inner.columns - columns - labels - 1) / 2
    let frame = inner.rightOf(left).leftPart(columns + labels + 1)
    let hasXName = HarmlessText.columns(of: HarmlessText.make(model.xName)) <= columns - 6
    let names = hasXName ? model.yName : "\(model.yName) against \(model.xName)"
    buffer.write(names, column: hasXName ? left + labels : 0, row: 0, .textDim, in: inner)
    let square = frame.rightOf(labels + 1).below(1).above(1)
    drawAxes(model, columns: columns, labels: labels, in: frame, of: &buffer, glyphs: glyphs)
    drawSquare(model, in: square, of: &buffer, glyphs: glyphs)
  }

  private static func drawAxes(
    _ model: CurveChartModel, columns: Int, labels: Int, in frame: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let isASCII = glyphs == .ascii
    let rows = frame.rows - 2
    for row in 0..<rows { buffer.plot(isASCII ? "|" : "│", column: labels, row: row + 1, .chartAxis, in: frame) }
    let perCell = glyphs.dotsPerCell
    let scale = ValueScale(0...1, places: rows * perCell.rows)
    for tick in AxisTicks.values(0...1, limit: Swift.min(rows / 2 + 1, 6)).ticks {
      let row = 1 + (scale.places - 1 - scale.place(tick.value)) / perCell.rows
      buffer.write(HarmlessText.fitRight(tick.label, columns: labels), column: 0, row: row, .chartAxis, in: frame)
      buffer.plot(isASCII ? "+" : "┤", column: labels, row: row, .chartAxis, in: frame)
    }
    let bottom = frame.rows - 1
    buffer.write("0", column: labels + 1, row: bottom, .chartAxis, in: frame)
    buffer.write("1", column: labels + columns, row: bottom, .chartAxis, in: frame)
    let nameColumns = HarmlessText.columns(of: HarmlessText.make(model.xName))
    guard nameColumns <= columns - 6 else { return }
    buffer.write(model.xName, column: labels + 1 + (columns - nameColumns) / 2, row: bottom, .textDim, in: frame)
  }

  /// The pairs that can be drawn.
  private static func points(_ curve: CurveChartModel.Curve) -> [(x: Double, y: Double)] {
    zip(curve.x, curve.y).filter { $0.isFinite && $1.isFinite }.map { (x: $0, y: $1) }
  }

  private static func drawSquare(
    _ model: CurveChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var raster = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    guard raster.dotColumns > 0, raster.dotRows > 0 else { return }
    let across = ValueScale(0...1, places: raster.dotColumns)
    let up = ValueScale(0...1, places: raster.dotRows)
    let row = { (y: Double) in up.places - 1 - up.place(y) }
    drawReference(model.reference, across: across, row: row, in: area, of: &buffer, glyphs: glyphs)
    for curve in model.curves {
      let places = points(curve).map { (x: across.place($0.x), y: row($0.y)) }
      if let only = places.first, places.count == 1 { raster.dot(only.x, only.y) }
      for (from, to) in zip(places, places.dropFirst()) { raster.line(from.x, from.y, to.x, to.y) }
      raster.endLayer(curve.style)
    }
    raster.draw(in: area, of: &buffer)
    guard let point = model.operatingPoint, point.x.isFinite, point.y.isFinite else { return }
    let (column, line) = (across.place(point.x) / raster.columnsPerCell, row(point.y) / raster.rowsPerCell)
    buffer.plot(glyphs == .ascii ? "O" : "●", column: column, row: line, .chartMark, in: area)
    let label = "at \(NumberFormat.significant(point.threshold, digits: 3))"
    let start = column + 2 + label.count <= area.columns ? column + 2 : column - 1 - label.count
    guard start >= 0, area.rows >= 4 else { return }
    buffer.write(label, column: start, row: Swift.min(line + 1, area.rows - 1), .chartMark, in: area)
  }

  /// Every second dot, in a faint layer below the curves.
  private static func drawReference(
    _ reference: CurveChartModel.Reference, across: ValueScale, row: (Double) -> Int,
    in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard reference != .none else { return }
    var faint = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    for x in stride(from: 0, to: across.places, by: 2) {
      let share = Double(x) / Double(Swift.max(across.places - 1, 1))
      switch reference {
      case .diagonal: faint.dot(x, row(share))
      case .level(let height): faint.dot(x, row(height))
      case .none: break
      }
    }
    faint.endLayer(.chartGrid)
    if glyphs == .ascii {
      for row in 0..<area.rows {
        for column in 0..<area.columns where !faint.isEmpty(column: column, row: row) {
          buffer.plot(".", column: column, row: row, .chartGrid, in: area)
        }
      }
    } else {
      faint.draw(in: area, of: &buffer)
    }
  }
}
