public import TerminalModel

/// Where charts in sections go: rows of charts below the headings of their sections, in pages that fill their area.
///
/// The places that can have the focus are counted through all sections: every chart, and the heading of a section whose
/// charts are hidden.
public struct SectionGridLayout: Equatable, Sendable {
  public struct Section: Equatable, Sendable {
    public var count: Int
    /// Only its heading is shown.
    public var isCollapsed: Bool

    public init(count: Int, isCollapsed: Bool = false) { (self.count, self.isCollapsed) = (count, isCollapsed) }
  }

  /// A place that can have the focus.
  public struct Place: Equatable, Sendable {
    public var index: Int
    public var area: Rect
  }

  public struct Heading: Equatable, Sendable {
    public var section: Int
    public var area: Rect
    /// Of the section's charts, those on the page; empty where they are hidden.
    public var charts: Range<Int>
  }

  /// In reading order.
  public var places: [Place]
  public var headings: [Heading]
  /// Counted from 0.
  public var page: Int
  /// At least 1.
  public var pageCount: Int

  /// Places of all pages.
  public static func placeCount(_ sections: [Section]) -> Int {
    sections.reduce(0) { $0 + ($1.isCollapsed ? 1 : $1.count) }
  }

  /// - Parameters:
  ///   - hasHeadings: sections whose charts are hidden have one in any case.
  ///   - minimum: the smallest useful chart. One chart is given the whole area even when that is smaller.
  ///   - index: of the place that must be on view.
  public static func make(
    _ sections: [Section], hasHeadings: Bool, in area: Rect, minimum: Size, showing index: Int
  ) -> SectionGridLayout {
    guard !area.isEmpty, placeCount(sections) > 0 else {
      return SectionGridLayout(places: [], headings: [], page: 0, pageCount: 1)
    }
    let flows = (1...max(1, area.columns / max(1, minimum.columns))).map { columns in
      Flow(sections, hasHeadings: hasHeadings, columns: columns, rows: area.rows, chartRows: minimum.rows)
    }
    let best = flows.min { a, b in
      a.pages.count != b.pages.count ? a.pages.count < b.pages.count : a.cost(in: area) < b.cost(in: area)
    }
    guard let pages = best?.pages else { return SectionGridLayout(places: [], headings: [], page: 0, pageCount: 1) }
    let wanted = min(max(index, 0), placeCount(sections) - 1)
    let page = pages.firstIndex { $0.contains { $0.places.contains(wanted) } } ?? 0
    return laidOut(pages[page], page: page, of: pages.count, in: area)
  }

  /// Headings have a row each; the rows of charts share what is left, and the charts of a row its width.
  private static func laidOut(_ bands: [Flow.Band], page: Int, of pageCount: Int, in area: Rect) -> SectionGridLayout {
    var layout = SectionGridLayout(places: [], headings: [], page: page, pageCount: pageCount)
    let parts = area.split(.vertical, bands.map { $0.kind == .charts ? .share(1) : .cells(1) })
    for (band, part) in zip(bands, parts) {
      switch band.kind {
      case .heading: layout.headings.append(Heading(section: band.section, area: part, charts: band.charts))
      case .collapsed:
        layout.headings.append(Heading(section: band.section, area: part, charts: 0..<0))
        layout.places.append(Place(index: band.places.lowerBound, area: part))
      case .charts:
        let areas = part.split(.horizontal, Array(repeating: .share(1), count: band.places.count))
        layout.places += zip(band.places, areas).map { Place(index: $0, area: $1) }
      }
    }
    return layout
  }
}

// MARK: Moving

extension SectionGridLayout {
  /// The place in the next row above or below that is nearest to the middle of this one; nil at the page's edge.
  func neighbour(of index: Int, below: Bool) -> Int? {
    guard let here = places.first(where: { $0.index == index })?.area else { return nil }
    let rows = places.map(\.area.row).filter { below ? $0 > here.row : $0 < here.row }
    guard let row = below ? rows.min() : rows.max() else { return nil }
    return nearest(toColumn: here.column + here.columns / 2, inRow: row)
  }

  /// Of a row of places; nil where there is none.
  func nearest(toColumn column: Int, inRow row: Int) -> Int? {
    let distance = { (area: Rect) in abs(2 * column - (2 * area.column + area.columns)) }
    return places.filter { $0.area.row == row }.min { distance($0.area) < distance($1.area) }?.index
  }
}

