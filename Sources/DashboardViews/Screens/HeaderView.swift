import DashboardLogic
import TerminalModel

/// The program's name, the tabs, and below them the counts of runs.
enum HeaderView {
  static func draw(_ model: DashboardModel, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = model.layout
    let first = layout.tabs.first?.area.column ?? 0
    if first > 0 { buffer.write(" \(model.header.title)", column: 0, row: 0, .accent, in: layout.header) }
    for tab in layout.tabs {
      let isOpen = tab.screen == layout.screen
      buffer.write(tab.label, column: tab.area.column, row: 0, isOpen ? .tabActive : .tab, in: layout.header)
      if !isOpen, layout.hasTabKeys { buffer.restyle(tab.area.rightOf(1).leftPart(1), .key) }
    }
    let end = (layout.tabs.last?.area.endColumn ?? 0) + 2
    let room = layout.header.columns - end - 1
    if room >= 8 {
      let root = HarmlessText.truncate(model.header.root, columns: room, mode: .middle)
      let columns = HarmlessText.columns(of: root)
      buffer.write(root, column: layout.header.columns - columns - 1, row: 0, .textDim, in: layout.header)
    }
    StatusLine.draw(
      model.header.statusLine, in: layout.status.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
  }
}

/// What just happened, and the keys that matter here: in the last row of the area, and in those above it where it needs
/// them.
enum FooterView: View {
  static func draw(_ model: FooterModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let line = area.bottomPart(1).inset(columns: 1, rows: 0)
    let upper = model.upperLines(columns: line.columns)
    let above = area.above(1).bottomPart(upper.count)
    buffer.fill(above, with: Cell(" "))
    for (row, text) in upper.suffix(above.rows).enumerated() { buffer.write(text, column: 1, row: row, in: above) }
    if let prompt = model.prompt { return drawPrompt(prompt, in: line, of: &buffer, glyphs: glyphs) }
    guard let text = model.lastLine(columns: line.columns) else {
      return KeyHintBar.draw(model.hints, in: line, of: &buffer, glyphs: glyphs)
    }
    buffer.write(text, column: 0, row: 0, in: line)
  }

  /// The field has at least half of the line.
  private static func drawPrompt(_ prompt: PromptModel, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let columns = min(prompt.remark.columns, line.columns / 2)
    TextFieldView.draw(prompt.input, in: line.leftOf(columns + 2), of: &buffer, glyphs: glyphs)
    buffer.write(prompt.remark, column: line.columns - columns, row: 0, in: line)
  }
}
