internal import TerminalModel

/// Breaks texts and tables into lines of a width, counted in columns of a terminal.
struct TextLayout {
  /// At least 20.
  var width: Int
  /// Whether what is not ASCII becomes `?`.
  var isASCII: Bool

  func harmless(_ text: String) -> String {
    let text = HarmlessText.make(text)
    guard isASCII, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return String(text.map { $0.isASCII ? $0 : "?" })
  }

  /// What a line is not broken inside: words, and a number with the percent sign behind it.
  static func words(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: []) { words, word in
      if word.first == "%", let last = words.last {
        words[words.count - 1] = "\(last) \(word)"
      } else {
        words.append(String(word))
      }
    }
  }

  static func widestWord(_ text: String) -> Int { words(text).map(columns).max() ?? 0 }

  /// Breaks between words; a word wider than the line is cut. `text` is harmless already. Never empty.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      var word = word
      while true {
        let free = width - columns(line) - (line.isEmpty ? 0 : 1)
        if columns(word) <= free {
          line += (line.isEmpty ? "" : " ") + word
          break
        }
        if !line.isEmpty {
          lines.append(line)
          line = ""
          continue
        }
        let head = prefix(of: word, columns: width)
        lines.append(head)
        word.removeFirst(head.count)
      }
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  /// At least one character, so that cutting always gets on.
  private static func prefix(of word: String, columns limit: Int) -> String {
    var result = ""
    var used = 0
    for character in word {
      used += columns(String(character))
      if used > limit, !result.isEmpty { break }
      result.append(character)
    }
    return result
  }

  static func columns(_ text: String) -> Int { HarmlessText.columns(of: text) }

  static func padded(_ text: String, to width: Int, isRight: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - columns(text)))
    return isRight ? space + text : text + space
  }
}
