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
    if layout.legend.isEmpty { PanelFrame.drawNote(model.tagLegend, in: area, of: &buffer) }
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
    let labels = CurveChartLayout.labelColumns
    let (rows, columns) = (frame.rows - 2, frame.columns - labels - 1)
    let nameColumns = HarmlessText.columns(of: HarmlessText.make(model.xName))
    let hasXName = nameColumns <= columns - 6
    let names = hasXName ? model.yName : "\(model.yName) against \(model.xName)"
    buffer.write(names, column: hasXName ? labels : 0, row: 0, .textDim, in: frame)
    let meaning = model.faintMeaning
    let start = frame.columns - meaning.count
    if hasXName, start >= labels + HarmlessText.columns(of: HarmlessText.make(names)) + 2 {
      buffer.write(meaning, column: start, row: 0, .textDim, in: frame)
    }
    let dots = glyphs.dotsPerCell
    let upright = AxisLabels.upright(0...1, rows: rows, dotsPerRow: dots.rows)
    AxisView.drawUpright(upright, in: frame.below(1).above(1).leftPart(labels + 1), of: &buffer, glyphs: glyphs)
    let lying = AxisLabels.lying(
      0...1, name: hasXName ? model.xName : "", columns: columns, dotsPerColumn: dots.columns)
    AxisView.drawLying(lying, in: frame.bottomPart(1).rightOf(labels + 1), of: &buffer)
  }

  /// The pairs that can be drawn.
  private static func points(_ curve: CurveChartModel.Curve) -> [(x: Double, y: Double, isFaint: Bool)] {
    zip(curve.x, curve.y).enumerated().filter { $1.0.isFinite && $1.1.isFinite }
      .map { (x: $1.0, y: $1.1, isFaint: curve.faint.contains($0)) }
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
    var faint = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    var tags: [(Character, StyleRole, [(x: Int, y: Int)])] = []
    for curve in model.curves {
      let known = points(curve)
      let places = known.map { (x: across.place($0.x), y: row($0.y)) }
      // A point whose lines are all faint is seen all the same.
      for (place, point) in zip(places, known) where !point.isFaint && (places.count == 1 || !curve.faint.isEmpty) {
        raster.dot(place.x, place.y)
      }
      if let only = places.first, known.count == 1 { faint.dot(only.x, only.y) }
      for (from, to) in zip(places.indices, places.indices.dropFirst()) {
        let (start, end) = (places[from], places[to])
        if known[from].isFaint || known[to].isFaint {
          faint.line(start.x, start.y, end.x, end.y)
        } else {
          raster.line(start.x, start.y, end.x, end.y)
        }
      }
      raster.endLayer(curve.style)
      if let tag = curve.tag { tags.append((tag, curve.style, places)) }
    }
    faint.drawFaint(.chartBand, in: area, of: &buffer)
    raster.draw(in: area, of: &buffer)
    drawTags(tags, raster, in: area, of: &buffer)
    let cell = { (point: CurveChartModel.OperatingPoint) in
      (column: across.place(point.x) / raster.columnsPerCell, row: row(point.y) / raster.rowsPerCell)
    }
    if let point = model.ownPoint, point.x.isFinite, point.y.isFinite {
      let place = cell(point)
      buffer.plot(glyphs == .ascii ? "u" : "◇", column: place.column, row: place.row, .textStrong, in: area)
    }
    guard let point = model.operatingPoint, point.x.isFinite, point.y.isFinite else { return }
    let place = cell(point)
    buffer.plot(glyphs == .ascii ? "O" : "●", column: place.column, row: place.row, .chartMark, in: area)
    label("at \(NumberFormat.significant(point.threshold, digits: 3))", place, raster, in: area, of: &buffer)
  }

  /// Beside the point, where no curve runs; nothing where there is no such place.
  private static func label(
    _ text: String, _ point: (column: Int, row: Int), _ raster: Raster, in area: Rect, of buffer: inout CellBuffer
  ) {
    let sides = [point.column + 2, point.column - 1 - text.count]
    let places = [1, -1, 0, 2, -2].flatMap { distance in sides.map { (column: $0, row: point.row + distance) } }
    let free = places.first { place in
      place.column >= 0 && place.column + text.count <= area.columns && place.row >= 0 && place.row < area.rows
        && (-1...text.count).allSatisfy { raster.isEmpty(column: place.column + $0, row: place.row) }
    }
    guard let free else { return }
    buffer.write(text, column: free.column, row: free.row, .chartMark, in: area)
  }

  /// A letter on each curve, every one at another part of the x axis, as all of them meet at the ends.
  private static func drawTags(
    _ tags: [(tag: Character, style: StyleRole, places: [(x: Int, y: Int)])], _ raster: Raster, in area: Rect,
    of buffer: inout CellBuffer
  ) {
    for (index, curve) in tags.enumerated() {
      let wanted = raster.dotColumns * (index + 1) / (tags.count + 1)
      guard let place = curve.places.min(by: { abs($0.x - wanted) < abs($1.x - wanted) }) else { continue }
      let y = height(at: wanted, of: curve.places) ?? place.y
      let x = height(at: wanted, of: curve.places) == nil ? place.x : wanted
      buffer.plot(curve.tag, column: x / raster.columnsPerCell, row: y / raster.rowsPerCell, curve.style, in: area)
    }
  }

  /// Where a line of dots crosses a column; nil where it does not.
  private static func height(at x: Int, of places: [(x: Int, y: Int)]) -> Int? {
    for (from, to) in zip(places, places.dropFirst()) where from.x != to.x && (x - from.x) * (x - to.x) <= 0 {
      return from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x)
    }
    return nil
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
    faint.drawFaint(.chartGrid, in: area, of: &buffer)
  }

  // MARK: Around the square

  /// A bar for each bin, as high as its rows are many; how many the highest stands for is said beside it.
  private static func drawBars(
    _ bins: [CurveChartModel.Bin], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty, let most = bins.map(\.count).max(), most > 0 else { return }
    let across = ValueScale(0...1, places: area.columns)
    let width = Swift.max(area.columns / Swift.max(bins.count * 2, 1), 1)
    for bin in bins where bin.x.isFinite && bin.count > 0 {
      let start = Swift.min(Swift.max(across.place(bin.x) - width / 2, 0), Swift.max(area.columns - width, 0))
      Bar.drawUpright(
        Double(bin.count) / Double(most), .chartBand, columns: start..<start + width, in: area, of: &buffer,
        glyphs: glyphs)
    }
    guard area.rows >= 2 else { return }
    let labels = CurveChartLayout.labelColumns
    let side = Rect(column: area.column - labels - 1, row: area.row, columns: labels, rows: area.rows)
    buffer.write(
      HarmlessText.fitRight(NumberFormat.count(most, columns: labels), columns: labels), column: 0, row: 0, .textDim,
      in: side)
    buffer.write(HarmlessText.fitRight("rows", columns: labels), column: 0, row: 1, .textDim, in: side)
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
      let line = glyphs == .ascii ? Raster.marks[index % Raster.marks.count] : "━"
      let mark = curve.x.isEmpty ? " " : String(curve.tag ?? line)
      buffer.write(mark, column: 0, row: row, curve.style, in: area)
      let known = curve.score.prefix { $0 != " " }.count + 3
      let isLong = HarmlessText.columns(of: HarmlessText.make(curve.label)) + known > area.columns
      let words = isLong ? curve.shortLabel : curve.label
      let label = HarmlessText.columns(of: HarmlessText.make(words)) + 2
      let scores = [curve.score, String(curve.score.prefix { $0 != " " })].filter {
        label + $0.count + 1 <= area.columns
      }
      let short = label <= area.columns ? "" : String(curve.score.prefix { $0 != " " })
      let score = scores.first ?? short
      let room = area.columns - 2 - (score.isEmpty ? 0 : score.count + 1)
      let name = HarmlessText.truncate(words, columns: room, mode: .middle)
      buffer.write(name, column: 2, row: row, row < front.count ? .textStrong : .text, in: area, columns: room)
      buffer.write(score, column: area.columns - score.count, row: row, .textDim, in: area)
    }
    guard shown.count < order.count else { return }
    buffer.write("\(order.count - shown.count) more", column: 2, row: area.rows - 1, .textDim, in: area)
  }
}

extension Raster {
  /// One layer, faint; in ASCII as points.
  mutating func drawFaint(_ style: StyleRole, in area: Rect, of buffer: inout CellBuffer) {
    endLayer(style)
    guard glyphs == .ascii else { return draw(in: area, of: &buffer) }
    for row in 0..<area.rows {
      for column in 0..<area.columns where !isEmpty(column: column, row: row) {
        buffer.plot(".", column: column, row: row, style, in: area)
      }
    }
  }
}
