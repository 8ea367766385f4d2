public import DashboardLogic
public import TerminalModel

/// Keys and what they do, in one row.
public enum KeyHintBar: View {
  public static func draw(_ model: KeyHintBarModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    buffer.write(text(fitting(model.hints, columns: area.columns)), column: 0, row: 0, in: area)
  }

  static func text(_ hints: [KeyHint]) -> StyledText {
    let parts = hints.map { hint -> [TextSpan] in
      [
        TextSpan(hint.key, hint.isEnabled ? .key : .textDim),
        TextSpan(hint.label.isEmpty ? "" : " " + hint.label, hint.isEnabled ? .keyLabel : .textDim),
      ]
    }
    return StyledText(Array(parts.joined(separator: [TextSpan("  ")])))
  }

  /// Without the least important hints that do not fit; of equals the last goes first.
  static func fitting(_ hints: [KeyHint], columns: Int) -> [KeyHint] {
    var kept = hints
    while kept.count > 1, text(kept).columns > columns {
      guard let least = kept.map(\.priority).max(), let at = kept.lastIndex(where: { $0.priority == least }) else {
        break
      }
      kept.remove(at: at)
    }
    return kept
  }
}
