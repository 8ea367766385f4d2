public import DashboardLogic
public import TerminalModel

/// A header and rows in aligned columns; the caller draws the heading above.
public enum TableView: View {
  public static func draw(_ model: TableModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    draw(model, page(of: model, in: area), in: area, of: &buffer, glyphs: glyphs)
  }

  /// What `draw` shows of a table.
  static func page(of model: TableModel, in area: Rect) -> TableModel.Page {
    model.page(columns: area.columns, rows: area.rows - (hasHeader(model, in: area) ? 1 : 0))
  }

  private static func hasHeader(_ model: TableModel, in area: Rect) -> Bool { area.rows >= 2 && model.hasHeader }

  /// - Parameter page: of the same model and area.
  static func draw(
    _ model: TableModel, _ page: TableModel.Page, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let hasHeader = hasHeader(model, in: area)
    let body = hasHeader ? area.below(1) : area
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
      if model.sideways?.cursor == place.index { style = .borderFocused }
      drawText(StyledText(title, style), column, place, in: area, of: &buffer)
      guard model.sideways?.cursor == place.index else { continue }
      let indent = column.alignment == .right ? place.width - StyledText(title).columns : 0
      let mark: Character = glyphs == .ascii ? ">" : "▸"
      buffer.plot(mark, column: place.start + Swift.max(indent, 0) - 1, row: 0, style, in: area)
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
    case .progress(let share):
      drawProgress(share, in: line.rightOf(place.start).leftPart(place.width), of: &buffer, glyphs: glyphs)
    case .bar(let bar):
      drawBar(bar, in: line.rightOf(place.start).leftPart(place.width), of: &buffer, glyphs: glyphs)
    }
  }

  /// A bar and the share; where there is little room, the share alone.
  private static func drawProgress(
    _ share: Double, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let text = NumberFormat.percent(share)
    let columns = area.columns - 6
    guard columns >= 4, share.isFinite else {
      buffer.write(text, column: 0, row: 0, in: area)
      return
    }
    let filled = Int((Swift.max(0, Swift.min(share, 1)) * Double(columns)).rounded(.down))
    Bar.drawTrack(filled, .barFilled, .barEmpty, in: area.leftPart(columns), of: &buffer, glyphs: glyphs)
    buffer.write(text, column: area.columns - text.count, row: 0, in: area)
  }

  /// A bar with a mark at its limit, and an arrow where it is cut.
  private static func drawBar(
    _ bar: TableModel.Bar, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    Bar.draw(bar.share, bar.style, in: area, of: &buffer, glyphs: glyphs)
    if bar.share > 1, area.columns > 0 {
      buffer.plot(glyphs == .ascii ? ">" : "▸", column: area.columns - 1, row: 0, bar.style, in: area)
    }
    guard let limit = bar.limit, (0..<1).contains(limit) else { return }
    let column = Int(limit * Double(area.columns))
    buffer.plot(glyphs == .ascii ? "|" : "│", column: column, row: 0, .chartMark, in: area)
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
