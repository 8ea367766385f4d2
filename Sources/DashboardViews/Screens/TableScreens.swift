import DashboardLogic
import RunModel
import TerminalModel

/// What the model leans on.
enum FeaturesView: View {
  static func draw(_ model: FeaturesModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard let importance = model.importance else {
      let inner = PanelFrame.draw(title: "feature importance", in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred("no importance recorded; it comes at the end of a training", in: inner)
    }
    BarListView.draw(
      BarListModel(importance, title: "feature importance", offset: model.scroll), in: area, of: &buffer, glyphs: glyphs
    )
  }
}

/// Drift, one line a feature, and the rule by which it is judged.
enum DriftView: View {
  static func draw(_ model: DriftModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let inner = PanelFrame.inner(of: area).inset(columns: 1, rows: 0)
    let rule = StyledText(model.explanation, .textDim).wrapped(columns: max(1, inner.columns))
    let ruleRows = inner.rows >= 8 && model.report != nil ? min(rule.count, inner.rows / 3) : 0
    let tableArea = inner.above(ruleRows > 0 ? ruleRows + 1 : 0)
    let place = model.table.place(rows: tableArea.rows - 1)
    let summary = StyledText(model.summary.spans + (place.isEmpty ? [] : [TextSpan("  \(place)", .textDim)]))
    PanelFrame.draw(title: "drift", trailing: summary, in: area, of: &buffer, glyphs: glyphs)
    guard model.report != nil else {
      return buffer.writeCentred("no drift recorded; it needs a later sample to compare with", in: inner)
    }
    TableView.draw(model.table, in: tableArea, of: &buffer, glyphs: glyphs)
    for (index, line) in rule.prefix(ruleRows).enumerated() {
      buffer.write(line, column: 0, row: inner.rows - ruleRows + index, in: inner)
    }
  }
}

/// What waits for a decision, and below it what was decided.
enum DecisionsView: View {
  static func draw(_ model: DecisionsModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = DecisionsLayout(model, in: area)
    if let pending = model.pending { draw(pending, layout, of: &buffer, glyphs: glyphs) }
    guard !layout.list.isEmpty else { return }
    var table = model.table
    table.offset = layout.listOffset
    let place = table.place(rows: layout.list.rows - 3)
    let others = model.alsoWaiting.isEmpty ? "" : "also waiting: \(model.alsoWaiting.joined(separator: ", "))"
    let room = max(0, layout.list.columns / 2 - place.count)
    let trailing = [
      TextSpan(HarmlessText.truncate(others, columns: room), .statusWaiting),
      TextSpan(others.isEmpty || place.isEmpty ? place : "  \(place)", .textDim),
    ]
    let inner = PanelFrame.draw(
      title: "decisions about \(model.runName)", trailing: StyledText(trailing.filter { !$0.text.isEmpty }),
      in: layout.list, of: &buffer, glyphs: glyphs)
    TableView.draw(table, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
  }

  private static func draw(
    _ pending: DecisionsModel.Pending, _ layout: DecisionsLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    PanelFrame.draw(title: "● waits for your decision", isFocused: true, in: layout.panel, of: &buffer, glyphs: glyphs)
    for (row, index) in layout.visibleText.enumerated() {
      buffer.write(layout.text[index], column: 0, row: row, in: layout.content)
    }
    PanelFrame.drawPlace(layout.visibleText, of: layout.text.count, in: layout.panel, of: &buffer)
    KeyHintBar.draw(KeyHintBarModel(pending.keys), in: layout.keys, of: &buffer, glyphs: glyphs)
  }
}
