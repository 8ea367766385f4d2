public import DashboardLogic
public import TerminalModel

/// A box in the middle of the area; what lies behind it recedes.
public enum DialogView: View {
  public static func draw(_ model: DialogModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let columns = Swift.min(Swift.max(model.preferredColumns, 8), area.columns)
    let body = model.body.flatMap { $0.wrapped(columns: Swift.max(columns - 6, 1)) }
    let foot = footer(model, columns: columns - 6)
    let box = area.centred(
      Size(columns: columns, rows: body.count + foot.count + (body.isEmpty || foot.isEmpty ? 0 : 1) + 4))
    buffer.restyle(area.intersection(buffer.bounds), .backdrop)
    buffer.fill(box)
    let inner = PanelFrame.draw(title: model.title, isFocused: true, in: box, of: &buffer, glyphs: glyphs)
    let content = inner.rows > body.count + foot.count ? inner.inset(columns: 2, rows: 0) : inner
    draw(body: body, foot: foot, model, in: content, of: &buffer, glyphs: glyphs)
  }

  /// The rows below the body: input, what is wrong with it, keys.
  private enum FootRow { case input(DialogModel.Input), problem(String), hints([KeyHint]), blank }

  private static func footer(_ model: DialogModel, columns: Int) -> [FootRow] {
    var rows: [FootRow] = []
    if let input = model.input { rows.append(.input(input)) }
    if let problem = model.problem { rows.append(.problem(problem)) }
    if !model.hints.isEmpty { rows += (rows.isEmpty ? [] : [.blank]) + [.hints(model.hints)] }
    return rows
  }

  /// The foot is kept when the room is short: it says how to leave. The body scrolls.
  private static func draw(
    body: [StyledText], foot: [FootRow], _ model: DialogModel, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    let needed = body.count + foot.count + (body.isEmpty || foot.isEmpty ? 0 : 1)
    let air = Swift.max(Swift.min((area.rows - needed) / 2, 1), 0)
    let footRows = Swift.min(foot.count, area.rows)
    let gap = area.rows >= needed && !body.isEmpty && !foot.isEmpty ? 1 : 0
    let room = Swift.max(area.rows - footRows - gap - 2 * air, 0)
    let start = Swift.min(Swift.max(model.offset, 0), Swift.max(body.count - room, 0))
    for (row, line) in body.dropFirst(start).prefix(room).enumerated() {
      buffer.write(line, column: 0, row: air + row, in: area)
    }
    for (index, row) in foot.suffix(footRows).enumerated() {
      let line = area.line(area.rows - air - footRows + index)
      switch row {
      case .input(let input): drawInput(input, in: line, of: &buffer, glyphs: glyphs)
      case .problem(let problem): buffer.write(problem, column: 0, row: 0, .error, in: line)
      case .hints(let hints):
        let kept = KeyHintBar.fitting(hints, columns: line.columns)
        buffer.write(KeyHintBar.text(kept), column: 0, row: 0, in: line)
      case .blank: break
      }
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
      buffer.write(input.placeholder, column: 1, row: 0, .textDim, in: field)
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
