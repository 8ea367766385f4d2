import DashboardLogic
import RunModel
import TerminalModel

/// How the contributions of one feature lie: the thicker the more rows, the fuller the higher the feature's value. A
/// line over them is at 0.
enum SwarmView: View {
  /// Whether a bin's rows have low, middling or high values; the last for features whose values have no order.
  private static let styles: [StyleRole] = [.series1, .series8, .series2, .text]

  static func draw(_ model: SwarmModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let (feature, edges, range) = (model.feature, model.edges, model.range)
    guard !area.isEmpty, edges.count == feature.counts.count + 1 else { return }
    // On top: most rows lie about there, and would hide it.
    defer { drawZero(range, in: area, of: &buffer, glyphs: glyphs) }
    var raster = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    guard let scale = BinScale(edges, over: range, places: raster.dotColumns), raster.dotRows > 0 else { return }
    let columns = columns(feature, scale, dots: raster.dotColumns)
    guard let most = columns.map(\.rows).max(), most > 0 else { return }
    for (style, role) in styles.enumerated() {
      for (x, column) in columns.enumerated() where column.style == style && column.rows > 0 {
        // The root, so that few rows are still seen beside many.
        let height = Swift.max(Int((column.rows / most).squareRoot() * Double(raster.dotRows) + 0.5), 1)
        let top = (raster.dotRows - height) / 2
        for y in top..<top + height where isFilled(x, y, style: style, glyphs) { raster.dot(x, y) }
      }
      raster.endLayer(role)
    }
    raster.draw(in: area, of: &buffer)
  }

  /// Which of the columns is that of 0.
  static func zeroColumn(_ range: ClosedRange<Double>, columns: Int) -> Int {
    ValueScale(range, places: columns).place(0)
  }

  private static func drawZero(
    _ range: ClosedRange<Double>, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let zero = zeroColumn(range, columns: area.columns)
    for row in 0..<area.rows {
      buffer.plot(glyphs == .ascii ? ":" : "│", column: zero, row: row, .textDim, in: area)
    }
  }

  /// Low values are stripes, middle ones a chequered ground: seen without colours, too.
  private static func isFilled(_ x: Int, _ y: Int, style: Int, _ glyphs: GlyphSet) -> Bool {
    guard glyphs != .ascii else { return true }
    return style == 0 ? x % 2 == 0 : style == 1 ? (x + y) % 2 == 0 : true
  }

  private struct Column {
    var rows = 0.0
    var style = 3
  }

  /// The bin under each dot column; a column that several bins share shows the one with most rows.
  private static func columns(_ feature: ShapSummary.Feature, _ scale: BinScale, dots: Int) -> [Column] {
    var columns = [Column](repeating: Column(), count: dots)
    for (bin, count) in feature.counts.enumerated() where count > 0 {
      let places = scale.places(of: bin)
      let rank = feature.valueRanks.indices.contains(bin) ? feature.valueRanks[bin] : .nan
      let style = rank.isNaN ? 3 : rank < 1 / 3 ? 0 : rank > 2 / 3 ? 2 : 1
      for x in places where Double(count) / Double(places.count) > columns[x].rows {
        columns[x] = Column(rows: Double(count) / Double(places.count), style: style)
      }
    }
    return columns
  }

  /// What sides, colours and fillings stand for; without the sides where the room is short.
  /// - Parameter hasLevels: whether values of some feature have no order.
  static func key(columns: Int, hasLevels: Bool, _ glyphs: GlyphSet) -> StyledText {
    let sides = "left of 0 lowers, right raises   "
    let values = valueKey(hasLevels: hasLevels, glyphs)
    return sides.count + values.columns > columns ? values : StyledText([TextSpan(sides, .textDim)] + values.spans)
  }

  /// What stands below a feature at large.
  static func legend(_ feature: ShapSummary.Feature, columns: Int, _ glyphs: GlyphSet) -> StyledText {
    guard hasOrder(feature) else { return StyledText("thicker: more rows; its values have no order", .textDim) }
    return key(columns: columns, hasLevels: false, glyphs)
  }

  static func hasOrder(_ feature: ShapSummary.Feature) -> Bool { feature.valueRanks.contains { !$0.isNaN } }

  private static func valueKey(hasLevels: Bool, _ glyphs: GlyphSet) -> StyledText {
    let mark = { (index: Int) -> String in
      switch glyphs {
      case .braille: ["⡇⡇", "⢕⢕", "⣿⣿", "⣿⣿"][index]
      case .block: ["█ ", "▀▄", "██", "██"][index]
      case .ascii: String(Raster.marks[index])
      }
    }
    let levels = hasLevels ? [TextSpan("  "), TextSpan(mark(3), styles[3]), TextSpan(" without order", .textDim)] : []
    return StyledText(
      [
        TextSpan("value ", .textDim), TextSpan(mark(0), styles[0]), TextSpan(" low  ", .textDim),
        TextSpan(mark(1), styles[1]), TextSpan(" middle  ", .textDim), TextSpan(mark(2), styles[2]),
        TextSpan(" high", .textDim),
      ] + levels)
  }
}
