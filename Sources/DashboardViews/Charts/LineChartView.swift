public import DashboardLogic
public import TerminalModel

/// Curves with axes under a heading; below 24×6 only a title and the curve.
///
/// Without a box: the axes are frame enough, and boxes would be a third of the bytes of a screen of charts.
public enum LineChartView: View {
  public static func draw(_ model: LineChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    guard LineChartLayout.hasAxes(area) else { return drawCompact(model, in: area, of: &buffer, glyphs: glyphs) }
    let title = model.shownTitle?.spans.map(\.text).joined() ?? model.title
    let titleColumns = Swift.min(HarmlessText.columns(of: HarmlessText.make(title)), area.columns / 2)
    let layout = LineChartLayout(model, in: area, glyphs: glyphs)
    // A chart that has lines of words reads the crosshair out in them.
    var titled = model
    if layout?.words.isEmpty == false { titled.crosshair = nil }
    let room = area.columns - 4 - titleColumns
    PanelFrame.drawHeading(
      title: title, styledTitle: model.shownTitle, trailing: trailing(titled, columns: room, glyphs: glyphs),
      isFocused: model.isFocused, in: area.topPart(1), of: &buffer, glyphs: glyphs)
    let inner = area.inset(by: 1)
    guard let layout else {
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    let words = model.detailLines(columns: layout.words.columns, plot: layout.plot)
    for (row, line) in words.enumerated() { buffer.write(line, column: 0, row: row, in: layout.words) }
    drawPlot(model, layout, of: &buffer, glyphs: glyphs)
    AxisView.drawUpright(
      layout.labelColumns > 0 ? layout.valueLabels : .none, isFocused: model.isFocused,
      in: Rect(
        column: inner.column, row: layout.curve.row, columns: layout.labelColumns + 1, rows: layout.picture.rows),
      of: &buffer, glyphs: glyphs)
    AxisView.drawLying(layout.positionLabels, in: layout.axisLine, of: &buffer)
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
    if let layout = LineChartLayout(model, in: area, glyphs: glyphs) {
      drawPlot(model, layout, of: &buffer, glyphs: glyphs)
    } else {
      buffer.writeCentred(model.emptyText, in: area.below(1))
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
    let styles: [(LineChartModel.Heading) -> [TextSpan]] = [
      { full($0, mark: mark($0, of: headings.count, glyphs), showsBest: true, showsStart: true) },
      { full($0, mark: mark($0, of: headings.count, glyphs), showsBest: false, showsStart: true) },
      { full($0, mark: mark($0, of: headings.count, glyphs), showsBest: false, showsStart: false) },
    ]
    for style in styles {
      let text = StyledText(Array(headings.map(style).joined(separator: [TextSpan("  ")])))
      if text.columns <= columns { return text }
    }
    return cut(
      StyledText(
        Array(
          headings.map { [TextSpan(label($0) + $0.last, $0.style)] + warning($0) }.joined(separator: [TextSpan("  ")]))),
      columns: columns)
  }

  /// In ASCII a line is told by what it is made of, as there may be no colour.
  private static func mark(_ heading: LineChartModel.Heading, of count: Int, _ glyphs: GlyphSet) -> String {
    glyphs == .ascii && count > 1 ? "\(Raster.marks[heading.pattern % Raster.marks.count]) " : ""
  }

  private static func full(
    _ heading: LineChartModel.Heading, mark: String, showsBest: Bool, showsStart: Bool
  ) -> [TextSpan] {
    // Figures that change at every frame have one colour: what goes over the line are their digits alone.
    var spans = [TextSpan(mark + label(heading), heading.style), TextSpan(heading.last)].filter { !$0.text.isEmpty }
    if showsBest, let best = heading.best { spans.append(TextSpan(" \(best)", .textDim)) }
    return spans + warning(heading, showsStart: showsStart)
  }

  private static func label(_ heading: LineChartModel.Heading) -> String {
    heading.label.isEmpty ? "" : heading.label + " "
  }

  private static func warning(_ heading: LineChartModel.Heading, showsStart: Bool = false) -> [TextSpan] {
    guard let words = heading.nonFinite else { return [] }
    let start = showsStart ? heading.nonFiniteStart.map { " \($0)" } ?? "" : ""
    return [TextSpan(" × \(words)\(start)", .warning)]
  }

  /// The spans that fit whole, and `+2` for those that do not.
  private static func cut(_ text: StyledText, columns: Int) -> StyledText {
    if text.columns <= columns { return text }
    let isBlank = { (span: TextSpan) in span.text.allSatisfy { $0 == " " } }
    let count = text.spans.count { !isBlank($0) }
    var kept: [TextSpan] = []
    for span in text.spans {
      let left = " +\(count - kept.count { !isBlank($0) } - 1)"
      guard StyledText(kept + [span]).columns + left.count <= columns else { break }
      kept.append(span)
    }
    while kept.last.map(isBlank) == true { kept.removeLast() }
    let left = count - kept.count { !isBlank($0) }
    return kept.isEmpty ? [] : StyledText(kept + [TextSpan(" +\(left)", .textDim)])
  }
}
