/// A report as blocks, before it becomes text or Markdown. Texts are as the records have them: a renderer makes them
/// harmless.
struct ReportPage {
  var title: String
  /// One sentence each.
  var status: [String]
  /// What fits one page.
  var summary: [Section]
  var details: [Section]

  var isEmpty: Bool { summary.isEmpty && details.isEmpty }

  struct Section {
    var title: String
    /// The finding in a sentence.
    var lead: Sentence?
    var blocks: [Block] = []

    init(_ title: String, lead: Sentence? = nil, _ blocks: [Block] = []) {
      (self.title, self.lead, self.blocks) = (title, lead, blocks)
    }
  }

  enum Block {
    case paragraph(Sentence)
    case list([Sentence])
    case table(Table)
    /// Lines that stay as they are.
    case verbatim([String])
    /// What a person may copy to a shell, one a line.
    case commands([String])
    /// Smaller than the rest: what a column or a word means.
    case note(String)
  }

  /// A text and the run that its numbers come from.
  struct Sentence {
    var text: String
    /// A tag; nil where there are no numbers.
    var run: String?

    init(_ text: String, run: String? = nil) { (self.text, self.run) = (text, run) }
  }

  struct Table {
    var columns: [Column]
    /// As many cells as columns.
    var rows: [[String]]
    /// The row to stress; nil: none.
    var stressed: Int?
    /// What its words and columns mean; below the table.
    var legend: [Meaning] = []

    init(_ columns: [Column], rows: [[String]], stressed: Int? = nil) {
      (self.columns, self.rows, self.stressed) = (columns, rows, stressed)
    }

    /// Of all words, and of the columns but some.
    func legendText(without titles: [String] = []) -> String {
      let used = legend.filter { meaning in meaning.column.map { !titles.contains($0) } ?? true }
      return used.isEmpty ? "" : used.map(\.text).joined(separator: "; ") + "."
    }

    /// Without the columns that say nothing.
    func withoutEmptyColumns() -> Table {
      let kept = columns.indices.filter { index in
        columns[index].isKept || rows.contains { !$0[index].isEmpty && $0[index] != "-" }
      }
      var table = Table(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } }, stressed: stressed)
      let titles = Set(table.columns.map(\.title))
      table.legend = legend.filter { meaning in meaning.column.map(titles.contains) ?? true }
      return table
    }
  }

  struct Meaning {
    /// The title of the column that it explains; nil: a word in the table.
    var column: String?
    var text: String
  }

  struct Column {
    var title: String
    var isNumeric: Bool
    /// When a line is too narrow, columns go in this order, the highest first; 0: never.
    var sacrifice: Int
    /// Stays also when it is empty.
    var isKept: Bool
    /// What it is called where it found no room.
    var name: String

    init(
      _ title: String, isNumeric: Bool = false, sacrifice: Int = 0, isKept: Bool = false, name: String? = nil
    ) {
      (self.title, self.isNumeric, self.sacrifice, self.isKept) = (title, isNumeric, sacrifice, isKept)
      self.name = name ?? title
    }
  }
}
