public import DashboardLogic
public import TerminalModel

/// Curves with axes in a box; below 24×6 only a title and the curve.
public enum LineChartView: View {
  public static func draw(_ model: LineChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    guard LineChartLayout.hasBox(area) else { return drawCompact(model, in: area, of: &buffer, glyphs: glyphs) }
    let titleColumns = Swift.min(HarmlessText.columns(of: HarmlessText.make(model.title)), area.columns / 3)
    let inner = PanelFrame.draw(
      title: model.title, trailing: trailing(model, columns: area.columns - 8 - titleColumns, glyphs: glyphs),
      isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    guard let layout = LineChartLayout(model, in: area, glyphs: glyphs) else {
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    guard let plot = drawPlot(model, in: layout.plot, of: &buffer, glyphs: glyphs) else { return }
    drawValueAxis(layout, plot, in: inner, of: &buffer, glyphs: glyphs)
    let bottom = Rect(column: layout.plot.column, row: area.endRow - 1, columns: layout.plot.columns, rows: 1)
    drawStepAxis(plot, name: model.stepName, in: bottom, of: &buffer, glyphs: glyphs)
    buffer.plot(
      glyphs == .ascii ? "+" : "┴", column: layout.labelColumns, row: area.rows - 2,
      model.isFocused ? .borderFocused : .border, in: inner.rows > 0 ? widened(inner) : inner)
  }

  /// The inside of a box with the line below it.
  private static func widened(_ inner: Rect) -> Rect {
    Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: inner.rows + 1)
  }

  private static func drawCompact(
    _ model: LineChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let used = buffer.write(model.title, column: 0, row: 0, .title, in: area)
    let end = trailing(model, columns: area.columns - used - 1, glyphs: glyphs)
    let columns = end.columns
    if used + 1 + columns <= area.columns {
      buffer.write(end, column: area.columns - columns, row: 0, in: area)
    }
    let rest = area.below(1)
    if drawPlot(model, in: rest, of: &buffer, glyphs: glyphs) == nil {
      buffer.writeCentred(model.emptyText, in: rest)
    }
  }

  // MARK: Title

  /// The read-out when there is a crosshair; else what fits of every line's last value, best value, and counts
  /// of values that are not finite.
  static func trailing(_ model: LineChartModel, columns: Int, glyphs: GlyphSet) -> StyledText {
    if let full = model.readOut(), let short = model.readOut(isShort: true) {
      return full.columns <= columns ? full : cut(short, columns: columns)
    }
    let headings = model.headings()
    guard !headings.isEmpty else { return [] }
    let styles: [(LineChartModel.Heading, Int) -> [TextSpan]] = [
      { full($0, mark: mark($1, of: headings.count, glyphs), showsBest: true) },
      { full($0, mark: mark($1, of: headings.count, glyphs), showsBest: false) },
    ]
    for style in styles {
      let text = StyledText(Array(headings.enumerated().map { style($1, $0) }.joined(separator: [TextSpan("  ")])))
      if text.columns <= columns { return text }
    }
    return cut(
      StyledText(
        Array(
          headings.map { [TextSpan($0.last, $0.style)] + warning($0) }.joined(separator: [TextSpan("  ")]))),
      columns: columns)
  }

  /// In ASCII a line is told by what it is made of, as there may be no colour.
  private static func mark(_ index: Int, of count: Int, _ glyphs: GlyphSet) -> String {
    glyphs == .ascii && count > 1 ? "\(Raster.marks[index % Raster.marks.count]) " : ""
  }

  private static func full(_ heading: LineChartModel.Heading, mark: String, showsBest: Bool) -> [TextSpan] {
    var spans = [TextSpan(mark + heading.last, heading.style)]
    if showsBest, let best = heading.best { spans.append(TextSpan(" \(best)", .textDim)) }
    return spans + warning(heading)
  }

  private static func warning(_ heading: LineChartModel.Heading) -> [TextSpan] {
    heading.nonFinite.map { [TextSpan(" × \($0)", .warning)] } ?? []
  }

  /// The spans that fit whole, and `+2` for those that do not.
  private static func cut(_ text: StyledText, columns: Int) -> StyledText {
    if text.columns <= columns { return text }
    var kept: [TextSpan] = []
    for span in text.spans {
      guard StyledText(kept + [span]).columns <= columns - 2 else { break }
      kept.append(span)
    }
    while kept.last.map({ $0.text.allSatisfy { $0 == " " } }) == true { kept.removeLast() }
    return kept.isEmpty ? [] : StyledText(kept + [TextSpan(" …", .textDim)])
  }

  // MARK: Axes

  private static func drawValueAxis(
    _ layout: LineChartLayout, _ plot: LinePlot, in inner: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let labels = layout.labelColumns
    for row in 0..<inner.rows {
      buffer.plot(glyphs == .ascii ? "|" : "│", column: labels, row: row, .chartAxis, in: inner)
    }
    guard labels > 0 else { return }
    let perCell = glyphs.dotsPerCell.rows
    let scale = ValueScale(plot.values, places: curveArea(plot, in: layout.plot).rows * perCell)
    var above = Int.max
    for tick in layout.valueAxis.ticks {
      let row = (scale.places - 1 - scale.place(tick.value)) / perCell
      guard row < above else { continue }
      above = row
      let label = HarmlessText.fitRight(tick.label, columns: labels)
      buffer.write(label, column: 0, row: row, .chartAxis, in: inner, columns: labels)
      buffer.plot(glyphs == .ascii ? "+" : "┤", column: labels, row: row, .chartAxis, in: inner)
    }
  }

  private static func drawStepAxis(
    _ plot: LinePlot, name: String, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let showsName = line.columns >= 30
    let nameColumns = showsName ? HarmlessText.columns(of: HarmlessText.make(name)) + 3 : 0
    let room = line.columns - nameColumns
    let perCell = glyphs.dotsPerCell.columns
    var end = 0
    for tick in AxisTicks.steps(plot.steps, columns: room).ticks {
      let centre = plot.subcolumn(of: tick.value) / perCell
      let start = Swift.max(Swift.min(centre - tick.label.count / 2, room - tick.label.count), 0)
      guard start >= end, start + tick.label.count <= room else { continue }
      buffer.write(tick.label, column: start, row: 0, .chartAxis, in: line)
      end = start + tick.label.count + 1
    }
    if showsName { buffer.write(" \(name) ", column: room, row: 0, .chartAxis, in: line) }
  }
}
