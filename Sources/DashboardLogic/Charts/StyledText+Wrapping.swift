import TerminalModel

extension StyledText {
  /// In rows of at most `columns` screen columns, broken at blanks where possible; at least one row. Rows behind the first
  /// are indented as the text says, else by its first span where that is blank; not where that takes half of the room.
  /// Linear in the text.
  public func wrapped(columns: Int) -> [StyledText] {
    guard columns > 0 else { return [self] }
    if self.columns <= columns { return [self] }
    var rows: [StyledText] = []
    var row: [TextSpan] = []
    var used = 0
    let lead = hangingIndent > 0 ? TextSpan(String(repeating: " ", count: hangingIndent)) : spans.first
    let indent = lead.flatMap { $0.text.allSatisfy { $0 == " " } && $0.text.count < columns / 2 ? $0 : nil }
    let room = columns - (indent?.text.count ?? 0)
    let flush = {
      rows.append(StyledText(row))
      (row, used) = (indent.map { [$0] } ?? [], indent?.text.count ?? 0)
    }
    for span in spans {
      for word in Self.words(of: HarmlessText.make(span.text), columns: room) {
        let width = HarmlessText.columns(of: word)
        if used + width > columns {
          flush()
          if word.allSatisfy({ $0 == " " }) { continue }
        }
        if row.last?.style == span.style {
          row[row.count - 1].text += word
        } else {
          row.append(TextSpan(word, span.style))
        }
        used += width
      }
    }
    if !(row.isEmpty || (!rows.isEmpty && row == indent.map { [$0] })) || rows.isEmpty { flush() }
    return rows
  }

  /// Words and the blanks between them, each in pieces that fit.
  private static func words(of text: String, columns: Int) -> [String] {
    var words: [String] = []
    var word = ""
    var used = 0
    for character in text {
      let width = HarmlessText.columns(of: String(character))
      // A long word is rather divided where it is joined.
      if used + width > columns, character != " ", let joint = word.lastIndex(where: { "-/_".contains($0) }),
        word.index(after: joint) < word.endIndex
      {
        words.append(String(word[...joint]))
        word = String(word[word.index(after: joint)...])
        used = HarmlessText.columns(of: word)
      }
      if !word.isEmpty, (character == " ") != (word.last == " ") || used + width > columns {
        words.append(word)
        (word, used) = ("", 0)
      }
      word.append(character)
      used += width
    }
    return word.isEmpty ? words : words + [word]
  }
}
