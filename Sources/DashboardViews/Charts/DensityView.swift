public import DashboardLogic
public import TerminalModel

/// A cloud of dots, the denser the more rows; where most are it is brighter.
public enum DensityView: View {
  public static func draw(_ model: DensityModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let beyond = model.outside > 0 ? "\(NumberFormat.count(model.outside, columns: 7)) beyond  " : ""
    let inner = PanelFrame.draw(
      title: model.title, trailing: [TextSpan(beyond, .warning), TextSpan(model.summary, .textDim)],
      isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    guard !model.isEmpty else { return buffer.writeCentred("no rows recorded", in: inner) }
    guard inner.columns >= 24, inner.rows >= 6 else {
      return drawCloud(model, in: inner, of: &buffer, glyphs: glyphs)
    }
    let ticks = AxisTicks.values(model.yRange, limit: Swift.min((inner.rows - 2) / 3 + 1, 8)).ticks
    let labels = Swift.min(ticks.map(\.label.count).max() ?? 4, inner.columns / 4)
    let plot = inner.rightOf(labels + 1).below(1).above(1).leftOf(1)
    buffer.write(model.yName, column: labels, row: 0, .textDim, in: inner)
    drawValueAxis(ticks, model, labels: labels, plot, in: inner, of: &buffer, glyphs: glyphs)
    drawCloud(model, in: plot, of: &buffer, glyphs: glyphs)
    ValueAxis.draw(
      model.xRange, name: model.xName, in: inner.rightOf(labels + 1).bottomPart(1).leftOf(1), of: &buffer)
  }

  private static func drawValueAxis(
    _ ticks: [AxisTicks.Tick], _ model: DensityModel, labels: Int, _ plot: Rect, in inner: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let scale = ValueScale(model.yRange, places: plot.rows)
    for row in 0..<plot.rows {
      buffer.plot(glyphs == .ascii ? "|" : "│", column: labels, row: row + 1, .chartAxis, in: inner)
    }
    for tick in ticks {
      let row = plot.rows - scale.place(tick.value)
      buffer.write(HarmlessText.fitRight(tick.label, columns: labels), column: 0, row: row, .chartAxis, in: inner)
      buffer.plot(glyphs == .ascii ? "+" : "┤", column: labels, row: row, .chartAxis, in: inner)
    }
  }

  // MARK: Cloud

  private static func drawCloud(
    _ model: DensityModel, in plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    drawReference(model, in: plot, of: &buffer, glyphs: glyphs)
    var raster = Raster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    guard raster.dotColumns > 0, raster.dotRows > 0, let width = model.counts.first?.count else { return }
    let dots = (columns: raster.dotColumns, rows: raster.dotRows)
    let dense = Double(model.largest) / 3
    for isDense in [false, true] {
      for (row, counts) in model.counts.enumerated() {
        for (column, count) in counts.enumerated() where count > 0 && (Double(count) >= dense) == isDense {
          scatter(
            count, columns: span(column, of: width, dots.columns), rows: span(row, of: model.counts.count, dots.rows),
            height: dots.rows, into: &raster)
        }
      }
      raster.endLayer(isDense ? .series2 : .series1)
    }
    raster.draw(in: plot, of: &buffer)
  }

  /// The dots that a bin covers, at least one.
  private static func span(_ bin: Int, of bins: Int, _ dots: Int) -> Range<Int> {
    let first = Swift.min(bin * dots / bins, dots - 1)
    return first..<Swift.max((bin + 1) * dots / bins, first + 1)
  }

  /// As many dots of the bin as it has rows, as far as there are dots; always the same ones.
  private static func scatter(
    _ count: Int64, columns: Range<Int>, rows: Range<Int>, height: Int, into raster: inout Raster
  ) {
    let places = columns.count * rows.count
    let wanted = Int(Swift.min(count, Int64(places)))
    var place = (columns.lowerBound &* 31 &+ rows.lowerBound &* 17) % places
    // A step that shares no divisor with the number of dots meets each once.
    let step = [7, 5, 3, 11, 13].first { places % $0 != 0 } ?? 1
    for _ in 0..<wanted {
      raster.dot(columns.lowerBound + place % columns.count, height - 1 - (rows.lowerBound + place / columns.count))
      place = (place + step) % places
    }
  }

  private static func drawReference(
    _ model: DensityModel, in plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var faint = Raster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    guard faint.dotColumns > 1, faint.dotRows > 0 else { return }
    let up = ValueScale(model.yRange, places: faint.dotRows)
    for x in stride(from: 0, to: faint.dotColumns, by: 2) {
      let share = Double(x) / Double(faint.dotColumns - 1)
      let value =
        switch model.reference {
        case .diagonal: model.xRange.lowerBound * (1 - share) + model.xRange.upperBound * share
        case .level(let level): level
        }
      if model.yRange.contains(value) { faint.dot(x, up.places - 1 - up.place(value)) }
    }
    faint.drawFaint(in: plot, of: &buffer)
  }
}
