extension GlyphSet {
  /// What stands for a character that this set cannot show, at the same width in columns.
  ///
  /// Views write what they mean and branch only where a poorer set needs another form, such as a raster or a ramp.
  public func showable(_ character: Character) -> Character {
    if character.isASCII { return character }
    switch self {
    case .braille: return character
    case .block: return Self.consoleStandIns[character] ?? character
    case .ascii: return Self.asciiStandIns[character] ?? "?"
    }
  }

  /// Fonts of the Linux console hold 256 or 512 characters: those of code page 437 or of Latin alphabets, with light
  /// boxes, halves and shades. Letters stay as they are; the font may have them.
  private static let consoleStandIns: [Character: Character] = [
    "…": "~", "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘", "┊": "│", "┆": "│", "╎": "│", "┃": "█", "┄": "─", "╌": "─",
    "━": "─", "●": "•", "◇": "o", "◌": "o", "○": "o", "★": "*", "✱": "*", "▸": ">", "▾": "v", "✔": "+", "✓": "+",
    "✗": "x",
    "✘": "x", "×": "x", "↻": "@", "‖": "=", "Δ": "d", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": "\"",
    "”": "\"", "▁": "_", "▂": "_", "▃": "▄", "▅": "▄", "▆": "█", "▇": "█", "▏": "▌", "▎": "▌", "▍": "▌", "▋": "▌",
    "▊": "█", "▉": "█",
  ]

  private static let asciiStandIns: [Character: Character] = [
    "…": "~", "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "┊": ":", "┆": ":", "╎": ":", "┄": "-", "╌": ".", "━": "=",
    "┃": "#", "·": ".", "•": "*", "●": "*", "◇": "u", "◆": "*", "◌": "o", "○": "o", "■": "#", "★": "*", "✱": "*",
    "▶": ">",
    "◀": "<", "▲": "^", "▼": "v", "▸": ">", "▾": "v", "↑": "^", "↓": "v", "←": "<", "→": ">", "✔": "+", "✓": "+",
    "×": "x", "✗": "x", "✘": "x", "‖": "=", "↻": "@", "±": "~", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'",
    "“": "\"", "”": "\"", "°": "'", "µ": "u", "Δ": "d", "█": "#", "▌": "#", "▐": "#", "▀": "#", "▄": "#", "░": ".",
    "▒": ":", "▓": "#", "▁": "_", "▂": "_", "▃": "_", "▅": "#", "▆": "#", "▇": "#", "▏": "|", "▎": "|", "▍": "#",
    "▋": "#", "▊": "#", "▉": "#",
  ]
}
