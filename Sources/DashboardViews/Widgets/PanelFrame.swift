public import DashboardLogic
public import TerminalModel

/// The frame of a panel: its name in the top line at the left, what there is to say about it at the right, and a margin.
public enum PanelFrame {
  /// What is left inside; the whole area when that is too small for a heading.
  public static func inner(of area: Rect) -> Rect {
    hasHeading(area) ? area.inset(by: 1) : area
  }

  /// The inside with a margin at both sides where there is room for one.
  static func content(of inner: Rect) -> Rect { inner.columns >= 20 ? inner.inset(columns: 1, rows: 0) : inner }

  static func hasHeading(_ area: Rect) -> Bool { area.columns >= 4 && area.rows >= 3 }

  /// A panel of the screen: its heading above what is inside, and no lines around it.
  /// - Returns: the area inside.
  @discardableResult
  public static func draw(
    title: String, trailing: StyledText = [], isFocused: Bool = false, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) -> Rect {
    guard hasHeading(area) else { return area }
    drawHeading(
      title: title, trailing: trailing, isFocused: isFocused, in: area.topPart(1), of: &buffer, glyphs: glyphs)
    return area.inset(by: 1)
  }

  /// What lies over the screen stands in a box, its name in the top line.
  /// - Returns: the area inside.
  @discardableResult
  static func drawBox(
    title: String, trailing: StyledText = [], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> Rect {
    guard hasHeading(area) else { return area }
    buffer.drawBox(area, style: .borderFocused, title: nil, glyphs: glyphs)
    let line = area.inset(columns: 2, rows: 0).topPart(1)
    guard line.columns >= 5 else { return area.inset(by: 1) }
    let (name, end) = fitting(title, trailing, columns: line.columns - 2)
    if !name.isEmpty { buffer.write(" \(name) ", column: 0, row: 0, .title, in: line) }
    let framed = StyledText([TextSpan(" ")] + end.spans + [TextSpan(" ")])
    if !end.isEmpty { buffer.write(framed, column: line.columns - framed.columns, row: 0, in: line) }
    return area.inset(by: 1)
  }

  /// The top line of a panel or chart: its name, marked where the keys go to it, and at the right what there is to say.
  /// - Parameter styledTitle: the title with parts of it marked; drawn where it need not be shortened.
  static func drawHeading(
    title: String, styledTitle: StyledText? = nil, trailing: StyledText, isFocused: Bool, in line: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard line.columns >= 5 else { return }
    if isFocused { buffer.write(glyphs == .ascii ? ">" : "▸", column: 0, row: 0, .accent, in: line) }
    let (name, end) = fitting(title, trailing, columns: line.columns - 2)
    buffer.write(name, column: 1, row: 0, isFocused ? .accent : .title, in: line)
    if let styledTitle, styledTitle.spans.map(\.text).joined() == name {
      buffer.write(styledTitle, column: 1, row: 0, in: line)
    }
    if !end.isEmpty { buffer.write(end, column: line.columns - 1 - end.columns, row: 0, in: line) }
  }

  /// Which lines of a text are on view, in the bottom line of its panel; nothing where all are.
  static func drawPlace(_ shown: Range<Int>, of count: Int, in panel: Rect, of buffer: inout CellBuffer) {
    guard shown.count < count else { return }
    drawNote("↑↓ lines \(shown.lowerBound + 1)-\(shown.upperBound) of \(count)", in: panel, of: &buffer)
  }

  /// In the bottom line of a panel, cut where it has no room.
  static func drawNote(_ words: String, in panel: Rect, of buffer: inout CellBuffer) {
    guard !words.isEmpty, hasHeading(panel) else { return }
    buffer.write(" \(words) ", column: 3, row: 0, .textDim, in: panel.bottomPart(1), columns: panel.columns - 6)
  }

  /// The same of words whose parts belong together: nothing where they have no room.
  static func drawNote(_ words: StyledText, in panel: Rect, of buffer: inout CellBuffer) {
    guard !words.isEmpty, hasHeading(panel), words.columns + 6 <= panel.columns else { return }
    let apart = StyledText([TextSpan(" ")] + words.spans + [TextSpan(" ")])
    buffer.write(apart, column: 3, row: 0, in: panel.bottomPart(1))
  }

  /// A title and what stands at the right of it: that is left out when the room is short, the title first shortened.
  private static func fitting(_ title: String, _ trailing: StyledText, columns: Int) -> (String, StyledText) {
    let showsEnd = !trailing.isEmpty && trailing.columns + 6 <= columns
    let room = columns - (showsEnd ? trailing.columns + 2 : 0)
    return (HarmlessText.truncate(title, columns: room), showsEnd ? trailing : [])
  }
}
