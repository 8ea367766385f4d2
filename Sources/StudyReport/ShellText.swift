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

  /// Lines that a shell reads as the one command: broken between its words, with a backslash before each break. A line
  /// of one word that is wider than `width` stays so: cut, it would be another command.
  static func wrap(_ command: String, width: Int) -> [String] {
    if TextLayout.columns(command) <= width { return [command] }
    var lines: [String] = []
    var line = ""
    for word in pieces(command, columns: width - 4) {
      let longer = line.isEmpty ? word : "\(line) \(word)"
      if !line.isEmpty, TextLayout.columns(longer) > width - 2 {
        lines.append("\(line) \\")
        line = "  \(word)"
      } else {
        line = longer
      }
    }
    lines.append(line)
    return lines
  }

  /// An option and its value stay together where they have room.
  private static func pieces(_ command: String, columns: Int) -> [String] {
    words(command).reduce(into: []) { pieces, word in
      if let last = pieces.last, last.hasPrefix("--"), !last.contains(" "), !word.hasPrefix("-"),
        TextLayout.columns("\(last) \(word)") <= columns
      {
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
