import RunModel
import StudyModel
import Testing

@testable import Tables

@Suite struct ColumnAndRowCheckTests {
  private func normal(_ row: Int, _ stream: UInt64) -> String {
    EvidenceText.fixed(TableBuilder.normal(row, stream), digits: 5)
  }

  /// Four unrelated columns.
  private var base: TableBuilder {
    var builder = TableBuilder()
    for stream: UInt64 in 0..<3 { builder.add("n\(stream)") { normal($0, stream) } }
    builder.add("color") { ["red", "green", "blue"][Int(TableBuilder.uniform($0, 77) * 3)] }
    return builder
  }
  private func with(_ name: String, _ cell: (Int) -> String) -> TableBuilder {
    var builder = base
    builder.add(name, cell)
    return builder
  }

  @Test func unrelatedColumnsGiveNoFindings() throws { #expect(try base.findings() == []) }

  // MARK: - Columns

  @Test func constantsAndNearConstants() throws {
    #expect(try with("c", { _ in "X" }).finding("constant-column")?.columns == ["c"])
    #expect(try with("c", { _ in "" }).finding("constant-column")?.columns == ["c"])
    #expect(try with("c", { $0 == 5 ? "B" : "A" }).finding("near-constant")?.rows == [5])
    #expect(try with("c", { $0 % 100 == 5 ? "B" : "A" }).finding("near-constant") == nil)
  }

  @Test func relatives() throws {
    let line = try with(
      "d", { EvidenceText.fixed(2.5 * TableBuilder.normal($0, 1) + 7, digits: 5) }
    ).findings()
    #expect(line.isEmpty, "rounded to the last digit it is no exact line")
    let exact = with("d") { String((ColumnValues.number(normal($0, 1)) ?? 0) * 2 + 1) }
    #expect(try exact.finding("derived-column")?.columns == ["d", "n1"])
    #expect(try exact.finding("derived-column")?.evidence == "d is 2 × n1 + 1 in every row")
    let copy = with("d") { $0 % 50 == 3 ? "0.5" : normal($0, 1) }
    #expect(try copy.finding("duplicate-column")?.rowCount == 8)
    #expect(try copy.finding("duplicate-column")?.rows.first == 3)
    let units = with("d") {
      normal($0, 1).isEmpty || $0 % 50 != 3 ? normal($0, 1) : scaled(normal($0, 1))
    }
    #expect(try units.finding("mixed-units")?.rows.prefix(2) == [3, 53])
    let words = with("farbe") { ["rot", "gruen", "blau"][Int(TableBuilder.uniform($0, 77) * 3)] }
    #expect(try words.finding("relabelled-column")?.columns == ["farbe", "color"])
  }
  private func scaled(_ text: String) -> String { String((ColumnValues.number(text) ?? 0) * 100) }

  @Test func twoColumnsFullOfZerosAreNoRelatives() throws {
    var builder = base
    builder.add("a") { $0 % 60 == 1 ? String($0) : "0" }
    builder.add("b") { $0 % 70 == 2 ? String($0) : "0" }
    #expect(
      try builder.findings().filter { ["derived-column", "duplicate-column"].contains($0.check) }
        == [])
  }

