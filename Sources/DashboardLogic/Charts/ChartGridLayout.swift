public import TerminalModel

/// Where a number of charts go: a balanced grid that fills its area, in pages when more are wanted than fit.
public struct ChartGridLayout: Equatable, Sendable {
  /// Of the charts on the page, in reading order. Cover the area without gaps, but for a last row left short.
  public var rects: [Rect]
  /// Index of the page's first chart.
  public var firstIndex: Int
  /// The page shown: the one asked for, or the last when there are fewer.
  public var page: Int
  /// At least 1.
  public var pageCount: Int
  public var gridColumns: Int
  public var gridRows: Int

  /// - Parameters:
  ///   - minimum: the smallest useful chart. A single chart is given the whole area even when that is smaller.
  ///   - page: counted from 0.
  public static func make(
    count: Int, in area: Rect, minimum: Size = Size(columns: 30, rows: 8), page: Int = 0
  ) -> ChartGridLayout {
    let mostColumns = Swift.max(area.columns / Swift.max(minimum.columns, 1), 1)
    let mostRows = Swift.max(area.rows / Swift.max(minimum.rows, 1), 1)
    guard count > 0, !area.isEmpty else {
      return ChartGridLayout(rects: [], firstIndex: 0, page: 0, pageCount: 1, gridColumns: 0, gridRows: 0)
    }
    let wanted = Swift.min(count, mostColumns * mostRows)
    let pageCount = (count + wanted - 1) / wanted
    // Pages of like size: 7 charts on pages of 6 are 4 and 3.
    let perPage = (count + pageCount - 1) / pageCount
    let shown = Swift.min(Swift.max(page, 0), pageCount - 1)
    let first = shown * perPage
    let (columns, rows) = shape(perPage, in: area, mostColumns: mostColumns, mostRows: mostRows)
    let onPage = Swift.min(perPage, count - first)
    return ChartGridLayout(
      rects: rects(onPage, columns: columns, rows: rows, in: area), firstIndex: first, page: shown,
      pageCount: pageCount, gridColumns: columns, gridRows: rows)
  }

  /// The columns and rows whose charts come nearest to 2.6 times as wide as tall, with little left empty.
  private static func shape(_ count: Int, in area: Rect, mostColumns: Int, mostRows: Int) -> (Int, Int) {
    var best = (columns: 1, rows: count, cost: Double.infinity)
    for columns in 1...Swift.min(mostColumns, count) {
      let rows = (count + columns - 1) / columns
      guard rows <= mostRows else { continue }
      let aspect = Double(area.columns) / Double(columns) / (Double(area.rows) / Double(rows))
      let distortion = aspect > 2.6 ? aspect / 2.6 : 2.6 / aspect
      let emptyShare = Double(columns * rows - count) / Double(columns * rows)
      let cost = distortion * (1 + 1.5 * emptyShare)
      if cost < best.cost { best = (columns, rows, cost) }
    }
    return (best.columns, best.rows)
  }

  /// The last row's charts share its width when they are fewer.
  private static func rects(_ count: Int, columns: Int, rows: Int, in area: Rect) -> [Rect] {
    let usedRows = (count + columns - 1) / columns
    let bands = area.split(.vertical, Array(repeating: .share(1), count: Swift.max(usedRows, 1)))
    return bands.enumerated().flatMap { index, band in
      let inBand = Swift.min(columns, count - index * columns)
      return band.split(.horizontal, Array(repeating: .share(1), count: inBand))
    }
  }
}
