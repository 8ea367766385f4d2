public import DashboardLogic
public import TerminalModel

/// A box in the middle of the area; what lies behind it recedes.
public enum DialogView: View {
  public static func draw(_ model: DialogModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let layout = DialogLayout(model, in: area)
    buffer.restyle(area.intersection(buffer.bounds), .backdrop)
    buffer.fill(layout.box)
    PanelFrame.draw(title: model.title, isFocused: true, in: layout.box, of: &buffer, glyphs: glyphs)
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
    case .input(let input): drawInput(input, in: line, of: &buffer, glyphs: glyphs)
    case .problem(let problem): buffer.write(problem, column: 0, row: 0, .error, in: line)
    case .hints(let hints):
      let kept = KeyHintBar.fitting(hints, columns: line.columns)
      buffer.write(KeyHintBar.text(kept), column: 0, row: 0, in: line)
    case .blank: break
    }
  }

  /// Scrolls so that the cursor is always in sight.
  private static func drawInput(
    _ input: DialogModel.Input, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !line.isEmpty else { return }
    let prompt = input.prompt.isEmpty ? 0 : buffer.write(input.prompt + " ", column: 0, row: 0, .textDim, in: line)
    let field = line.rightOf(Swift.min(prompt, line.columns - 1))
    buffer.fill(field, with: Cell(" ", style: .input))
    let characters = Array(input.text)
    let cursor = Swift.min(Swift.max(input.cursor, 0), characters.count)
    let width = { (range: Range<Int>) in
      range.reduce(0) { $0 + HarmlessText.columns(of: HarmlessText.make(String(characters[$1]))) }
    }
    var start = cursor
    while start > 0, width(start - 1..<cursor) < field.columns { start -= 1 }
    let visible = String(characters[start...])
    if characters.isEmpty {
      buffer.write(input.hint, column: 1, row: 0, .textDim, in: field)
    } else {
      buffer.put(visible, at: field.origin, style: .input, maxColumns: field.columns)
    }
    let column = width(start..<cursor)
    guard column < field.columns else { return }
    if cursor == characters.count {
      // Seen without colours, too.
      buffer.plot(glyphs == .ascii ? "_" : "█", column: column, row: 0, .accent, in: field)
    } else {
      buffer.restyle(field.rightOf(column).leftPart(1), .tabActive)
    }
  }
}
