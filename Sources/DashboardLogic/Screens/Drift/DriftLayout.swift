public import TerminalModel

/// Where list and detail stand. Drawing, moving and the mouse all ask it, so they agree.
public struct DriftLayout: Equatable, Sendable {
  /// With its frame; empty where the selected feature has the screen alone.
  public let list: Rect
  /// The table inside, with its headings.
  public let table: Rect
  /// Lines of the rule below the table, or below an open feature; empty where there is no room.
  public let rule: Rect
  /// With its frame: how the values lie.
  public let distribution: Rect
  /// With its frame: how the value went over time.
  public let history: Rect

  public init(_ model: DriftModel, in area: Rect) {
    let hasHistory = model.selected.flatMap { model.history(of: $0) } != nil
    let hasDetail = model.selected != nil && (model.isDetailOpen || area.rows >= 16)
    let least = area.rows >= 24 ? 12 : 9
    let margin = area.inset(columns: 2, rows: 0)
    let lines = StyledText(model.explanation).wrapped(columns: max(1, margin.columns)).count
    let ruleLines = model.report == nil ? 0 : (area.rows >= 28 ? lines : 1) + 1
    let wanted = max(least, area.rows * 3 / 10, area.rows - model.rows.count - 3 - ruleLines)
    // Beside an open feature the rule is read in full; where rows are few its beginning is enough.
    let closing = model.isDetailOpen && area.rows >= 16 ? min(lines, area.rows / 4) : 0
    let detail = area.bottomPart(hasDetail ? model.isDetailOpen ? area.rows : wanted : 0).above(closing)
    list = area.above(detail.rows + closing)
    let inner = list.columns >= 4 && list.rows >= 3 ? list.inset(by: 1).inset(columns: 1, rows: 0) : list
    let few = area.rows >= 28 ? min(lines, inner.rows / 4) : 1
    let ruleRows = inner.rows >= 8 && model.report != nil ? few : 0
    table = inner.above(ruleRows > 0 ? ruleRows + 1 : 0)
    rule = closing > 0 ? margin.bottomPart(closing) : inner.bottomPart(ruleRows)
    guard hasHistory else {
      (distribution, history) = (detail, detail.topPart(0))
      return
    }
    let parts =
      detail.columns >= 80
      ? detail.split(.horizontal, [.share(3), .share(2)]) : detail.split(.vertical, [.share(3), .share(2)])
    (distribution, history) =
      detail.rows >= 12 || detail.columns >= 80
      ? (parts[0], parts[1]) : (detail, detail.topPart(0))
  }

  /// Features that the list shows at once.
  var listRows: Int { max(table.rows - 1, 1) }

  /// The index of the feature in a row of the screen; nil elsewhere.
  func index(atRow row: Int, of model: DriftModel) -> Int? {
    let line = row - table.row - 1
    let shown = model.table.visible(rows: listRows)
    return (0..<shown.count).contains(line) ? shown.lowerBound + line : nil
  }
}
