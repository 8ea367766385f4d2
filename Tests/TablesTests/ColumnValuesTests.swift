import RunModel
import Testing

@testable import Tables

@Suite struct ColumnValuesTests {
  @Test func columnsAreTyped() {
    #expect(ColumnValues(cells: ["1", "", "-2.5e3"]).kind == .numeric)
    #expect(ColumnValues(cells: ["2026-01-31", "", "2024-02-29T10:00:00"]).kind == .date)
    #expect(ColumnValues(cells: ["2026-02-30"]).kind == .categorical)
    #expect(ColumnValues(cells: ["0x10"]).kind == .categorical)
    #expect(ColumnValues(cells: ["inf"]).kind == .categorical)
    #expect(CivilDate(parsing: "1970-01-01")?.days == 0)
    #expect(CivilDate(parsing: "2026-11-21")?.days == 20_778)
    #expect((-800_000...800_000).allSatisfy { $0 % 97 != 0 || CivilDate(days: $0).days == $0 })
  }
}

@Suite struct ColumnTypingTests {
  @Test func fewWordsAmongNumbersAreReported() {
    let cells = (0..<30).map { $0 == 4 ? "twelve" : $0 == 7 ? "" : String($0) }
    let typing = ColumnTyping(cells: cells)
    #expect(typing.values.kind == .numeric)
    #expect(typing.oddRows == [4])
    #expect(ColumnValues(cells: cells).kind == .categorical, "without leniency one word is enough")
  }

  @Test func manyWordsMakeACategory() {
    let typing = ColumnTyping(cells: (0..<30).map { $0 % 5 == 0 ? "x" : String($0) })
    #expect(typing.values.kind == .categorical)
    #expect(typing.oddRows == [])
  }

  @Test func booleansStayCategories() {
    #expect(ColumnTyping(cells: ["true", "false", "true"]).values.kind == .categorical)
  }

  @Test func datesMayHaveFewOddCells() {
    let typing = ColumnTyping(cells: (0..<20).map { $0 == 3 ? "31/12/2023" : "2023-01-\(10 + $0)" })
    #expect(typing.values.kind == .date)
    #expect(typing.oddRows == [3])
  }
}
