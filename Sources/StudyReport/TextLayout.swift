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

  /// Breaks between words; a word wider than the line is cut. `text` is harmless already. Never empty.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = String(word)
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

/// A table laid out for a width.
struct TableLayout {
  /// The head first.
  private(set) var lines: [(text: String, row: Int?)] = []
  /// Titles of the columns that found no room.
  private(set) var sacrificed: [String] = []
  private var gap = ""

  /// Between columns: the first that lets all columns stay, else the last.
  private static let gaps = [2, 1]
  private static let narrowest = 8

  init(_ table: ReportPage.Table, layout: TextLayout) {
    var kept = Array(table.columns.indices)
    func widths(_ columns: [Int]) -> [Int] {
      columns.map { index in
        ([table.columns[index].title] + table.rows.map { $0[index] })
          .map { TextLayout.columns(layout.harmless($0)) }.max() ?? 0
      }
    }
    func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap.count * (widths.count - 1) }
    for width in Self.gaps {
      gap = String(repeating: " ", count: width)
      if total(widths(kept)) <= layout.width { break }
    }
    while total(widths(kept)) > layout.width,
      let victim = kept.filter({ table.columns[$0].sacrifice > 0 })
        .max(by: { table.columns[$0].sacrifice < table.columns[$1].sacrifice })
    {
      kept.removeAll { $0 == victim }
      sacrificed.append(table.columns[victim].title)
    }
    var final = widths(kept)
    while total(final) > layout.width, let widest = final.indices.max(by: { final[$0] < final[$1] }),
      final[widest] > Self.narrowest
    {
      // Down to the second widest at most, so that the widest columns share what is missing.
      let next = final.filter { $0 < final[widest] }.max() ?? Self.narrowest
      let excess = total(final) - layout.width
      final[widest] = max(Self.narrowest, max(next, final[widest] - excess))
    }
    let columns = kept.map { table.columns[$0] }
    add(columns.map { layout.harmless($0.title) }, columns, final, row: nil)
    for (index, row) in table.rows.enumerated() {
      add(kept.map { layout.harmless(row[$0]) }, columns, final, row: index)
    }
  }

  /// One row, as many lines as its tallest cell.
  private mutating func add(_ cells: [String], _ columns: [ReportPage.Column], _ widths: [Int], row: Int?) {
    let wrapped = zip(cells, widths).map { TextLayout.wrap($0, width: max(1, $1)) }
    for height in 0..<(wrapped.map(\.count).max() ?? 0) {
      let parts = wrapped.indices.map { index in
        TextLayout.padded(
          height < wrapped[index].count ? wrapped[index][height] : "", to: widths[index],
          isRight: columns[index].isNumeric)
      }
      lines.append((parts.joined(separator: gap).trimmed, row))
    }
  }
}
