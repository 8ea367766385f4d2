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
    let text = model.pendingText.flatMap { $0.wrapped(columns: max(1, area.columns - 4)) }
    let panelRows = model.pending == nil ? 0 : min(text.count + 4, max(0, area.rows - 4))
    if let pending = model.pending, panelRows >= 3 {
      let inner = PanelFrame.draw(
        title: "● waits for your decision", isFocused: true, in: area.topPart(panelRows), of: &buffer, glyphs: glyphs
      ).inset(columns: 1, rows: 0)
      for (index, line) in text.prefix(max(0, inner.rows - 2)).enumerated() {
        buffer.write(line, column: 0, row: index, in: inner)
      }
      KeyHintBar.draw(KeyHintBarModel(pending.keys), in: inner.bottomPart(1), of: &buffer, glyphs: glyphs)
    }
    let others = model.alsoWaiting.isEmpty ? "" : "also waiting: \(model.alsoWaiting.joined(separator: ", "))"
    let inner = PanelFrame.draw(
      title: "decisions about \(model.runName)", trailing: StyledText(others, .statusWaiting),
      in: area.below(panelRows),
      of: &buffer, glyphs: glyphs)
    TableView.draw(model.table, in: inner.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
  }
}
