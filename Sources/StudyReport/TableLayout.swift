/// A table laid out for a width.
struct TableLayout {
  /// The head first; without one where each cell has a line of its own.
  private(set) var lines: [(text: String, row: Int?)] = []
  /// Those that found no room.
  private(set) var sacrificed: [ReportPage.Column] = []
  private let table: ReportPage.Table
  private let layout: TextLayout
  private let needs: [ColumnNeed]
  private var gap = 1

  init(_ table: ReportPage.Table, layout: TextLayout) {
    (self.table, self.layout) = (table, layout)
    needs = table.columns.indices.map { index in
      ColumnNeed(
        table.columns[index], cells: table.rows.map { layout.harmless($0[index]) },
        title: layout.harmless(table.columns[index].title), limit: layout.width)
    }
    var kept = Array(table.columns.indices)
    // Lines of one piece rather than a gap of two, a gap of two rather than a column less.
    let full = total(needs.map(\.full), gap: 1)
    let needed = full <= layout.width ? full : total(needs.map(\.comfortable), gap: 1)
    gap = needed + needs.count - 1 <= layout.width ? 2 : 1
    while total(kept.map { needs[$0].comfortable }, gap: gap) > layout.width,
      let victim = kept.filter({ table.columns[$0].sacrifice > 0 })
        .max(by: { table.columns[$0].sacrifice < table.columns[$1].sacrifice })
    {
      kept.removeAll { $0 == victim }
      sacrificed.append(table.columns[victim])
    }
    if total(kept.map { needs[$0].least }, gap: gap) > layout.width {
      addStacked(kept)
    } else {
      addRows(kept)
    }
  }

  private func total(_ widths: [Int], gap: Int) -> Int { widths.reduce(0, +) + gap * (widths.count - 1) }

  private mutating func addRows(_ kept: [Int]) {
    var widths = kept.map { needs[$0].full }
    narrow(&widths, to: kept.map { needs[$0].comfortable })
    narrow(&widths, to: kept.map { needs[$0].least })
    let columns = kept.map { table.columns[$0] }
    add(columns.map { layout.harmless($0.title) }, columns, widths, row: nil)
    for (index, row) in table.rows.enumerated() {
      add(kept.map { layout.harmless(row[$0]) }, columns, widths, row: index)
    }
  }

  /// Takes what is missing from the widest, again and again.
  private func narrow(_ widths: inout [Int], to floors: [Int]) {
    while total(widths, gap: gap) > layout.width,
      let widest = widths.indices.filter({ widths[$0] > floors[$0] }).max(by: { widths[$0] < widths[$1] })
    {
      widths[widest] -= 1
    }
  }

  /// One row, as many lines as its tallest cell.
  private mutating func add(_ cells: [String], _ columns: [ReportPage.Column], _ widths: [Int], row: Int?) {
    let wrapped = zip(cells, widths).map { TextLayout.wrap($0, width: max(1, $1)) }
    let between = String(repeating: " ", count: gap)
    for height in 0..<(wrapped.map(\.count).max() ?? 0) {
      let parts = wrapped.indices.map { index in
        TextLayout.padded(
          height < wrapped[index].count ? wrapped[index][height] : "", to: widths[index],
          isRight: columns[index].isNumeric)
      }
      lines.append((parts.joined(separator: between).trimmed, row))
    }
  }

  /// Where columns would cut words: a row's first cell, and the others below it with their titles.
  private mutating func addStacked(_ kept: [Int]) {
    for (index, row) in table.rows.enumerated() {
      for (place, column) in kept.enumerated() where place == 0 || !row[column].isEmpty {
        let title = layout.harmless(table.columns[column].title)
        let text = (place == 0 || title.isEmpty ? "" : "\(title): ") + layout.harmless(row[column])
        let indent = place == 0 ? "" : "  "
        lines += TextLayout.wrap(text, width: layout.width - indent.count).map { (indent + $0, index) }
      }
    }
  }
}

/// How wide one column may be.
private struct ColumnNeed {
  /// Of its widest cell or title.
  var full: Int
  /// Numbers in full below a title of several lines; texts in lines that one can read.
  var comfortable: Int
  /// Of its widest word.
  var least: Int

  private static let comfortableText = 24

  init(_ column: ReportPage.Column, cells: [String], title: String, limit: Int) {
    let widest = cells.map(TextLayout.columns).max() ?? 0
    let titleWord = TextLayout.widestWord(title)
    full = min(limit, max(widest, TextLayout.columns(title)))
    least = max(titleWord, cells.map(TextLayout.widestWord).max() ?? 0)
    comfortable =
      column.isNumeric ? min(full, max(widest, titleWord)) : min(full, max(least, Self.comfortableText))
    least = min(least, comfortable)
  }
}
