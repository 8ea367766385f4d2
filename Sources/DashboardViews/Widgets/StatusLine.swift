public import DashboardLogic
public import TerminalModel

/// What matters at the left, what is good to know at the right.
public enum StatusLine: View {
  public static func draw(_ model: StatusLineModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let first = min(model.leading.first?.columns ?? 0, max(area.columns / 3, area.columns - 2 - columns(of: model.end)))
    let words = HarmlessText.truncate(model.end, columns: max(0, area.columns - first - 2), mode: .middle)
    let used = HarmlessText.columns(of: words)
    buffer.write(words, column: area.columns - used, row: 0, .textDim, in: area)
    drawRest(model, in: used == 0 ? area : area.leftOf(used + 2), of: &buffer)
  }

  private static func columns(of text: String) -> Int { HarmlessText.columns(of: HarmlessText.make(text)) }

  private static func drawRest(_ model: StatusLineModel, in area: Rect, of buffer: inout CellBuffer) {
    var end = 0
    for part in model.fitting(columns: area.columns) {
      let start = end == 0 ? 0 : end + StatusLineModel.gap
      end = start + buffer.write(part, column: start, row: 0, in: area)
    }
    let columns = model.trailing.columns
    guard columns > 0, end + (end == 0 ? 0 : 2) + columns <= area.columns else { return }
    buffer.write(model.trailing, column: area.columns - columns, row: 0, in: area)
  }
}
