public import TerminalModel

/// Where the parts of the decisions screen stand: the list takes what it needs, at most two fifths; below it the line that
/// is selected.
public struct DecisionsLayout: Equatable, Sendable {
  public let list: Rect
  /// Empty on a very low screen.
  public let detail: Rect

  init(count: Int, in area: Rect) {
    let rows = area.rows < 12 ? area.rows / 2 : min(max(count, 1) + 3, max(6, area.rows * 2 / 5))
    list = area.rows < 6 ? area : area.topPart(rows)
    detail = area.below(list.rows)
  }

  /// Lines that the list shows at once.
  public var page: Int { max(1, list.rows - (DashboardLayout.hasFrame(list) ? 3 : 1)) }
}