  @Test func namesAndNumberingsAreNoFeatures() throws {
    let names = with("who") { "C\($0)" }
    #expect(try names.finding("id-like")?.columns == ["who"])
    #expect(try names.finding("id-like", ColumnRoles(id: ["who"])) == nil)
    #expect(try with("n", { String(($0 * 149) % 400 + 1000) }).finding("id-like")?.columns == ["n"])
    #expect(try with("n", { String($0) }).finding("row-order")?.columns == ["n"])
    #expect(
      try with("t", { CivilDate(days: 19_000 + $0).text }).finding("time-ordered")?.columns == ["t"]
    )
    #expect(
      try with("fnlwgt", { String(1000 + Int(9e6 * TableBuilder.uniform($0, 5))) }).finding(
        "weight-like") != nil)
  }

  // MARK: - Levels

  @Test func spellingsOfOneLevel() throws {
    let builder = with("answer") {
      [7: "YES", 9: "yes ", 12: "Y-es", 15: "no."][$0] ?? ($0 % 2 == 0 ? "Yes" : "no")
    }
    #expect(try builder.finding("level-variants")?.rows == [7, 9, 12])
  }

  @Test func differentLevelsStayDifferent() throws {
    let levels = ["<=50K", ">50K", "A+", "A-", "C", "C++", "1-2", "12"]
    #expect(try with("l", { levels[$0 % 8] }).finding("level-variants") == nil)
  }

  @Test func rareLevelsAndWordsForNothing() throws {
    let builder = with("l") { $0 < 3 ? "odd" : $0 < 40 ? "unknown" : $0 % 2 == 0 ? "a" : "b" }
    #expect(try builder.finding("rare-levels")?.rows == [0, 1, 2])
    #expect(try builder.finding("unknown-words")?.rowCount == 37)
  }

  // MARK: - Rows

  @Test func copiesNearCopiesAndConflicts() throws {
    // Row 390 is a copy of row 10, row 391 of row 11 but for its colour, row 392 of row 12 but for its class.
    func source(_ row: Int) -> Int { (390...392).contains(row) ? row - 380 : row }
    var builder = TableBuilder()
    for stream: UInt64 in 0..<3 { builder.add("n\(stream)") { normal(source($0), stream) } }
    builder.add("color") { $0 == 391 ? "other" : ["red", "green"][source($0) % 2] }
    builder.add("y") { $0 == 392 ? "new" : ["no", "yes"][source($0) % 2] }
    let roles = ColumnRoles(target: "y")
    let copy = try #require(try builder.finding("duplicate-rows", roles))
    #expect(copy.rows == [390] && copy.evidence.hasSuffix("as line 392 repeats line 12"))
    #expect(try builder.finding("near-duplicate-rows", roles)?.rows == [391])
    #expect(try builder.finding("conflicting-labels", roles)?.rows == [12, 392])
    builder.add("id") { "C\(source($0) == 10 ? 10 : $0)" }
    let declared = ColumnRoles(target: "y", id: ["id"])
    #expect(try builder.finding("duplicate-rows", declared)?.rows == [390])
    #expect(try builder.finding("duplicate-ids", declared)?.severity == .info)
  }

  @Test func linesOfSeveralFilesNameNoPlace() throws {
    var builder = TableBuilder()
    for stream: UInt64 in 0..<3 { builder.add("n\(stream)") { normal($0, stream) } }
    var both = try builder.table
    both.append(try builder.table)
    let copies = DataChecks.findings(table: both).first { $0.check == "duplicate-rows" }
    #expect(copies?.evidence.hasSuffix("as row 401 repeats row 1") == true)
  }

  @Test func sameButForTheID() throws {
    var builder = TableBuilder()
    builder.add("id") { "C\($0)" }
    for stream: UInt64 in 0..<3 { builder.add("n\(stream)") { normal($0 == 399 ? 3 : $0, stream) } }
    let roles = ColumnRoles(id: ["id"])
    #expect(try builder.finding("repeated-rows", roles)?.rows == [399])
    #expect(try builder.finding("duplicate-rows", roles) == nil)
    builder.add("visit") { "V\($0 / 2)" }
    #expect(try builder.finding("duplicate-ids", ColumnRoles(id: ["visit"]))?.rowCount == 200)
  }

  /// Rows 0 to 99 four times, each with an id and a time of its own; the times of rows 100 to 199 are those of the first.
  @Test func copiesAreEqualInEveryColumnButTheIDs() throws {
    var builder = TableBuilder()
    builder.add("id") { "C\($0)" }
    builder.add("n") { normal($0 % 100, 0) }
    builder.add("y") { ["no", "yes"][$0 % 2] }
    let table = { InspectedTable(try builder.table) }
    #expect(RowCopies(try table(), roles: ColumnRoles(target: "y")).count == 0)
    let copies = RowCopies(try table(), roles: ColumnRoles(target: "y", id: ["id"]))
    #expect(copies.count == 300 && copies.originals[250] == 50)
    #expect(copies.repeats(among: [350, 250, 51, 151]) == [250, 151])
    builder.add("time") { String($0 < 200 ? $0 % 100 : $0) }
    let timed = ColumnRoles(target: "y", id: ["id"], time: ["time"])
    #expect(RowCopies(try table(), roles: timed).count == 100)
    let repeated = try #require(try builder.finding("repeated-rows", timed))
    #expect(repeated.rowCount == 100 && RowCopies.areAll(of: repeated))
    var ignored = timed
    (ignored.time, ignored.ignore) = ([], ["time"])
    #expect(RowCopies(try table(), roles: ignored).count == 100)
  }

  @Test func rowsWithoutAnything() throws {
    var builder = TableBuilder()
    builder.add("a") { $0 == 7 ? "" : normal($0, 1) }
    builder.add("b") { $0 == 7 ? "" : normal($0, 2) }
    #expect(try builder.finding("empty-rows")?.rows == [7])
  }
}
