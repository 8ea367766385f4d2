public import DashboardLogic
public import TerminalModel

/// A curve in the area's first row.
public enum SparklineView: View {
  public static func draw(_ model: SparklineModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let ramp: [Character] = glyphs == .ascii ? Array("__.--~^") : Array("▁▂▃▄▅▆▇")
    for (column, level) in model.levels(columns: area.columns).enumerated() {
      switch level {
      case .empty: continue
      case .height(let height): buffer.plot(ramp[height], column: column, row: 0, model.style, in: area)
      case .notFinite: buffer.plot(glyphs == .ascii ? "x" : "×", column: column, row: 0, .warning, in: area)
      }
    }
  }
}
