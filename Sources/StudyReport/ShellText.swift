/// Commands for a shell.
enum ShellText {
  /// As a shell takes it for one word.
  static func word(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_-./@:+,".unicodeScalars.contains(scalar))
    }
    if isPlain, !text.isEmpty { return text }
    return "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }

  /// Lines that a shell reads as the one command: broken between its words, with a backslash before each break. A word
  /// wider than a line is cut.
  static func wrap(_ command: String, width: Int) -> [String] {
    if TextLayout.columns(command) <= width { return [command] }
    var lines: [String] = []
    var line = ""
    for word in pieces(command) {
      let longer = line.isEmpty ? word : "\(line) \(word)"
      if !line.isEmpty, TextLayout.columns(longer) > width - 2 {
        lines.append("\(line) \\")
        line = "  \(word)"
      } else {
        line = longer
      }
    }
    lines.append(line)
    return lines.flatMap { TextLayout.columns($0) <= width ? [$0] : TextLayout.wrap($0, width: width) }
  }

  /// An option and its value stay together.
  private static func pieces(_ command: String) -> [String] {
    words(command).reduce(into: []) { pieces, word in
      if let last = pieces.last, last.hasPrefix("--"), !last.contains(" "), !word.hasPrefix("-") {
        pieces[pieces.count - 1] = "\(last) \(word)"
      } else {
        pieces.append(word)
      }
    }
  }

  /// At spaces outside of quotes.
  private static func words(_ command: String) -> [String] {
    var words = [""]
    var isQuoted = false
    var isEscaped = false
    for character in command {
      if character == " ", !isQuoted, !isEscaped {
        words.append("")
        continue
      }
      if character == "'", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isQuoted && !isEscaped
      words[words.count - 1].append(character)
    }
    return words.filter { !$0.isEmpty }
  }
}
