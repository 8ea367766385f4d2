/// Frames as an asciicast: a recording that `asciinema play` and web players show. It depends on no terminal's entry.
///
/// Source: "asciicast v2", docs.asciinema.org. Each function returns whole lines, with their line ends.
public struct Asciicast: Sendable {
  private var renderer: AnsiRenderer
  private var styles: [Style]
  private var shown: CellBuffer?
  /// Whether the rows shown have another theme's colours.
  private var isStale = false

  public init(theme: Theme, glyphs: GlyphSet = .braille) {
    renderer = AnsiRenderer(theme: theme, depth: .trueColor, glyphs: glyphs)
    styles = renderer.resolvedStyles
  }

  /// The theme from the next frame on, which then has all its rows.
  public mutating func use(_ theme: Theme) {
    if theme == renderer.theme { return }
    renderer.theme = theme
    styles = renderer.resolvedStyles
    isStale = shown != nil
  }

  /// The first line.
  /// - Parameter timestamp: seconds since 1970; left out when nil.
  public static func header(size: Size, title: String, timestamp: Int? = nil) -> String {
    let time = timestamp.map { "\"timestamp\":\($0)," } ?? ""
    return "{\"version\":2,\"width\":\(size.columns),\"height\":\(size.rows),\(time)"
      + "\"title\":\(JSONString.quoted(HarmlessText.make(title))),\"env\":{\"TERM\":\"xterm-256color\"}}\n"
  }

  /// A frame, as what differs from the one before it; empty when nothing does.
  /// - Parameter seconds: since the beginning; never less than before.
  public mutating func frame(_ buffer: CellBuffer, at seconds: Double) -> String {
    let before = shown
    guard isStale || buffer != before else { return "" }
    shown = buffer
    var lines = ""
    var text = ""
    let isSameSize = before?.size == buffer.size
    defer { isStale = false }
    if !isSameSize {
      if before != nil { lines += Self.event(seconds, "r", buffer.size.description) }
      text = before == nil ? "\u{1B}[?25l\u{1B}[2J" : "\u{1B}[2J"
    }
    for row in 0..<buffer.size.rows {
      if isSameSize, !isStale, let before, before.row(row) == buffer.row(row) { continue }
      // Behind a row that fills the width, most terminals would erase its last cell.
      let erasing = isSameSize ? "\u{1B}[K" : ""
      text += "\u{1B}[\(row + 1);1H\(erasing)\(renderer.line(buffer.row(row), styles: styles))"
    }
    return lines + Self.event(seconds, "o", text)
  }

  /// `[1.234567,"o","text"]`.
  private static func event(_ seconds: Double, _ kind: String, _ data: String) -> String {
    let microseconds = Int(max(0, min(seconds, 1e9)) * 1e6 + 0.5)
    let fraction = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
    return "[\(microseconds / 1_000_000).\(fraction),\"\(kind)\",\(JSONString.quoted(data))]\n"
  }
}

/// Text as JSON writes it, in quotes.
enum JSONString {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
