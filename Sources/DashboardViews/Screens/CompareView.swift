import DashboardLogic
import TerminalModel

/// Runs side by side, the reference first, and the curves of one metric below.
enum CompareView: View {
  static func draw(_ model: CompareModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard model.message.isEmpty else {
      return EmptyView.draw(model.message, in: area, of: &buffer, glyphs: glyphs)
    }
    let panel = model.layout.panel.intersection(area)
    PanelFrame.draw(
      title: "compare", trailing: StyledText(model.place, .textDim), in: panel, of: &buffer, glyphs: glyphs)
    let table = model.layout.table.intersection(area)
    drawHeadings(model, in: table, of: &buffer, glyphs: glyphs)
    for (index, line) in model.lines.enumerated() {
      draw(line, model, in: table.line(model.layout.headRows + index), of: &buffer, glyphs: glyphs)
    }
    for chart in model.charts { CurvesView.drawChart(chart, in: area, of: &buffer, glyphs: glyphs) }
  }

  private static func drawHeadings(
    _ model: CompareModel, in table: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let layout = model.layout
    for (index, heading) in model.headings.enumerated() {
      guard let column = layout.column(ofRun: heading.run) else { continue }
      let width = layout.columns(ofRun: heading.run)
      let name = ShortName.make(model.headings.map(\.name), columns: max(3, width - 2))[index].text
      let text = StyledText([TextSpan("\(heading.tag) ", heading.style), TextSpan(name, .textStrong)])
      buffer.write(text, column: column, row: 0, in: table, columns: width)
      if heading.isSelected {
        buffer.restyle(table.line(0).rightOf(column).leftPart(min(width, text.columns)), .selection)
      }
      guard layout.headRows > 1 else { continue }
      buffer.write(heading.note, column: column, row: 1, .textDim, in: table, columns: width)
    }
  }

  private static func draw(
    _ line: CompareModel.Line, _ model: CompareModel, in row: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !row.isEmpty else { return }
    let layout = model.layout
    guard !line.isHeading else { return drawSectionHeading(line, in: row, of: &buffer) }
    if line.isSelected { buffer.fill(row, with: Cell(" ", style: .selection)) }
    buffer.write(line.arrow, column: 0, row: 0, .textDim, in: row, columns: 1)
    let name = line.name.marking(line.matches, plain: .text, marked: .accent)
    buffer.write(name, column: 2, row: 0, in: row, columns: layout.nameColumns - 2)
    buffer.write(line.kind, column: layout.nameColumns + 1, row: 0, .textDim, in: row, columns: layout.kindColumns)
    for (heading, cell) in zip(model.headings, line.cells) {
      guard let column = layout.column(ofRun: heading.run) else { continue }
      let area = row.rightOf(column).leftPart(layout.columns(ofRun: heading.run))
      draw(cell, isSetting: line.isSetting, isReference: heading.run == 0, layout, in: area, of: &buffer)
    }
    if line.isSelected { buffer.restyle(row, .selection) }
  }

  private static func drawSectionHeading(_ line: CompareModel.Line, in row: Rect, of buffer: inout CellBuffer) {
    buffer.write(
      [TextSpan(line.name.text, .title), TextSpan("  \(line.kind)", .textDim)], column: 0, row: 0, in: row)
  }

  private static func draw(
    _ cell: RunComparison.Cell, isSetting: Bool, isReference: Bool, _ layout: CompareLayout, in area: Rect,
    of buffer: inout CellBuffer
  ) {
    let style: StyleRole = cell.isBest ? .textStrong : cell.value == RunComparison.missing ? .textDim : .text
    let width = min(area.columns, layout.valueColumns)
    if isSetting, HarmlessText.columns(of: HarmlessText.make(cell.value)) > width {
      let value = HarmlessText.truncate(cell.value, columns: area.columns, mode: .middle)
      buffer.write(value, column: 0, row: 0, style, in: area)
      return
    }
    buffer.write(HarmlessText.fitRight(cell.value, columns: width), column: 0, row: 0, style, in: area)
    guard !isReference, !cell.delta.isEmpty else { return }
    let (sign, deltaStyle): (String, StyleRole) =
      switch cell.judgement {
      case .better: ("✔", .success)
      case .worse: ("✘", .error)
      case .same, .alike, .unknown: ("", .textDim)
      }
    let delta = HarmlessText.fitRight(cell.delta, columns: layout.deltaColumns)
    buffer.write(delta, column: width + 1, row: 0, deltaStyle, in: area)
    buffer.write(sign, column: width + layout.deltaColumns + 2, row: 0, deltaStyle, in: area)
  }
}
