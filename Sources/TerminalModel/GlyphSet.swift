/// Which characters a terminal can show.
public enum GlyphSet: String, CaseIterable, Hashable, Sendable {
  /// All of Unicode: 2x4 dots a cell.
  case braille
  /// Block and box drawing elements, no braille: the Linux console.
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
    case .block: (2, 2)
    case .ascii: (1, 1)
    }
  }

  /// What stands for a character that this set cannot show, at the same width in columns.
  ///
  /// A frame is drawn with the set in mind; this catches the rest, such as a run's name.
  public func showable(_ character: Character) -> Character {
    guard self == .ascii, !character.isASCII else { return character }
    return Self.asciiStandIns[character] ?? "?"
  }

  private static let asciiStandIns: [Character: Character] = [
    "…": "~", "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "·": ".", "•": "*", "●": "*", "▶": ">", "◀": "<", "▲": "^",
    "▼": "v", "↑": "^", "↓": "v", "←": "<", "→": ">", "✔": "+", "✓": "+", "×": "x", "✗": "x", "✘": "x", "‖": "=",
    "■": "#", "◆": "*", "★": "*", "▸": ">", "▾": "v", "━": "=", "✱": "*", "◌": "o", "↻": "@", "±": "~", "–": "-",
    "—": "-", "−": "-", "█": "#", "░": ".", "▒": ":", "▓": "#", "’": "'", "‘": "'", "“": "\"", "”": "\"",
  ]
}
