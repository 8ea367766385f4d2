public import StudyModel
internal import TerminalModel

extension StudyReport {
  /// How much of a report.
  public enum Part: Equatable, Sendable {
    case whole, firstPage
    /// One section of the examination.
    case topic(TopicReport.Topic)
  }

  /// The report for a terminal or a file, with the first page before the details. Each line has at most `width` columns
  /// (at least 60), but for those with a word of a command that has no room. Names and sentences of the records are made
  /// harmless; with `isASCII` what is not ASCII becomes `?`. Empty for a topic that the study has not examined.
  public func lines(width: Int, isASCII: Bool = false, part: Part = .whole) -> [ReportLine] {
    TextRenderer(page(of: part), layout: TextLayout(width: max(60, width), isASCII: isASCII)).lines
  }

  /// `lines` as one text, ending with a newline.
  public func text(width: Int, isASCII: Bool = false) -> String {
    lines(width: width, isASCII: isASCII).map { $0.text + "\n" }.joined()
  }
}

/// Writes a page as lines.
struct TextRenderer {
  private(set) var lines: [ReportLine] = []
  private let layout: TextLayout
  private static let indent = "  "

  init(_ page: ReportPage, layout: TextLayout) {
    self.layout = layout
    if page.isEmpty { return }
    add(page.title, .title)
    for sentence in page.status { add(sentence, .body) }
    for section in page.summary { add(section) }
    if page.details.isEmpty { return }
    lines.append(ReportLine(text: "", role: .body))
    add("Details", .title)
    for section in page.details { add(section) }
  }

  private mutating func add(_ section: ReportPage.Section) {
    lines.append(ReportLine(text: "", role: .body))
    add(section.title, .heading)
    if let lead = section.lead { add(text(of: lead), .body, indent: Self.indent) }
    for block in section.blocks { add(block) }
  }

  private mutating func add(_ block: ReportPage.Block) {
    switch block {
    case .paragraph(let sentence): add(text(of: sentence), .body, indent: Self.indent)
    case .list(let sentences):
      for sentence in sentences { add(text(of: sentence), .body, indent: Self.indent + "- ") }
    case .verbatim(let lines): addVerbatim(lines)
    case .commands(let lines): addCommands(lines)
    case .note(let text): if !text.isEmpty { add(text, .note, indent: Self.indent) }
    case .table(let table): add(table)
    }
  }

  /// A line that is too wide is cut.
  private mutating func addVerbatim(_ lines: [String]) {
    let width = layout.width - 2 * Self.indent.count
    self.lines.append(ReportLine(text: "", role: .body))
    for line in lines {
      let text = layout.harmless(HarmlessText.truncate(line, columns: width))
      self.lines.append(ReportLine(text: (Self.indent + Self.indent + text).trimmed, role: .body))
    }
    self.lines.append(ReportLine(text: "", role: .body))
  }

  /// One that is too wide goes on below a backslash, between its words.
  private mutating func addCommands(_ commands: [String]) {
    for command in commands {
      let wrapped = ShellText.wrap(layout.harmless(command), width: layout.width - 2 * Self.indent.count)
      lines += wrapped.map { ReportLine(text: Self.indent + Self.indent + $0, role: .body) }
    }
  }

  private mutating func add(_ table: ReportPage.Table) {
    var inner = layout
    inner.width -= Self.indent.count
    let laidOut = TableLayout(table, layout: inner)
    for line in laidOut.lines {
      let role: ReportLine.Role = line.row == nil ? .note : line.row == table.stressed ? .stressed : .body
      lines.append(ReportLine(text: (Self.indent + line.text).trimmed, role: role))
    }
    if !laidOut.sacrificed.isEmpty {
      add("No room for: \(laidOut.sacrificed.map(\.name).joined(separator: ", ")).", .note, indent: Self.indent)
    }
    let legend = table.legendText(without: laidOut.sacrificed.map(\.title))
    if !legend.isEmpty { add(legend, .note, indent: Self.indent) }
  }

  private mutating func add(_ text: String, _ role: ReportLine.Role, indent: String = "") {
    let hanging = String(repeating: " ", count: indent.count)
    let wrapped = TextLayout.wrap(layout.harmless(text), width: layout.width - indent.count)
    for (index, line) in wrapped.enumerated() {
      lines.append(ReportLine(text: ((index == 0 ? indent : hanging) + line).trimmed, role: role))
    }
  }

  private func text(of sentence: ReportPage.Sentence) -> String {
    sentence.run.map { "\(sentence.text) [\($0)]" } ?? sentence.text
  }
}
