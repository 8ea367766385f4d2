import DashboardLogic
import TerminalModel
import Testing

/// Where charts in sections go.
@Suite struct SectionGridLayoutTests {
  private let minimum = Size(columns: 36, rows: 9)

  private func layout(
    _ counts: [Int], _ columns: Int, _ rows: Int, collapsed: Set<Int> = [], headings: Bool = true, showing: Int = 0
  ) -> SectionGridLayout {
    let sections = counts.enumerated().map { SectionGridLayout.Section(count: $1, isCollapsed: collapsed.contains($0)) }
    return SectionGridLayout.make(
      sections, hasHeadings: headings, in: Rect(column: 0, row: 0, columns: columns, rows: rows), minimum: minimum,
      showing: showing)
  }

  @Test func oneChartFillsTheScreenAndTwoShareIt() {
    let one = layout([1], 80, 20, headings: false)
    #expect(one.places.map(\.area) == [Rect(column: 0, row: 0, columns: 80, rows: 20)])
    let two = layout([2], 160, 30, headings: false)
    #expect(two.places.map(\.area.columns) == [80, 80] && two.places.allSatisfy { $0.area.rows == 30 })
    #expect(layout([1], 5, 2).places.map(\.area) == [Rect(column: 0, row: 0, columns: 5, rows: 2)])
  }

  /// 80 columns hold two charts of 36, 40 rows four rows of 9 with two headings.
  @Test func sectionsStandBelowTheirHeadings() {
    let grid = layout([3, 2], 80, 40)
    #expect(grid.headings.map(\.charts) == [0..<3, 0..<2] && grid.pageCount == 1)
    #expect(grid.headings.map(\.area.row) == [0, 26])
    #expect(grid.places.map(\.index) == [0, 1, 2, 3, 4])
    #expect(grid.places.map(\.area.row) == [1, 1, 13, 27, 27])
    #expect(grid.places.map(\.area.rows) == [12, 12, 13, 13, 13])
    #expect(grid.places[2].area.columns == 80, "the last row's charts share its width")
  }

  /// Rows 20: two rows of charts and a heading on a page.
  @Test func fortyChartsPageThroughAndEachIsOnOnePage() {
    var seen: [Int] = []
    for index in 0..<40 {
      let grid = layout([30, 10], 80, 20, showing: index)
      #expect(grid.pageCount == 10 && grid.places.contains { $0.index == index })
      if grid.places.first?.index == index { seen += grid.places.map(\.index) }
    }
    #expect(seen == Array(0..<40))
    #expect(layout([30, 10], 80, 20, showing: 5).headings.map(\.charts) == [4..<8], "a heading goes on")
  }

  @Test func pagesHaveTheSameNumberOfRows() {
    let first = layout([14], 80, 40, headings: false)
    #expect(first.pageCount == 2 && first.places.count == 8)
    #expect(layout([14], 80, 40, headings: false, showing: 13).places.count == 6)
  }

  @Test func hiddenChartsLeaveAHeadingThatCanHaveTheFocus() {
    let grid = layout([4, 6, 1], 80, 40, collapsed: [1])
    #expect(grid.places.map(\.index) == [0, 1, 2, 3, 4, 5])
    #expect(grid.headings.map(\.charts) == [0..<4, 0..<0, 0..<1])
    #expect(grid.places[4].area == grid.headings[1].area && grid.places[4].area.rows == 1)
  }

  @Test func rowsOfASectionAreOfLikeLength() {
    let grid = layout([4], 130, 60)
    let rows = Dictionary(grouping: grid.places, by: \.area.row).mapValues(\.count)
    #expect(Set(rows.values).count == 1)
  }

  @Test func noHeadingWhereItWouldTakeTheOnlyChartsRoom() {
    #expect(layout([3, 2], 40, 9).headings.isEmpty)
    #expect(layout([3, 2], 40, 10).headings.count == 1)
  }

  @Test func nothingOutsideWhateverTheSize() {
    for columns in 0...90 {
      for rows in stride(from: 0, through: 45, by: 3) {
        let area = Rect(column: 0, row: 0, columns: columns, rows: rows)
        let grid = layout([5, 1, 9], columns, rows, collapsed: columns % 2 == 0 ? [1] : [], showing: columns % 15)
        #expect(grid.places.allSatisfy { $0.area.intersection(area) == $0.area })
        #expect(area.isEmpty || grid.places.contains { $0.index == columns % 15 && !$0.area.isEmpty })
      }
    }
  }
}
