public import DashboardLogic
public import TerminalModel

/// The unit square with its curves, their names at the right and what stands behind them below.
public enum CurveChartView: View {
  public static func draw(_ model: CurveChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: StyledText(summary(model, columns: area.columns), .textStrong),
      isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    guard model.curves.contains(where: { !points($0).isEmpty }) else {
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    let layout = CurveChartLayout(model, in: area)
    if let frame = layout.frame { drawAxes(model, in: frame, of: &buffer, glyphs: glyphs) }
    drawSquare(model, in: layout.square, of: &buffer, glyphs: glyphs)
    drawBars(model.bins, in: layout.bars, of: &buffer, glyphs: glyphs)
    drawLegend(model, in: layout.legend, of: &buffer, glyphs: glyphs)
  }

  /// Without the interval, then without the name before the score, where the title would not fit beside it.
  private static func summary(_ model: CurveChartModel, columns: Int) -> String {
    let room = columns - Swift.max(8 + HarmlessText.columns(of: HarmlessText.make(model.title)), 12)
    let short = model.summary.split(separator: " (").first.map(String.init) ?? ""
    let words = short.split(separator: " ").suffix(2).joined(separator: " ")
    return [model.summary, short].first { HarmlessText.columns(of: HarmlessText.make($0)) <= room } ?? words
  }

  /// A name above, labels at the left and below.
  private static func drawAxes(
    _ model: CurveChartModel, in frame: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let isASCII = glyphs == .ascii
    let labels = CurveChartLayout.labelColumns
    let (rows, columns) = (frame.rows - 2, frame.columns - labels - 1)
    let nameColumns = HarmlessText.columns(of: HarmlessText.make(model.xName))
    let hasXName = nameColumns <= columns - 6
    let names = hasXName ? model.yName : "\(model.yName) against \(model.xName)"
    buffer.write(names, column: hasXName ? labels : 0, row: 0, .textDim, in: frame)
    for row in 0..<max(rows, 0) {
      buffer.plot(isASCII ? "|" : "│", column: labels, row: row + 1, .chartAxis, in: frame)
    }
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
    guard hasXName else { return }
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
    let cell = { (point: CurveChartModel.OperatingPoint) in
      (column: across.place(point.x) / raster.columnsPerCell, row: row(point.y) / raster.rowsPerCell)
    }
    if let point = model.pointOfUse, point.x.isFinite, point.y.isFinite {
      let place = cell(point)
      buffer.plot(glyphs == .ascii ? "u" : "◇", column: place.column, row: place.row, .textStrong, in: area)
    }
    guard let point = model.operatingPoint, point.x.isFinite, point.y.isFinite else { return }
    let place = cell(point)
    buffer.plot(glyphs == .ascii ? "O" : "●", column: place.column, row: place.row, .chartMark, in: area)
    let label = "at \(NumberFormat.significant(point.threshold, digits: 3))"
    let start = place.column + 2 + label.count <= area.columns ? place.column + 2 : place.column - 1 - label.count
    guard start >= 0, area.rows >= 4 else { return }
    buffer.write(label, column: start, row: Swift.min(place.row + 1, area.rows - 1), .chartMark, in: area)
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
    faint.drawFaint(in: area, of: &buffer)
  }

  // MARK: Around the square

  /// A bar for each bin, as high as its rows are many; the most rows are named.
  private static func drawBars(
    _ bins: [CurveChartModel.Bin], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty, let most = bins.map(\.count).max(), most > 0 else { return }
    let across = ValueScale(0...1, places: area.columns)
    let width = Swift.max(area.columns / Swift.max(bins.count * 2, 1), 1)
    for bin in bins where bin.x.isFinite && bin.count > 0 {
      let eighths = Swift.max(Int(Double(bin.count) / Double(most) * Double(area.rows * 8) + 0.5), 1)
      let start = Swift.min(Swift.max(across.place(bin.x) - width / 2, 0), Swift.max(area.columns - width, 0))
      for column in start..<start + width {
        VerticalBar.draw(eighths: eighths, column: column, .chartBand, in: area, of: &buffer, glyphs: glyphs)
      }
    }
    let words = "most \(NumberFormat.count(most, columns: 7)) rows a bin"
    guard words.count + 2 <= area.columns, area.rows >= 2 else { return }
    buffer.write(words, column: (area.columns - words.count) / 2, row: 0, .textDim, in: area)
  }

  private static func drawLegend(
    _ model: CurveChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let named = model.curves.enumerated().filter { !$1.label.isEmpty }
    // Averages and the chosen class are drawn last and stand first.
    let front = named.filter { $1.style == .accent || $1.style == .textStrong }
    let order = front + named.filter { $1.style != .accent && $1.style != .textStrong }
    let shown = order.count <= area.rows ? order : Array(order.prefix(Swift.max(area.rows - 1, 0)))
    for (row, entry) in shown.enumerated() {
      let (index, curve) = entry
      let mark = curve.x.isEmpty ? " " : glyphs == .ascii ? String(Raster.marks[index % Raster.marks.count]) : "━"
      buffer.write(mark, column: 0, row: row, curve.style, in: area)
      let whole = HarmlessText.columns(of: HarmlessText.make(curve.label)) + curve.score.count + 3
      let score = whole <= area.columns ? curve.score : String(curve.score.prefix { $0 != " " })
      let room = area.columns - 2 - score.count - 1
      let name = HarmlessText.truncate(curve.label, columns: room, mode: .middle)
      buffer.write(name, column: 2, row: row, row < front.count ? .textStrong : .text, in: area, columns: room)
      buffer.write(score, column: area.columns - score.count, row: row, .textDim, in: area)
    }
    guard shown.count < order.count else { return }
    buffer.write("\(order.count - shown.count) more", column: 2, row: area.rows - 1, .textDim, in: area)
  }
}

extension Raster {
  /// One layer, faint; in ASCII as points.
  mutating func drawFaint(in area: Rect, of buffer: inout CellBuffer) {
    endLayer(.chartGrid)
    guard glyphs == .ascii else { return draw(in: area, of: &buffer) }
    for row in 0..<area.rows {
      for column in 0..<area.columns where !isEmpty(column: column, row: row) {
        buffer.plot(".", column: column, row: row, .chartGrid, in: area)
      }
    }
  }
}

/// A bar that stands on the bottom of its area, in eighths of a row.
enum VerticalBar {
  static func draw(
    eighths: Int, column: Int, _ style: StyleRole, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let isASCII = glyphs == .ascii
    for row in 0..<Swift.min(eighths / 8, area.rows) {
      buffer.plot(isASCII ? "#" : "█", column: column, row: area.rows - 1 - row, style, in: area)
    }
    let rest = eighths % 8
    guard rest > 0, eighths / 8 < area.rows else { return }
    let mark: Character = isASCII ? (rest >= 4 ? "#" : "_") : Array("▁▂▃▄▅▆▇")[rest - 1]
    buffer.plot(mark, column: column, row: area.rows - 1 - eighths / 8, style, in: area)
  }
}
