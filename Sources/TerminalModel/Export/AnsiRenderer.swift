/// Writes a frame as text with SGR sequences: for a pipe, a file, or a terminal without a cursor.
public struct AnsiRenderer: Sendable {
  public var theme: Theme
  public var depth: ColorDepth
  public var glyphs: GlyphSet

  public init(theme: Theme = .dark, depth: ColorDepth, glyphs: GlyphSet = .braille) {
    self.theme = theme
    self.depth = depth
    self.glyphs = glyphs
  }

  /// Every row as a line that ends with a newline and no style. Trailing blanks that show nothing are left out.
  /// With depth `none` it is the plain text.
  public func render(_ buffer: CellBuffer) -> String {
    let styles = resolvedStyles
    return (0..<buffer.size.rows).map { line(buffer.row($0), styles: styles) + "\n" }.joined()
  }

  /// By the role's raw value.
  var resolvedStyles: [Style] { StyleRole.allCases.map { depth.adapting(theme[$0]) } }

  /// One row, without trailing blanks that show nothing. It begins and ends with no style.
  func line(_ row: ArraySlice<Cell>, styles: [Style]) -> String {
    var text = ""
    var current = Style()
    for cell in row.prefix(upTo: visibleEnd(of: row, styles: styles)) where cell.width > 0 {
      let style = depth == .none ? Style() : styles[Int(cell.style.rawValue)]
      if style != current, cell.character != " " || Self.showsOnBlank(style) || Self.showsOnBlank(current) {
        text += style.sequence(after: current)
        current = style
      }
      let shown = glyphs.showable(cell.character)
      text.append(shown)
      if cell.width == 2, shown != cell.character { text.append(" ") }
    }
    return text + Style().sequence(after: current)
  }

  private func visibleEnd(of row: ArraySlice<Cell>, styles: [Style]) -> Int {
    var end = row.endIndex
    while end > row.startIndex {
      let cell = row[end - 1]
      if cell.width == 0 || cell.character != " " { break }
      if depth != .none, Self.showsOnBlank(styles[Int(cell.style.rawValue)]) { break }
      end -= 1
    }
    return end
  }

  private static func showsOnBlank(_ style: Style) -> Bool {
    style.background != .default || !style.hasPlainBlanks
  }
}
