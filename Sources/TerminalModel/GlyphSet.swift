/// Which characters a terminal can show.
public enum GlyphSet: String, CaseIterable, Hashable, Sendable {
  /// All of Unicode: 2x4 dots a cell.
  case braille
  /// What the fonts of the Linux console have: halves, shades and light boxes.
  case block
  /// 7-bit ASCII alone.
  case ascii
}

/// The characters of a frame.
public struct BoxLines: Hashable, Sendable {
  public var horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Character
}

extension GlyphSet {
  public var boxLines: BoxLines {
    switch self {
    case .braille:
      BoxLines(
        horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯")
    case .block:
      BoxLines(
        horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘")
    case .ascii:
      BoxLines(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+")
    }
  }

  /// How many dots of a curve one cell shows.
  public var dotsPerCell: (columns: Int, rows: Int) {
    switch self {
    case .braille: (2, 4)
    case .block: (1, 2)
    case .ascii: (1, 1)
    }
  }
}
