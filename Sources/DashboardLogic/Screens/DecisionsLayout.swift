public import TerminalModel

/// Where the parts of the decisions screen stand, and which of their lines are on view. Drawing and the keys that scroll
/// both ask it, so they agree.
///
/// What waits is scrolled to its end first, then the list of decisions below it. On a low screen what waits has it all.
public struct DecisionsLayout: Equatable, Sendable {
  /// The box of what waits; empty where nothing does.
  public let panel: Rect
  /// The part of it that holds text, and the line of its keys; that is empty where the box is very low.
  public let content: Rect
  public let keys: Rect
  /// What waits, in rows of that width, and the rows on view.
  public let text: [StyledText]
  public let visibleText: Range<Int>
  /// The box of the decisions; empty on a low screen where something waits.
  public let list: Rect
  /// The first decision wanted at its top.
  public let listOffset: Int
  /// The largest useful `DecisionsModel.scroll`.
  public let maximumOffset: Int

  private static let lowScreen = 10

  public init(_ model: DecisionsModel, in area: Rect) {
    let text = model.pendingText.flatMap { $0.wrapped(columns: max(1, area.columns - 4)) }
    let rows = Self.panelRows(text: text.count, decisions: model.rows.count, waits: model.pending != nil, in: area)
    panel = area.topPart(rows)
    list = area.below(rows)
    let inner = panel.columns >= 4 && panel.rows >= 3 ? panel.inset(by: 1).inset(columns: 1, rows: 0) : panel
    let keyRows = inner.rows >= 3 ? 1 : 0
    keys = inner.bottomPart(keyRows)
    // A blank row above the keys, where all of the text is on view.
    content = inner.topPart(inner.rows - keyRows - (keyRows > 0 && text.count < inner.rows - keyRows ? 1 : 0))
    let textEnd = max(0, text.count - content.rows)
    let start = min(max(model.scroll, 0), textEnd)
    let listEnd = list.isEmpty ? 0 : max(0, model.rows.count - max(0, list.rows - 3))
    self.text = text
    visibleText = start..<min(start + content.rows, text.count)
    listOffset = max(0, model.scroll - start)
    maximumOffset = textEnd + listEnd
  }

  /// Rows that a page key moves by: never over one that was not on view, and never from the text into the list at once.
  func pageRows(isDown: Bool) -> Int {
    let below = text.count - visibleText.upperBound
    let listPage = max(1, list.rows - 4)
    if isDown { return below > 0 ? min(max(1, visibleText.count - 1), below) : listPage }
    return listOffset > 0 ? min(listPage, listOffset) : max(1, visibleText.count - 1)
  }

  /// The decisions keep what they need, up to a third.
  private static func panelRows(text: Int, decisions: Int, waits: Bool, in area: Rect) -> Int {
    guard waits else { return 0 }
    guard area.rows >= lowScreen else { return area.rows }
    let list = min(max(decisions, 1) + 3, max(4, area.rows / 3))
    return min(text + 4, area.rows - list)
  }
}
