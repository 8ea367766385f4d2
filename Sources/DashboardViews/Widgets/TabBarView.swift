public import DashboardLogic
public import TerminalModel

/// Name, subject and pages in one row. When the room is short the subject goes first, then all titles but the open
/// page's.
public enum TabBarView: View {
  public static func draw(_ model: TabBarModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    buffer.write(text(model, columns: area.columns), column: 0, row: 0, in: area)
  }

  private static func text(_ model: TabBarModel, columns: Int) -> StyledText {
    let tabs = StyledText(tabs(model, isShort: false))
    let name = [TextSpan(model.name, .accent)]
    let full = StyledText(name + [TextSpan("   ")] + tabs.spans)
    let room = columns - full.columns - 2
    if !model.subject.isEmpty, room >= 8 {
      let subject = HarmlessText.truncate(model.subject, columns: room, mode: .middle)
      return StyledText(name + [TextSpan("  "), TextSpan(subject, .textDim), TextSpan("   ")] + tabs.spans)
    }
    if full.columns <= columns { return full }
    if tabs.columns <= columns { return tabs }
    return StyledText(Self.tabs(model, isShort: true))
  }

  private static func tabs(_ model: TabBarModel, isShort: Bool) -> [TextSpan] {
    let parts = model.tabs.enumerated().map { index, tab -> [TextSpan] in
      if index == model.selection { return [TextSpan(" \(tab.key) \(tab.title) ", .tabActive)] }
      return [TextSpan(isShort ? tab.key : " \(tab.key) \(tab.title) ", .tab)]
    }
    return Array(parts.joined(separator: [TextSpan(isShort ? " " : "")]))
  }
}
