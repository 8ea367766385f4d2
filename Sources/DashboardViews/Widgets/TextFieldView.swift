import DashboardLogic
import TerminalModel

/// A line of text being typed. Scrolls so that the cursor is always in sight.
enum TextFieldView: View {
  static func draw(
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
