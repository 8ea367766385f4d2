public import TerminalModel

/// Where list and detail stand. Drawing, moving and the mouse all ask it, so they agree.
public struct DriftLayout: Equatable, Sendable {
  /// With its frame; empty where the selected feature has the screen alone.
  public let list: Rect
  /// The table inside, with its headings.
  public let table: Rect
  /// Lines of the rule below the table; empty where there is no room.
  public let rule: Rect
  /// With its frame: how the values lie.
  public let distribution: Rect
  /// With its frame: how the value went over time.
  public let history: Rect

  public init(_ model: DriftModel, in area: Rect) {
    let selected = model.selected
    let hasHistory = selected.flatMap { model.history(of: $0) } != nil
    let hasDetail = selected != nil && (model.isDetailOpen || area.rows >= 24)
    let wanted = model.isDetailOpen ? area.rows : max(12, area.rows * 3 / 10, area.rows - model.rows.count - 8)
    let detail = area.bottomPart(hasDetail ? wanted : 0)
    list = area.above(detail.rows)
    let inner = list.columns >= 4 && list.rows >= 3 ? list.inset(by: 1).inset(columns: 1, rows: 0) : list
    let lines = StyledText(model.explanation).wrapped(columns: max(1, inner.columns)).count
    let ruleRows = inner.rows >= 8 && model.report != nil ? min(lines, inner.rows / 4) : 0
    table = inner.above(ruleRows > 0 ? ruleRows + 1 : 0)
    rule = inner.bottomPart(ruleRows)
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
