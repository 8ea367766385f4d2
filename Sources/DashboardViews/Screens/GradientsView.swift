import DashboardLogic
import TerminalModel

/// Layers down, steps across, heat by the logarithm of the norm.
enum GradientsView: View {
  /// From the lowest to the highest level, for who sees no colours.
  private static let ramp: [Character] = [" ", "·", ":", "-", "=", "+", "*", "#"]

  static func draw(_ model: GradientsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let trailing = StyledText(model.place, .textDim)
    let inner = PanelFrame.draw(
      title: "gradient flow", trailing: model.place.isEmpty ? [] : trailing, in: area, of: &buffer, glyphs: glyphs)
    guard model.emptyText.isEmpty else {
      return EmptyView.draw(model.emptyText, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
    }
    drawHeading(model, of: &buffer)
    for (index, row) in model.rows.enumerated() { draw(row, at: index * model.layout.rowsALayer, model, of: &buffer) }
    if let distribution = model.distribution { draw(distribution, model.layout, of: &buffer, glyphs: glyphs) }
    if let curve = model.curve { LineChartView.draw(curve, in: model.layout.below, of: &buffer, glyphs: glyphs) }
    if let crosshair = model.crosshair {
      let strip = model.layout.strip
      let columns = GradientsLayout.cellColumns
      buffer.restyle(strip.rightOf(crosshair.cell * columns).leftPart(columns), .chartCrosshair)
    }
    AxisView.drawLying(model.axis, in: model.layout.axis, of: &buffer)
    for (row, line) in model.findings.enumerated() {
      buffer.write(line, column: 0, row: row, in: model.layout.findings)
    }
  }

  /// Which norm, what is under the crosshair, and what the colours mean.
  private static func drawHeading(_ model: GradientsModel, of buffer: inout CellBuffer) {
    let line = model.layout.heading.topPart(1)
    let legend = model.legend
    let legendColumns = legend.low.isEmpty ? 0 : legend.low.count + legend.high.count + 2 * StyleRole.heatCount + 2
    var column = 0
    for norm in model.norms {
      let isShown = norm == model.norm
      let text = isShown && model.norms.count > 1 ? "[\(norm.title)]" : norm.title
      guard column + text.count + legendColumns + 2 <= line.columns || isShown else { continue }
      column += buffer.write(text, column: column, row: 0, isShown ? .accent : .textDim, in: line) + 2
    }
    let values = model.layout.values
    let place = model.layout.heading.leftPart(values.isEmpty ? line.columns : values.column - line.column)
    let start = model.crosshair.map { buffer.write($0.text, column: 0, row: 1, in: place) + 2 } ?? 0
    let leftOut = model.layout.strip.endColumn - place.column - model.leftOut.count
    if start <= leftOut { buffer.write(model.leftOut, column: leftOut, row: 1, .textDim, in: place) }
    buffer.write(
      model.valueTitle, column: values.column - line.column + 1, row: 1, .textDim, in: model.layout.heading,
      columns: values.columns - 1)
    guard legendColumns > 0, column + legendColumns <= line.columns else { return }
    column = line.columns - legendColumns
    column += buffer.write(legend.low, column: column, row: 0, .textDim, in: line) + 1
    for level in 0..<2 * StyleRole.heatCount {
      let share = (Double(level) + 0.5) / Double(2 * StyleRole.heatCount)
      plot(.share(share), column: column, row: 0, in: line, of: &buffer)
      column += 1
    }
    buffer.write(legend.high, column: column + 1, row: 0, .textDim, in: line)
  }

  /// Below the strip, in its columns.
  private static func draw(
    _ model: LayerDistribution, _ layout: GradientsLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let area = layout.below
    buffer.write(model.title, column: 0, row: 0, in: area.topPart(1))
    let start = layout.strip.column - area.column
    AxisView.drawUpright(model.axis, in: area.below(1).leftPart(start), of: &buffer, glyphs: glyphs)
    let plot = area.below(1).rightOf(start).leftPart(layout.strip.columns)
    for (row, levels) in model.rows.enumerated() {
      draw(levels, row: row, in: plot, of: &buffer)
    }
  }

  private static func draw(_ row: GradientsModel.Row, at top: Int, _ model: GradientsModel, of buffer: inout CellBuffer)
  {
    let layout = model.layout
    let middle = top + (layout.rowsALayer - 1) / 2
    let name = HarmlessText.truncate(row.name, columns: layout.names.columns - 2, mode: .middle)
    if let finding = row.finding {
      buffer.write(finding.sign.glyph, column: 0, row: middle, finding.sign.style, in: layout.names)
    }
    buffer.write(name, column: 2, row: middle, row.isSelected ? .textStrong : .text, in: layout.names)
    if row.isSelected { buffer.restyle(layout.names.line(middle), .selection) }
    for line in 0..<layout.rowsALayer where top + line < layout.strip.rows {
      draw(row.levels, row: top + line, in: layout.strip, of: &buffer)
    }
    let text = row.finding.map { StyledText("\(row.value) ", row.isSelected ? .textStrong : $0.sign.style) }
    buffer.write(
      text ?? StyledText(row.value, row.isSelected ? .textStrong : .text), column: 1, row: middle, in: layout.values)
  }

  /// Each in the columns of a cell.
  private static func draw(
    _ levels: [GradientsModel.Level?], row: Int, in area: Rect, of buffer: inout CellBuffer
  ) {
    let columns = GradientsLayout.cellColumns
    for (cell, level) in levels.enumerated() {
      guard let level else { continue }
      for column in cell * columns..<(cell + 1) * columns {
        plot(level, column: column, row: row, in: area, of: &buffer)
      }
    }
  }

  private static func plot(
    _ level: GradientsModel.Level, column: Int, row: Int, in area: Rect, of buffer: inout CellBuffer
  ) {
    switch level {
    case .share(let share):
      let step = max(0, min(ramp.count - 1, Int(share * Double(ramp.count))))
      buffer.plot(ramp[step], column: column, row: row, .heat(share), in: area)
    case .nonFinite: buffer.plot("!", column: column, row: row, .error, in: area)
    }
  }
}
