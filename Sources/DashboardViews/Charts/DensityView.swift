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
    let dots = glyphs.dotsPerCell
    let upright = AxisLabels.upright(model.yRange, rows: inner.rows - 2, dotsPerRow: dots.rows)
    let labels = Swift.min(upright.width, inner.columns / 4)
    let plot = inner.rightOf(labels + 1).below(1).above(1).leftOf(1)
    buffer.write(model.yName, column: labels, row: 0, .textDim, in: inner)
    AxisView.drawUpright(upright, in: inner.leftPart(labels + 1).below(1).above(1), of: &buffer, glyphs: glyphs)
    drawCloud(model, in: plot, of: &buffer, glyphs: glyphs)
    let lying = AxisLabels.lying(
      model.xRange, name: model.xName, columns: plot.columns, dotsPerColumn: dots.columns)
    AxisView.drawLying(lying, in: inner.rightOf(labels + 1).bottomPart(1).leftOf(1), of: &buffer)
  }

  // MARK: Cloud

  private static func drawCloud(
    _ model: DensityModel, in plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    drawReference(model, in: plot, of: &buffer, glyphs: glyphs)
    var raster = Raster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    guard let across = BinScale(model.xEdges, places: raster.dotColumns),
      let up = BinScale(model.yEdges, places: raster.dotRows)
    else { return }
    let dense = Double(model.largest) / 3
    for isDense in [false, true] {
      for (row, counts) in model.counts.enumerated() {
        for (column, count) in counts.enumerated() where count > 0 && (Double(count) >= dense) == isDense {
          scatter(count, isDense: isDense, columns: across.places(of: column), rows: up.places(of: row), into: &raster)
        }
      }
      raster.endLayer(isDense ? .series2 : .series1)
    }
    raster.draw(in: plot, of: &buffer)
  }

  /// As many dots of the bin as it has rows, as far as there are dots, always the same ones. What is not dense leaves half
  /// of them out: seen without colours, too.
  private static func scatter(
    _ count: Int64, isDense: Bool, columns: Range<Int>, rows: Range<Int>, into raster: inout Raster
  ) {
    let places = columns.count * rows.count
    let wanted = Int(Swift.min(count, Int64(isDense ? places : Swift.max(places / 2, 1))))
    var place = (columns.lowerBound &* 31 &+ rows.lowerBound &* 17) % places
    // A step that shares no divisor with the number of dots meets each once.
    let step = [7, 5, 3, 11, 13].first { places % $0 != 0 } ?? 1
    for _ in 0..<wanted {
      let row = rows.lowerBound + place / columns.count
      raster.dot(columns.lowerBound + place % columns.count, raster.dotRows - 1 - row)
      place = (place + step) % places
    }
  }

  private static func drawReference(
    _ model: DensityModel, in plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var faint = Raster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    guard model.reference != .none, faint.dotColumns > 1, faint.dotRows > 0 else { return }
    let up = ValueScale(model.yRange, places: faint.dotRows)
    for x in stride(from: 0, to: faint.dotColumns, by: 2) {
      let share = Double(x) / Double(faint.dotColumns - 1)
      let value =
        switch model.reference {
        case .diagonal: model.xRange.lowerBound * (1 - share) + model.xRange.upperBound * share
        case .level(let level): level
        case .none: Double.nan
        }
      if model.yRange.contains(value) { faint.dot(x, up.places - 1 - up.place(value)) }
    }
    faint.drawFaint(.chartGrid, in: plot, of: &buffer)
  }
}
