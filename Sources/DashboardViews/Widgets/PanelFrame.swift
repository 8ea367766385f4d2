public import DashboardLogic
public import TerminalModel

/// The box around a panel: its name in the top line at the left, what there is to say about it at the right.
public enum PanelFrame {
  /// What is left inside; the whole area when that is too small for a box.
  public static func inner(of area: Rect) -> Rect {
    hasBox(area) ? area.inset(by: 1) : area
  }

  /// The inside with a margin at both sides where there is room for one.
  static func content(of inner: Rect) -> Rect { inner.columns >= 20 ? inner.inset(columns: 1, rows: 0) : inner }

  static func hasBox(_ area: Rect) -> Bool { area.columns >= 4 && area.rows >= 3 }

  /// A panel of the screen: its heading above what is inside, and no lines around it.
  /// - Parameter trailing: at the right of the heading; left out when the room is short, the title first shortened.
  /// - Parameter styledTitle: the title with parts of it marked; drawn where it need not be shortened.
  /// - Returns: the area inside.
  @discardableResult
  public static func draw(
    title: String, styledTitle: StyledText? = nil, trailing: StyledText = [], isFocused: Bool = false, in area: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> Rect {
    guard hasBox(area) else { return area }
    drawHeading(
      title: title, styledTitle: styledTitle, trailing: trailing, isFocused: isFocused, in: area.topPart(1),
      of: &buffer,
      glyphs: glyphs)
    return area.inset(by: 1)
  }

  /// What lies over the screen stands in a box, its name in the top line.
  /// - Returns: the area inside.
  @discardableResult
  static func drawBox(
    title: String, trailing: StyledText = [], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> Rect {
    guard hasBox(area) else { return area }
    buffer.drawBox(area, style: .borderFocused, title: nil, glyphs: glyphs)
    let line = area.inset(columns: 1, rows: 0).topPart(1)
    writeTop(title: title, styledTitle: nil, trailing: trailing, in: line, of: &buffer)
    return area.inset(by: 1)
  }

  /// The top line of a chart without a box: its name, marked where the keys go to it, and at the right what there is to
  /// say. The name is cut where both have no room.
  static func drawHeading(
    title: String, styledTitle: StyledText?, trailing: StyledText, isFocused: Bool, in line: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let room = line.columns - 2
    guard room >= 3 else { return }
    if isFocused { buffer.write(glyphs == .ascii ? ">" : "▸", column: 0, row: 0, .accent, in: line) }
    let showsEnd = !trailing.isEmpty && trailing.columns + 6 <= room
    let shortened = HarmlessText.truncate(title, columns: room - (showsEnd ? trailing.columns + 2 : 0))
    buffer.write(shortened, column: 1, row: 0, isFocused ? .accent : .title, in: line)
    if let styledTitle, styledTitle.spans.map(\.text).joined() == shortened {
      buffer.write(styledTitle, column: 1, row: 0, in: line)
    }
    if showsEnd { buffer.write(trailing, column: line.columns - 1 - trailing.columns, row: 0, in: line) }
  }

  /// Which lines of a text are on view, in the bottom line of its box; nothing where all are.
  static func drawPlace(_ shown: Range<Int>, of count: Int, in box: Rect, of buffer: inout CellBuffer) {
    guard shown.count < count else { return }
    drawNote("↑↓ lines \(shown.lowerBound + 1)-\(shown.upperBound) of \(count)", in: box, of: &buffer)
  }

  /// In the bottom line of a box, cut where it has no room.
  static func drawNote(_ words: String, in box: Rect, of buffer: inout CellBuffer) {
    guard !words.isEmpty, hasBox(box) else { return }
    buffer.write(" \(words) ", column: 3, row: 0, .textDim, in: box.bottomPart(1), columns: box.columns - 6)
  }

  /// The same of words whose parts belong together: nothing where they have no room.
  static func drawNote(_ words: StyledText, in box: Rect, of buffer: inout CellBuffer) {
    guard !words.isEmpty, hasBox(box), words.columns + 6 <= box.columns else { return }
    let framed = StyledText([TextSpan(" ")] + words.spans + [TextSpan(" ")])
    buffer.write(framed, column: 3, row: 0, in: box.bottomPart(1))
  }

  private static func writeTop(
    title: String, styledTitle: StyledText?, trailing: StyledText, in line: Rect, of buffer: inout CellBuffer
  ) {
    let room = line.columns - 2
    guard room >= 3 else { return }
    let end = trailing.isEmpty ? 0 : trailing.columns + 2
    let showsEnd = end > 0 && end + 6 <= room
    let shortened = title.isEmpty ? "" : HarmlessText.truncate(title, columns: room - 2 - (showsEnd ? end : 0))
    if !shortened.isEmpty {
      buffer.write(" \(shortened) ", column: 1, row: 0, .title, in: line)
      if let styledTitle, styledTitle.spans.map(\.text).joined() == shortened {
        buffer.write(styledTitle, column: 2, row: 0, in: line)
      }
    }
    guard showsEnd else { return }
    let start = line.columns - 1 - end
    buffer.write(" ", column: start, row: 0, in: line)
    let used = buffer.write(trailing, column: start + 1, row: 0, in: line)
    buffer.write(" ", column: start + 1 + used, row: 0, in: line)
  }
}
