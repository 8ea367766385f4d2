public import DashboardLogic
public import TerminalModel

/// A header and rows in aligned columns; the caller draws the box.
public enum TableView: View {
  public static func draw(_ model: TableModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let hasHeader = area.rows >= 2 && model.hasHeader
    let body = hasHeader ? area.below(1) : area
    let page = model.page(columns: area.columns, rows: body.rows)
    if hasHeader { drawHeader(model, page.placements, in: area, of: &buffer, glyphs: glyphs) }
    guard model.rowCount > 0 else { return buffer.writeCentred(model.emptyText, in: body) }
    for (line, row) in page.rows.enumerated() {
      let isSelected = row.index == model.selection
      if isSelected { buffer.fill(body.line(line), with: Cell(" ", style: .selection)) }
      for place in page.placements where row.cells.indices.contains(place.index) {
        drawCell(
          row.cells[place.index], model.columns[place.index], place, in: body.line(line), of: &buffer, glyphs: glyphs)
      }
      if isSelected { buffer.restyle(body.line(line), .selection) }
    }
  }

  private static func drawHeader(
    _ model: TableModel, _ places: [TableModel.Placement], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    for place in places {
      let column = model.columns[place.index]
      var title = column.title
      var style = StyleRole.textDim
      if let sort = model.sort, sort.column == place.index {
        title = HarmlessText.truncate(title, columns: place.width - 2)
        title += glyphs == .ascii ? (sort.isAscending ? " ^" : " v") : sort.isAscending ? " ▲" : " ▼"
        style = .accent
      }
      drawText(StyledText(title, style), column, place, in: area, of: &buffer)
    }
  }

  private static func drawCell(
    _ cell: TableModel.Cell, _ column: TableModel.Column, _ place: TableModel.Placement, in line: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    switch cell {
    case .text(let text): drawText(text, column, place, in: line, of: &buffer)
    case .sparkline(let model):
      SparklineView.draw(
        model, in: line.rightOf(place.start).leftPart(place.width), of: &buffer, glyphs: glyphs)
    }
  }

  private static func drawText(
    _ text: StyledText, _ column: TableModel.Column, _ place: TableModel.Placement, in line: Rect,
    of buffer: inout CellBuffer
  ) {
    var text = text
    if column.truncation == .middle, text.spans.count == 1, text.columns > place.width {
      text.spans[0].text = HarmlessText.truncate(text.spans[0].text, columns: place.width, mode: .middle)
    }
    let spare = column.alignment == .right ? Swift.max(place.width - text.columns, 0) : 0
    buffer.write(text, column: place.start + spare, row: 0, in: line, columns: place.width - spare)
  }
}
