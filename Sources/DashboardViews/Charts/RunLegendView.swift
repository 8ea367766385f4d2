public import DashboardLogic
public import TerminalModel

/// The runs of a chart: in a wide or high area one a row, with their values; in one row, names alone.
public enum RunLegendView: View {
  public static func draw(_ model: RunLegendModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    guard area.rows > 1 else { return drawLine(model, in: area, of: &buffer, glyphs: glyphs) }
    let heading = model.band.isEmpty ? "runs" : "mean and \(model.band)"
    let (last, best) = titles(model)
    let columns: [TableModel.Column] = [
      .init("", minimum: 1), .init(heading, minimum: 14, isFlexible: true, truncation: .middle),
      .init(model.crosshair, alignment: .right), .init(last, alignment: .right),
      .init(best, alignment: .right, priority: 1),
    ]
    let (entries, omitted) = model.visible(rows: area.rows - 1)
    let names = ShortName.make(entries.map(\.name), columns: nameColumns(model, entries, area, glyphs)).map(\.text)
    let rows = zip(entries, names).map { entry, name -> [TableModel.Cell] in
      [
        .text(sign(entry, glyphs), entry.style), .text(name, entry.isSelected ? .textStrong : .text),
        .text(entry.atCrosshair, .chartCrosshair), .text(entry.last, entry.style), .text(entry.best, .textDim),
      ]
    }
    let more: [[TableModel.Cell]] = omitted > 0 ? [[.text(""), .text("+\(omitted)", .textDim)]] : []
    TableView.draw(TableModel(columns: columns, rows: rows + more), in: area, of: &buffer, glyphs: glyphs)
  }

  private static func titles(_ model: RunLegendModel) -> (last: String, best: String) {
    model.hasDeviations ? ("last ±SD", "best ±SD") : ("last", "best")
  }

  /// What the other columns leave; without the last of them where that would be too little.
  private static func nameColumns(
    _ model: RunLegendModel, _ entries: [RunLegendModel.Entry], _ area: Rect, _ glyphs: GlyphSet
  ) -> Int {
    let widest = { (title: String, text: (RunLegendModel.Entry) -> String) in
      entries.map { HarmlessText.columns(of: text($0)) }.max().map { max($0, title.count, 1) + 2 } ?? 0
    }
    let left =
      area.columns - widest("") { sign($0, glyphs) } - widest(model.crosshair) { $0.atCrosshair }
      - widest(titles(model).last) { $0.last }
    let beside = left - widest(titles(model).best) { $0.best }
    return max(1, beside >= 14 ? beside : left)
  }

  private static func sign(_ entry: RunLegendModel.Entry, _ glyphs: GlyphSet) -> String {
    glyphs == .ascii ? "\(entry.tag) \(Raster.marks[entry.pattern % Raster.marks.count])" : entry.tag
  }

  /// As many names as fit, shortened alike, and `+5` for those that do not.
  private static func drawLine(
    _ model: RunLegendModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let end = model.band.isEmpty ? "" : "mean and \(model.band)"
    let room = area.columns - (end.isEmpty ? 0 : end.count + 3)
    for longest in [48, 36, 28, 20, 16, 12] {
      let names = ShortName.make(model.entries.map(\.name), columns: longest).map(\.text)
      let parts = zip(model.entries, names).map { part($0, $1, glyphs) }
      guard let text = joined(parts, columns: room, mayOmit: longest == 12) else { continue }
      buffer.write(text, column: 0, row: 0, in: area)
      break
    }
    if room >= 30 { buffer.write(end, column: area.columns - end.count, row: 0, .textDim, in: area) }
  }

  private static func part(_ entry: RunLegendModel.Entry, _ name: String, _ glyphs: GlyphSet) -> StyledText {
    StyledText([
      TextSpan("\(sign(entry, glyphs)) ", entry.style), TextSpan(name, entry.isSelected ? .textStrong : .textDim),
    ])
  }

  /// nil where they do not all fit and none may be left out.
  private static func joined(_ parts: [StyledText], columns: Int, mayOmit: Bool) -> StyledText? {
    let widths = parts.map(\.columns)
    var used = 0
    var kept = 0
    while kept < parts.count {
      let rest = parts.count - kept - 1
      let needed = used + (kept > 0 ? 2 : 0) + widths[kept]
      guard needed + (rest > 0 ? "\(rest)".count + 3 : 0) <= columns else { break }
      (used, kept) = (needed, kept + 1)
    }
    guard kept == parts.count || mayOmit else { return nil }
    let spans = parts.prefix(kept).map(\.spans).joined(separator: [TextSpan("  ")])
    return StyledText(Array(spans) + (kept < parts.count ? [TextSpan("  +\(parts.count - kept)", .textDim)] : []))
  }
}
