public import DashboardLogic
public import TerminalModel

/// Bars over a value axis; of two samples one stands up, the other hangs down.
public enum HistogramView: View {
  public static func draw(_ model: HistogramModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: StyledText(model.summary, .textDim), isFocused: model.isFocused, in: area,
      of: &buffer, glyphs: glyphs)
    guard !model.isEmpty, let low = model.edges.first, let high = model.edges.last else {
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    let content = PanelFrame.content(of: inner)
    let hasAxis = content.rows >= 4
    let plot = hasAxis ? content.below(1).above(1) : content
    drawMarks(model.marks, low...high, in: plot, of: &buffer, glyphs: glyphs)
    drawBars(model, in: plot, of: &buffer, glyphs: glyphs)
    guard hasAxis else { return }
    drawNames(model, in: content, plot, of: &buffer, glyphs: glyphs)
    let axis = AxisLabels.lying(
      low...high, name: model.xName, columns: plot.columns, dotsPerColumn: glyphs.dotsPerCell.columns)
    AxisView.drawLying(axis, in: content.bottomPart(1), of: &buffer)
  }

  private static func drawBars(
    _ model: HistogramModel, in plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var raster = Raster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    guard raster.dotRows > 1, raster.dotColumns > 0 else { return }
    // Between two rows of cells: a cell has one colour.
    let half = (plot.rows + 1) / 2 * raster.rowsPerCell
    let middle = model.down == nil ? raster.dotRows : plot.rows > 1 ? half : raster.dotRows / 2
    for (x, height) in model.heights(of: model.up, columns: raster.dotColumns).enumerated() where height > 0 {
      raster.vertical(x, middle - 1, middle - Swift.max(Int((height * Double(middle)).rounded()), 1))
    }
    raster.endLayer(model.up.style)
    if let down = model.down {
      let room = raster.dotRows - middle
      for (x, height) in model.heights(of: down, columns: raster.dotColumns).enumerated() where height > 0 {
        raster.vertical(x, middle, middle + Swift.max(Int((height * Double(room)).rounded()), 1) - 1)
      }
      raster.endLayer(down.style)
    }
    raster.draw(in: plot, of: &buffer)
  }

  /// Lines at values, behind the bars.
  private static func drawMarks(
    _ marks: [HistogramModel.Mark], _ range: ClosedRange<Double>, in plot: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    for mark in marks where range.contains(mark.value) {
      let column = ValueScale(range, places: plot.columns).place(mark.value)
      for row in 0..<plot.rows {
        buffer.plot(glyphs == .ascii ? "|" : "│", column: column, row: row, mark.style, in: plot)
      }
    }
  }

  /// What stands up at the top left, what hangs down at the bottom left.
  private static func drawNames(
    _ model: HistogramModel, in content: Rect, _ plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let up = glyphs == .ascii ? "^" : "▲"
    let words = { (sample: HistogramModel.Sample) in " \(sample.label) \(NumberFormat.grouped(sample.rows))" }
    var names = [TextSpan(up, model.up.style), TextSpan(words(model.up))]
    if let down = model.down {
      names += [TextSpan(glyphs == .ascii ? "   v" : "   ▼", down.style), TextSpan(words(down))]
    }
    let used = buffer.write(StyledText(names), column: 0, row: 0, in: content)
    let beyond = [(model.below, "below"), (model.above, "above")].filter { $0.0 > 0 }
      .map { "\(NumberFormat.count($0.0, columns: 7)) \($0.1)" }.joined(separator: ", ")
    let room = content.columns - used - 2
    let text = ["not drawn: \(beyond)", beyond].first { $0.count <= room }
    guard !beyond.isEmpty, let text else { return }
    buffer.write(text, column: content.columns - text.count, row: 0, .warning, in: content)
  }
}