// MARK: Flow

extension SectionGridLayout {
  /// Sections cut into rows, and those into pages.
  private struct Flow {
    enum Kind { case heading, collapsed, charts }

    /// One row of charts, or a heading.
    struct Band {
      var kind: Kind
      var section: Int
      /// Of the section.
      var charts: Range<Int>
      /// That can have the focus; empty for the heading of charts on view.
      var places: Range<Int>
    }

    let columns: Int
    var pages: [[Band]] = []

    init(_ sections: [Section], hasHeadings: Bool, columns: Int, rows: Int, chartRows: Int) {
      self.columns = columns
      let cost = max(1, min(chartRows, rows))
      let showsHeadings = hasHeadings && rows > cost
      let bands = Self.bands(sections, columns: columns)
      let full = Self.paged(bands, rows: rows, chartRows: cost, showsHeadings: showsHeadings, limit: .max)
      // As many rows of charts on every page as on the others, without more pages.
      let most = full.map { page in page.count { $0.kind == .charts } }.max() ?? 1
      for limit in 1..<max(1, most) {
        pages = Self.paged(bands, rows: rows, chartRows: cost, showsHeadings: showsHeadings, limit: limit)
        if pages.count == full.count { return }
      }
      pages = full
    }

    /// Without headings of charts on view: those depend on the pages.
    private static func bands(_ sections: [Section], columns: Int) -> [Band] {
      var bands: [Band] = []
      var place = 0
      for (index, section) in sections.enumerated() where section.count > 0 {
        guard !section.isCollapsed else {
          bands.append(Band(kind: .collapsed, section: index, charts: 0..<section.count, places: place..<place + 1))
          place += 1
          continue
        }
        let rows = (section.count + columns - 1) / columns
        var start = 0
        for row in 0..<rows {
          // Rows of like length: four charts in three columns are two and two.
          let end = start + (section.count - start + rows - row - 1) / (rows - row)
          bands.append(
            Band(kind: .charts, section: index, charts: start..<end, places: place + start..<place + end))
          start = end
        }
        place += section.count
      }
      return bands
    }

    /// - Parameter limit: the most rows of charts on a page.
    private static func paged(
      _ bands: [Band], rows: Int, chartRows: Int, showsHeadings: Bool, limit: Int
    ) -> [[Band]] {
      var pages: [[Band]] = []
      var page: [Band] = []
      var (used, lines) = (0, 0)
      for band in bands {
        let isChart = band.kind == .charts
        let begins = page.last.map { $0.section != band.section } ?? true
        var cost = isChart ? chartRows + (showsHeadings && begins ? 1 : 0) : 1
        if !page.isEmpty, used + cost > rows || (isChart && lines == limit) {
          pages.append(page)
          (page, used, lines) = ([], 0, 0)
          cost = isChart ? chartRows + (showsHeadings ? 1 : 0) : 1
        }
        if isChart, showsHeadings {
          if page.last.map({ $0.section != band.section }) ?? true {
            page.append(Band(kind: .heading, section: band.section, charts: band.charts, places: 0..<0))
          } else if let heading = page.lastIndex(where: { $0.kind == .heading }) {
            page[heading].charts = page[heading].charts.lowerBound..<band.charts.upperBound
          }
        }
        page.append(band)
        (used, lines) = (used + cost, lines + (isChart ? 1 : 0))
      }
      return page.isEmpty ? pages : pages + [page]
    }

    /// How far the charts of the fullest page are from 2.6 times as wide as tall, and how unlike they are.
    func cost(in area: Rect) -> Double {
      let full = pages.max { a, b in a.count { $0.kind == .charts } < b.count { $0.kind == .charts } } ?? []
      let rows = full.filter { $0.kind == .charts }
      guard !rows.isEmpty else { return 0 }
      let height = Double(max(1, area.rows - (full.count - rows.count))) / Double(rows.count)
      let aspect = Double(area.columns) / Double(columns) / height
      let charts = rows.reduce(0) { $0 + $1.places.count }
      let emptyShare = 1 - Double(charts) / Double(rows.count * columns)
      return (aspect > 2.6 ? aspect / 2.6 : 2.6 / aspect) * (1 + 1.5 * emptyShare)
    }
  }
}
