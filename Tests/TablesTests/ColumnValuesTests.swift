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
