import DashboardLogic
import TerminalModel

/// The list of runs, as wide as the screen.
enum RunsView: View {
  static func draw(_ model: RunsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard model.rowCount > 0 else { return EmptyView.draw(model.emptyText, in: area, of: &buffer, glyphs: glyphs) }
    let table = model.table
    guard DashboardLayout.hasFrame(area) else {
      return TableView.draw(table, in: area.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
    }
    let content = area.inset(by: 1).inset(columns: 1, rows: 0)
    let page = TableView.page(of: table, in: content)
    PanelFrame.draw(
      title: model.title, trailing: model.summary(of: page, table, rows: content.rows - 1), in: area, of: &buffer,
      glyphs: glyphs)
    TableView.draw(table, page, in: content, of: &buffer, glyphs: glyphs)
  }
}

/// The list of runs beside another screen.
enum RunsSidebarView: View {
  static func draw(_ model: RunsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let place = model.sidebarTable.place(rows: area.rows - 3)
    let inner = PanelFrame.draw(
      title: "runs", trailing: StyledText(place.isEmpty ? "\(model.rowCount)" : place, .textDim), in: area,
      of: &buffer, glyphs: glyphs)
    TableView.draw(model.sidebarTable, in: inner, of: &buffer, glyphs: glyphs)
  }
}

/// What is known about the selected run, below the list beside another screen.
enum RunFactsView: View {
  static func draw(_ model: RunFactsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let inner = PanelFrame.draw(title: "about this run", in: area, of: &buffer, glyphs: glyphs)
    let content = inner.inset(columns: 1, rows: 0)
    let facts = model.table(columns: content.columns, rows: content.rows)
    TableView.draw(facts, in: content, of: &buffer, glyphs: glyphs)
    let rest = content.below(facts.rowCount + 1)
    guard let metrics = model.metricTable(columns: rest.columns, rows: rest.rows) else { return }
    TableView.draw(metrics, in: rest, of: &buffer, glyphs: glyphs)
  }
}

/// Lines in the middle of an area: what is said where there is nothing to show.
enum EmptyView: View {
  static func draw(_ model: [String], in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let margin = area.columns >= 40 ? area.inset(columns: 2, rows: 0) : area
    let lines = model.enumerated().flatMap { index, line in
      text(line, isFirst: index == 0).wrapped(columns: max(1, margin.columns))
    }
    let left = max(0, (margin.columns - (lines.map(\.columns).max() ?? 0)) / 2)
    let top = max(0, (margin.rows - lines.count) / 3)
    for (row, line) in lines.enumerated() { buffer.write(line, column: left, row: top + row, in: margin) }
  }

  /// A command, and what it is for behind two blanks.
  private static func text(_ line: String, isFirst: Bool) -> StyledText {
    guard line.hasPrefix("pitwall ") else { return StyledText(line, isFirst ? .textStrong : .textDim) }
    let letters = Array(line)
    let gap = letters.indices.first { $0 > 0 && letters[$0] == " " && letters[$0 - 1] == " " } ?? letters.count
    return [
      TextSpan(String(letters[..<gap]), .accent), TextSpan(String(letters[gap...]), .textDim),
    ]
  }
}
