public import DashboardLogic
public import TerminalModel

/// Parallel coordinates: names on top, the ends of each axis above and below it.
public enum ParallelChartView: View {
  public static func draw(_ model: ParallelChartModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: model.summary, isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    let content = PanelFrame.content(of: inner)
    guard model.axes.count >= 2 else { return buffer.writeCentred(model.emptyText, in: content) }
    guard content.rows >= 6, content.columns >= 12 else {
      return buffer.writeCentred("too small for the lines", in: content)
    }
    let plot = content.below(2).above(1)
    let columns = columns(of: model, in: plot)
    drawLines(model, columns: columns, in: plot, of: &buffer, glyphs: glyphs)
    for (index, axis) in model.axes.enumerated() {
      let isChosen = index == model.chosenAxis
      draw(
        axis, at: columns[index], isChosen: isChosen, room: room(index, columns, content.columns), in: content,
        of: &buffer, glyphs: glyphs)
    }
    drawBeyond(model, at: columns[columns.count - 1], in: plot, of: &buffer, glyphs: glyphs)
    if let selected = model.selected { drawMarks(selected, columns: columns, in: plot, of: &buffer, glyphs: glyphs) }
  }

  /// Where each axis stands: the first and the last leave half a label beside them.
  private static func columns(of model: ParallelChartModel, in area: Rect) -> [Int] {
    let margin = Swift.min(5, area.columns / 6)
    let width = area.columns - 1 - 2 * margin
    return model.axes.indices.map { margin + $0 * width / (model.axes.count - 1) }
  }

  /// The columns that the labels of an axis may take.
  private static func room(_ index: Int, _ columns: [Int], _ width: Int) -> Range<Int> {
    let left = index == 0 ? 0 : (columns[index - 1] + columns[index]) / 2 + 1
    let right = index + 1 == columns.count ? width : (columns[index] + columns[index + 1]) / 2
    return left..<Swift.max(left, right)
  }

  private static func y(_ share: Double, of count: Int) -> Int {
    count - 1 - ValueScale(0...1, places: count).place(share)
  }

  private static func drawLines(
    _ model: ParallelChartModel, columns: [Int], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var raster = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    guard raster.dotRows > 0 else { return }
    let lines = model.lines + (model.selected.map { [$0] } ?? [])
    for (index, line) in lines.enumerated() {
      let dots = zip(columns, line.shares).map { column, share in
        share.map { (x: column * raster.columnsPerCell, y: y($0, of: raster.dotRows)) }
      }
      for (from, to) in zip(dots, dots.dropFirst()) {
        if let from, let to { raster.line(from.x, from.y, to.x, to.y) }
      }
      // Lines of one colour are one layer.
      let isSelected = model.selected != nil && index == lines.count - 1
      if isSelected || index + 1 == lines.count || lines[index + 1].style != line.style
        || index + 1 == model.lines.count
      {
        raster.endLayer(line.style)
        if isSelected { raster.putOnTop(line.style) }
      }
    }
    for column in columns {
      for row in 0..<area.rows where raster.isEmpty(column: column, row: row) {
        buffer.plot(glyphs == .ascii ? "|" : "│", column: column, row: row, .chartGrid, in: area)
      }
    }
    raster.draw(in: area, of: &buffer)
  }

  private static func draw(
    _ axis: PlotAxis, at column: Int, isChosen: Bool, room: Range<Int>, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    func write(_ text: String, row: Int, _ style: StyleRole) {
      let cut = HarmlessText.truncate(text, columns: room.count, mode: .middle)
      let columns = HarmlessText.columns(of: cut)
      let start = Swift.max(room.lowerBound, Swift.min(column - columns / 2, room.upperBound - columns))
      buffer.write(cut, column: start, row: row, style, in: area, columns: room.upperBound - start)
    }
    let mark = isChosen ? (glyphs == .ascii ? ">" : "▸") : ""
    let scale = axis.scale == .logarithmic ? " log" : ""
    write(mark + axis.name + scale, row: 0, isChosen ? .accent : .textStrong)
    if case .levels = axis.scale {
      let plot = area.below(2).above(1)
      for label in axis.uprightLabels(rows: plot.rows, dotsPerRow: glyphs.dotsPerCell.rows).labels {
        let text = HarmlessText.truncate(label.text, columns: Swift.max(0, room.upperBound - column - 1))
        buffer.write(text, column: column + 1, row: label.cell, .chartAxis, in: plot)
      }
      return
    }
    let ends = axis.ends
    if ends.count == 2 { write(ends[1], row: 1, .chartAxis) }
    if let low = ends.first { write(low, row: area.rows - 1, .chartAxis) }
  }

  /// Arrows at the ends of the last axis beyond which lines go.
  private static func drawBeyond(
    _ model: ParallelChartModel, at column: Int, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let lines = model.lines + (model.selected.map { [$0] } ?? [])
    let signs = glyphs == .ascii ? ("^", "v") : ("▲", "▼")
    for (side, row, sign) in [(1, 0, signs.0), (-1, area.rows - 1, signs.1)]
    where lines.contains(where: { $0.isBeyond == side }) {
      buffer.write(sign, column: column + 1, row: row, .warning, in: area)
    }
  }

  /// Where the selected line meets the axes: seen without colours, too.
  private static func drawMarks(
    _ line: ParallelChartModel.Line, columns: [Int], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    for (column, share) in zip(columns, line.shares) {
      guard let share else { continue }
      let dots = glyphs.dotsPerCell.rows
      let row = y(share, of: area.rows * dots) / dots
      buffer.plot(glyphs == .ascii ? "@" : "◆", column: column, row: row, line.style, in: area)
    }
  }
}
