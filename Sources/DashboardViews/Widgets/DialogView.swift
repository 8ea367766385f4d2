public import DashboardLogic
public import TerminalModel

/// A box in the middle of the area; what lies behind it recedes, unless it is what one looks at.
public enum DialogView: View {
  public static func draw(_ model: DialogModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let layout = DialogLayout(model, in: area)
    if model.dimsScreen { buffer.restyle(area.intersection(buffer.bounds), .backdrop) }
    buffer.fill(layout.box)
    PanelFrame.drawBox(title: model.title, in: layout.box, of: &buffer, glyphs: glyphs)
    for (row, index) in layout.visibleBody.enumerated() {
      buffer.write(layout.body[index], column: 0, row: row, in: layout.content)
    }
    PanelFrame.drawPlace(layout.visibleBody, of: layout.body.count, in: layout.box, of: &buffer)
    for (index, row) in layout.foot.enumerated() {
      let line = layout.content.line(layout.content.rows - layout.foot.count + index)
      drawFootRow(row, in: line, of: &buffer, glyphs: glyphs)
    }
  }

  private static func drawFootRow(
    _ row: DialogLayout.FootRow, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    switch row {
    case .input(let input): TextFieldView.draw(input, in: line, of: &buffer, glyphs: glyphs)
    case .problem(let problem): buffer.write(problem, column: 0, row: 0, .error, in: line)
    case .hints(let hints):
      let kept = KeyHintBar.fitting(hints, columns: line.columns)
      buffer.write(KeyHintBar.text(kept), column: 0, row: 0, in: line)
    case .blank: break
    }
  }
}
