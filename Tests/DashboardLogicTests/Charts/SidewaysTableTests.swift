import Testing

@testable import DashboardLogic

/// Tables whose columns scroll to the side.
@Suite struct SidewaysTableTests {
  /// A sign, a name of ten columns, and eight columns of six.
  private func table(_ sideways: TableModel.Sideways) -> TableModel {
    var table = TableModel(
      columns: [.init("", minimum: 1), .init("name", minimum: 6, isFlexible: true)]
        + (0..<8).map { .init("col-0\($0)") },
      rows: [[.text("!"), .text("0123456789")]])
    table.sideways = sideways
    return table
  }

  private func shown(_ columns: Int, _ sideways: TableModel.Sideways) -> [Int] {
    table(sideways).page(columns: columns, rows: 5).placements.map(\.index)
  }

  @Test func whereAllHaveRoomAllAreShown() {
    // 1 + 10 + 8 × 6, and nine gaps of 2.
    #expect(shown(77, .init(fixedCount: 2)) == Array(0..<10))
    #expect(shown(73, .init(fixedCount: 2)) == Array(0..<10), "the name shrinks first")
    #expect(shown(72, .init(fixedCount: 2)) == Array(0..<9))
  }

  @Test func theFixedOnesStayAndTheColumnUnderTheCursorIsOnView() {
    // 40 columns: 1 + 2 + 10 + 2 leave 25, three columns of 6 with their gaps.
    #expect(shown(40, .init(fixedCount: 2)) == [0, 1, 2, 3, 4])
    #expect(shown(40, .init(fixedCount: 2, offset: 4)) == [0, 1, 4, 5, 6])
    #expect(shown(40, .init(fixedCount: 2, cursor: 6)) == [0, 1, 4, 5, 6])
    #expect(shown(40, .init(fixedCount: 2, offset: 8, cursor: 3)) == [0, 1, 3, 4, 5])
    // The last page is a full one.
    #expect(shown(40, .init(fixedCount: 2, offset: 9)) == [0, 1, 7, 8, 9])
  }

  @Test func anythingGoesWithoutATrap() {
    for columns in 0..<30 {
      for fixed in [-1, 0, 2, 10, 99] {
        for offset in [-5, 0, 5, 99] {
          for cursor in [nil, -1, 0, 9, 99] {
            let places = table(.init(fixedCount: fixed, offset: offset, cursor: cursor)).page(columns: columns, rows: 3)
              .placements
            #expect(places.allSatisfy { $0.start + $0.width <= columns && $0.width > 0 })
          }
        }
      }
    }
  }
}
