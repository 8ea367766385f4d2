import RunModel
import StudyModel
import Testing

@testable import Tables

@Suite struct TimeAndSplitCheckTests {
  /// Hours from the first of January 2023; `skipped` are left out.
  private func hours(skipping skipped: Set<Int> = []) -> TableBuilder {
    var builder = TableBuilder()
    let kept = (0..<500).filter { !skipped.contains($0) }
    builder.add("at") { row in
      let hour = kept[row]
      return
        "\(CivilDate(days: 19_358 + hour / 24).text)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00"
    }
    builder.add("who") { "P\($0 / 4)" }
    builder.add("x") { EvidenceText.fixed(TableBuilder.normal($0), digits: 5) }
    return builder
  }
  private let roles = ColumnRoles(id: [], time: ["at"], group: "who")

  @Test func hoursAreReadWithTheirFraction() throws {
    #expect(CivilDate.days(parsing: "1970-01-02T06:00") == 1.25)
    #expect(CivilDate.days(parsing: "1970/01/02 12:00:00.000Z") == 1.5)
    #expect(CivilDate.days(parsing: "1970-01-01 00:00:43.2") == 0.0005)
    let refused = [
      "1970-01-02T24:00", "1970-01-02T6:00", "1970-01/02", "1970-01-02T06:00+01:00", "1970-01-02T",
      "70-1-2",
    ]
    for text in refused { #expect(CivilDate.days(parsing: text) == nil, "\(text)") }
  }

  @Test func gapsBetweenEqualSteps() throws {
    #expect(try hours().finding("time-gaps", roles) == nil)
    let finding = try #require(try hours(skipping: [10, 11, 60]).finding("time-gaps", roles))
    #expect(finding.rows == [10, 58])
    #expect(finding.evidence == "3 steps of 1 hour are missing, in 2 gaps, the longest 3 hours")
  }

  @Test func rowsOutOfOrder() throws {
    var builder = TableBuilder()
    builder.add("at") { CivilDate(days: $0 == 5 ? 19_000 : 19_100 + $0).text }
    #expect(try builder.finding("time-order", ColumnRoles(time: ["at"]))?.rows == [5])
    #expect(try builder.finding("undeclared-time")?.columns == ["at"])
  }

  @Test func weightsMustBeNumbers() throws {
    var builder = TableBuilder()
    builder.add("w") { [2: "-1", 3: "", 4: "x"][$0] ?? "1.5" }
    #expect(try builder.finding("bad-weights", ColumnRoles(weight: "w"))?.rows == [2, 3, 4])
  }

  // MARK: - Splits

  private func split(
    _ table: InspectedTable, _ training: [Int], _ test: [Int], isTemporal: Bool = false
  ) -> [Finding] {
    SplitChecks.findings(
      table: table, roles: roles, training: training, test: test, isTemporal: isTemporal)
  }

  @Test func aCleanSplitHasNoFindings() throws {
    let table = InspectedTable(try hours().table)
    #expect(split(table, Array(0..<300), Array(300..<400), isTemporal: true) == [])
  }

  @Test func groupsAndTimesMustNotStraddle() throws {
    let table = InspectedTable(try hours().table)
    let findings = split(table, Array(0..<301), Array(301..<400), isTemporal: true)
    #expect(findings.map(\.check) == ["split-groups"])
    #expect(findings.first?.rows == [301, 302, 303])
    let late = split(table, Array(0..<296) + [399], Array(300..<396), isTemporal: true)
    #expect(late.map(\.check) == ["split-time"])
    #expect(late.first?.rowCount == 96)
  }

  @Test func copiesOnBothSidesAreFound() throws {
    var builder = TableBuilder()
    builder.add("id") { String($0) }
    builder.add("x") { EvidenceText.fixed(TableBuilder.normal($0 == 350 ? 20 : $0), digits: 5) }
    let findings = SplitChecks.findings(
      table: InspectedTable(try builder.table), roles: ColumnRoles(id: ["id"]),
      training: Array(0..<300),
      test: Array(300..<400))
    #expect(findings.map(\.check) == ["split-duplicates"])
    #expect(findings.first?.rows == [350])
  }

  /// Common features make equal rows by chance; a column that is only ignored tells whether they are of the same thing.
  @Test func rowsThatDifferInAnIgnoredColumnAreNoCopies() throws {
    var builder = TableBuilder()
    builder.add("number") { String($0) }
    builder.add("x") { ["low", "high"][$0 % 2] }
    builder.add("weight") { String($0 % 390 * 17) }
    func findings(ignoring ignored: [String]) throws -> [String] {
      SplitChecks.findings(
        table: InspectedTable(try builder.table), roles: ColumnRoles(ignore: ignored), training: Array(0..<300),
        test: Array(300..<400)
      ).map(\.check)
    }
    #expect(try findings(ignoring: ["number", "weight"]) == ["split-duplicates"])
    #expect(try findings(ignoring: ["number"]) == ["split-duplicates"])
    builder.add("place") { String($0 / 2) }
    #expect(try findings(ignoring: ["number", "place"]) == [])
  }
}
