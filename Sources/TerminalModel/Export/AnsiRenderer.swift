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
        text += Self.sequence(from: current, to: style)
        current = style
      }
      let shown = glyphs.showable(cell.character)
      text.append(shown)
      if cell.width == 2, shown != cell.character { text.append(" ") }
    }
    return current == Style() ? text : text + "\u{1B}[0m"
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
    style.background != .default || style.underline || style.reverse
  }

  /// The shortest of our sequences that turns one style into another.
  static func sequence(from old: Style, to new: Style) -> String {
    if new == Style() { return "\u{1B}[0m" }
    let added = codes(from: old, to: new)
    if let added { return "\u{1B}[\(added.joined(separator: ";"))m" }
    let all = codes(from: Style(), to: new) ?? []
    return "\u{1B}[\((["0"] + all).joined(separator: ";"))m"
  }

  /// Nil when an attribute has to be taken away, which begins with a reset.
  private static func codes(from old: Style, to new: Style) -> [String]? {
    var codes: [String] = []
    let attributes: [(KeyPath<Style, Bool>, String)] = [
      (\.bold, "1"), (\.dim, "2"), (\.italic, "3"), (\.underline, "4"), (\.reverse, "7"),
    ]
    for (path, code) in attributes where old[keyPath: path] != new[keyPath: path] {
      guard new[keyPath: path] else { return nil }
      codes.append(code)
    }
    if old.foreground != new.foreground { codes.append(code(new.foreground, isBackground: false)) }
    if old.background != new.background { codes.append(code(new.background, isBackground: true)) }
    return codes
  }

  private static func code(_ color: Color, isBackground: Bool) -> String {
    let offset = isBackground ? 10 : 0
    return switch color {
    case .default: "\(39 + offset)"
    case .ansi(let index) where index < 8: "\(30 + offset + Int(index))"
    case .ansi(let index): "\(90 + offset + Int(index & 7))"
    case .indexed(let index): "\(38 + offset);5;\(index)"
    case .rgb(let red, let green, let blue): "\(38 + offset);2;\(red);\(green);\(blue)"
    }
  }
}
