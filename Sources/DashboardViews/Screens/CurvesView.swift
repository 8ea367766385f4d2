import DashboardLogic
import TerminalModel

/// A page of charts, below the headings of their sections and the names of their runs.
enum CurvesView: View {
  static func draw(_ model: CurvesModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !model.isEmpty else {
      let inner = PanelFrame.draw(title: "curves", in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred(model.emptyText, in: inner)
    }
    if let legend = model.legend {
      RunLegendView.draw(legend.model, in: legend.area.intersection(area), of: &buffer, glyphs: glyphs)
    }
    for heading in model.headings {
      drawHeading(heading, in: heading.area.intersection(area), of: &buffer, glyphs: glyphs)
    }
    for chart in model.charts { drawChart(chart, in: area, of: &buffer, glyphs: glyphs) }
  }

  static func drawChart(_ chart: CurvesModel.Chart, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    LineChartView.draw(chart.model, in: chart.area.intersection(area), of: &buffer, glyphs: glyphs)
    if let legend = chart.legend {
      RunLegendView.draw(legend.model, in: legend.area.intersection(area), of: &buffer, glyphs: glyphs)
    }
  }

  /// `▼ train  6`, and of a section whose charts are hidden their names.
  private static func drawHeading(
    _ heading: CurvesModel.Heading, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !line.isEmpty else { return }
    let sign = heading.isCollapsed ? "▶" : heading.isPinned ? "◆" : "▼"
    let style: StyleRole = heading.isFocused ? .accent : .title
    var text = StyledText([
      TextSpan("\(sign == "◆" && glyphs == .ascii ? "*" : sign) ", heading.isFocused ? .accent : .textDim),
      TextSpan(HarmlessText.truncate(heading.name, columns: line.columns / 2, mode: .middle), style),
      TextSpan("  \(heading.count)", .textDim),
    ])
    if !heading.hidden.isEmpty { text.spans.append(TextSpan("  \(heading.hidden.joined(separator: "  "))", .textDim)) }
    let used = buffer.write(text, column: 1, row: 0, in: line) + 2
    if heading.isFocused { buffer.restyle(line.leftPart(used), .selection) }
  }
}
