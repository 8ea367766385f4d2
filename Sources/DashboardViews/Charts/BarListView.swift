public import DashboardLogic
public import TerminalModel

/// Bars in a box, one a row: name, bar, value, deviation.
public enum BarListView: View {
  public static func draw(_ model: BarListModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let rows = model.visible(rows: PanelFrame.inner(of: area).rows)
    let inner = PanelFrame.draw(
      title: model.title, trailing: trailing(model, rows), isFocused: model.isFocused, in: area, of: &buffer,
      glyphs: glyphs)
    guard !model.items.isEmpty else { return buffer.writeCentred(model.emptyText, in: inner) }
    let content = inner.columns >= 20 ? inner.inset(columns: 1, rows: 0) : inner
    draw(Array(model.items[rows]), range: model.range, in: content, of: &buffer, glyphs: glyphs)
  }

  private static func trailing(_ model: BarListModel, _ rows: Range<Int>) -> StyledText {
    let page = rows.count < model.items.count ? "\(rows.lowerBound + 1)-\(rows.upperBound) of \(model.items.count)" : ""
    return StyledText([page, model.measure].filter { !$0.isEmpty }.joined(separator: "  "), .textDim)
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
        drawBar(
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

  // MARK: Bars

  /// From the zero axis, which is at the left unless something is negative.
  static func drawBar(
    _ value: Double, range: ClosedRange<Double>, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard value.isFinite, area.columns > 0 else { return }
    let parts = 8
    // Scaled by the larger end first, since the range of two huge ends is not finite.
    let largest = Swift.max(range.upperBound, -range.lowerBound)
    guard largest > 0 else { return }
    let (low, high) = (range.lowerBound / largest, range.upperBound / largest)
    let zero = low < 0 ? Swift.min(Swift.max(Int(-low / (high - low) * Double(area.columns)), 1), area.columns - 1) : 0
    if value >= 0 {
      let room = Double((area.columns - zero) * parts)
      let eighths = high > 0 ? Int(value / largest / high * room + 0.5) : 0
      drawRight(eighths, from: zero, in: area, of: &buffer, glyphs: glyphs)
    } else {
      let halves = Int(value / largest / low * Double(zero * 2) + 0.5)
      for column in 0..<halves / 2 {
        buffer.plot(glyphs == .ascii ? "#" : "█", column: zero - 1 - column, row: 0, .barNegative, in: area)
      }
      if halves % 2 == 1, glyphs != .ascii {
        buffer.plot("▐", column: zero - 1 - halves / 2, row: 0, .barNegative, in: area)
      }
    }
  }

  private static func drawRight(
    _ eighths: Int, from start: Int, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    for column in 0..<eighths / 8 {
      buffer.plot(glyphs == .ascii ? "#" : "█", column: start + column, row: 0, .barFilled, in: area)
    }
    let rest = eighths % 8
    guard rest > 0 else { return }
    if glyphs == .ascii {
      if rest >= 4 { buffer.plot("#", column: start + eighths / 8, row: 0, .barFilled, in: area) }
    } else {
      buffer.plot(Array(" ▏▎▍▌▋▊▉")[rest], column: start + eighths / 8, row: 0, .barFilled, in: area)
    }
  }
}
