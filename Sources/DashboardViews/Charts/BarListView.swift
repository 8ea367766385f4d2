public import DashboardLogic
public import TerminalModel

/// Bars, one a row: name, bar, value, deviation.
public enum BarListView: View {
  public static func draw(_ model: BarListModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let rows = model.visible(rows: PanelFrame.inner(of: area).rows)
    let inner = PanelFrame.draw(
      title: model.title, trailing: trailing(model, rows), isFocused: model.isFocused, in: area, of: &buffer,
      glyphs: glyphs)
    guard !model.items.isEmpty else { return buffer.writeCentred(model.emptyText, in: inner) }
    draw(Array(model.items[rows]), range: model.range, in: PanelFrame.content(of: inner), of: &buffer, glyphs: glyphs)
  }

  private static func trailing(_ model: BarListModel, _ rows: Range<Int>) -> StyledText {
    StyledText(
      [rows.place(of: model.items.count), model.measure].filter { !$0.isEmpty }.joined(separator: "  "), .textDim)
  }

  private static func draw(
    _ items: [BarListModel.Item], range: ClosedRange<Double>, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    // The whole list's extremes take part, so that scrolling does not change the decimals.
    let ends = [range.lowerBound, range.upperBound]
    let values = Array(NumberFormat.aligned(ends + items.map(\.value)).dropFirst(2))
    let deviations = zip(items, NumberFormat.aligned(ends + items.map { $0.deviation ?? .nan }).dropFirst(2))
      .map { item, text in item.deviation == nil ? "" : "±" + text }
    let widths = Widths(items.map(\.name), values, deviations, room: area.columns)
    for (row, item) in items.enumerated() {
      let name = HarmlessText.truncate(item.name, columns: widths.name, mode: .middle)
      buffer.write(name, column: 0, row: row, in: area, columns: widths.name)
      if widths.bar > 0 {
        Bar.draw(
          item.value, range: range, in: area.line(row).rightOf(widths.name + 1).leftPart(widths.bar), of: &buffer,
          glyphs: glyphs)
      }
      let value = HarmlessText.fitRight(values[row], columns: widths.value)
      let end = area.columns - (widths.deviation > 0 ? widths.deviation + 1 : 0)
      buffer.write(value, column: end - widths.value, row: row, .textStrong, in: area, columns: widths.value)
      if widths.deviation > 0 {
        let text = HarmlessText.fitRight(deviations[row], columns: widths.deviation)
        buffer.write(text, column: end + 1, row: row, .textDim, in: area)
      }
    }
  }

  /// Screen columns of the parts; deviation first, then the bar are given up when the room is short.
  private struct Widths {
    var name, bar, value, deviation: Int

    init(_ names: [String], _ values: [String], _ deviations: [String], room: Int) {
      let longest = { (texts: [String]) in texts.map { HarmlessText.columns(of: HarmlessText.make($0)) }.max() ?? 0 }
      value = Swift.min(longest(values), room)
      deviation = longest(deviations)
      if room < value + deviation + 24 { deviation = 0 }
      let rest = room - value - (deviation > 0 ? deviation + 1 : 0)
      let hasBar = rest >= 16
      name = Swift.max(Swift.min(longest(names), hasBar ? Swift.max(rest * 2 / 5, 8) : rest - 1), 0)
      bar = hasBar ? Swift.max(rest - name - 2, 0) : 0
    }
  }
}
