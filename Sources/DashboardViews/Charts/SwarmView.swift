import DashboardLogic
import RunModel
import TerminalModel

/// How the contributions of one feature lie: the thicker the more rows, coloured by the feature's value.
enum SwarmView {
  /// Whether a bin's rows have low, middling or high values; the last for features whose values have no order.
  private static let styles: [StyleRole] = [.series1, .series8, .series2, .barFilled]

  static func draw(
    _ feature: ShapSummary.Feature, edges: [Double], range: ClosedRange<Double>, in area: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty, edges.count == feature.counts.count + 1 else { return }
    let zero = ValueScale(range, places: area.columns).place(0)
    for row in 0..<area.rows {
      buffer.plot(glyphs == .ascii ? ":" : "┊", column: zero, row: row, .chartGrid, in: area)
    }
    var raster = Raster(columns: area.columns, rows: area.rows, glyphs: glyphs)
    guard raster.dotColumns > 0, raster.dotRows > 0 else { return }
    let columns = columns(feature, edges: edges, range: range, dots: raster.dotColumns)
    guard let most = columns.map(\.rows).max(), most > 0 else { return }
    for (style, role) in styles.enumerated() {
      for (x, column) in columns.enumerated() where column.style == style && column.rows > 0 {
        // The root, so that few rows are still seen beside many.
        let height = Swift.max(Int((column.rows / most).squareRoot() * Double(raster.dotRows) + 0.5), 1)
        let top = (raster.dotRows - height) / 2
        raster.vertical(x, top, top + height - 1)
      }
      raster.endLayer(role)
    }
    raster.draw(in: area, of: &buffer)
  }

  private struct Column {
    var rows = 0.0
    var style = 3
  }

  /// The bin under each dot column; a column that several bins share shows their most rows.
  private static func columns(
    _ feature: ShapSummary.Feature, edges: [Double], range: ClosedRange<Double>, dots: Int
  ) -> [Column] {
    var columns = [Column](repeating: Column(), count: dots)
    let scale = ValueScale(range, places: dots)
    for (bin, count) in feature.counts.enumerated() where count > 0 {
      let first = scale.place(edges[bin])
      let last = Swift.max(scale.place(edges[bin + 1]) - 1, first)
      let rank = feature.valueRanks.indices.contains(bin) ? feature.valueRanks[bin] : .nan
      let style = rank.isNaN ? 3 : rank < 1 / 3 ? 0 : rank > 2 / 3 ? 2 : 1
      for x in first...last where Double(count) > columns[x].rows {
        columns[x] = Column(rows: Double(count), style: style)
      }
    }
    return columns
  }

  /// What the colours stand for.
  static func legend(_ feature: ShapSummary.Feature, _ glyphs: GlyphSet) -> StyledText {
    let mark = { (index: Int) in glyphs == .ascii ? String(Raster.marks[index]) : "●" }
    guard feature.valueRanks.contains(where: { !$0.isNaN }) else {
      return StyledText("thicker: more rows; its values have no order", .textDim)
    }
    return [
      TextSpan("value ", .textDim), TextSpan(mark(0), styles[0]), TextSpan(" low  ", .textDim),
      TextSpan(mark(1), styles[1]), TextSpan(" middle  ", .textDim), TextSpan(mark(2), styles[2]),
      TextSpan(" high", .textDim),
    ]
  }
}
