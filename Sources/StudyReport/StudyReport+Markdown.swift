internal import TerminalModel

extension StudyReport {
  /// The report as Markdown, with the first page before the details. Names and sentences of the records are made
  /// harmless and escaped, so that they cannot become markup.
  /// Empty for a topic that the study has not examined.
  public func markdown(_ part: Part = .whole) -> String {
    let page = page(of: part)
    if page.isEmpty { return "" }
    var text = "# \(MarkdownText.escaped(page.title))\n\n"
    text += page.status.map { MarkdownText.escaped($0) }.joined(separator: "  \n") + "\n"
    for section in page.summary { text += MarkdownText.section(section, level: 2) }
    if !page.details.isEmpty { text += "\n## Details\n" }
    for section in page.details { text += MarkdownText.section(section, level: 3) }
    return text
  }
}

/// Writes blocks as Markdown.
private enum MarkdownText {
  static func section(_ section: ReportPage.Section, level: Int) -> String {
    var text = "\n\(String(repeating: "#", count: level)) \(escaped(section.title))\n"
    if let lead = section.lead { text += "\n\(sentence(lead))\n" }
    for block in section.blocks { text += self.block(block) }
    return text
  }

  private static func block(_ block: ReportPage.Block) -> String {
    switch block {
    case .paragraph(let text): "\n\(sentence(text))\n"
    case .list(let sentences): "\n" + sentences.map { "- \(sentence($0))\n" }.joined()
    case .verbatim(let lines): "\n```text\n" + lines.map { "\(verbatim($0))\n" }.joined() + "```\n"
    case .commands(let lines): "\n```sh\n" + lines.map { "\(verbatim($0))\n" }.joined() + "```\n"
    case .note(let text): text.isEmpty ? "" : "\n_\(escaped(text))_\n"
    case .table(let table): "\n" + self.table(table) + self.block(.note(table.legendText()))
    }
  }

  /// Harmless, and unable to end its block.
  private static func verbatim(_ line: String) -> String {
    String(HarmlessText.make(line).map { $0 == "`" ? "'" : $0 })
  }

  private static func table(_ table: ReportPage.Table) -> String {
    func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    let rows = table.rows.enumerated().map { index, cells in
      row(cells.map { index == table.stressed ? "**\(escaped($0))**" : escaped($0) })
    }
    return row(table.columns.map { escaped($0.title) }) + row(table.columns.map { $0.isNumeric ? "--:" : "---" })
      + rows.joined()
  }

  private static func sentence(_ sentence: ReportPage.Sentence) -> String {
    sentence.run.map { "\(escaped(sentence.text)) (\(escaped($0)))" } ?? escaped(sentence.text)
  }

  /// `_` inside a word is no markup in CommonMark and stays, so that names of columns stay readable.
  static func escaped(_ text: String) -> String {
    var result = ""
    var previous: Character = " "
    for character in HarmlessText.make(text) {
      let isMarkup =
        "\\|<>*`[]#~".contains(character) || (character == "_" && !(previous.isLetter || previous.isNumber))
      if isMarkup { result.append("\\") }
      result.append(character)
      previous = character
    }
    return result
  }
}
