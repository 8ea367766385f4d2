import RunModel
import StudyModel
import Testing

@testable import Tables

/// Defects of single cells and numbers, each planted in a table that is otherwise sound.
@Suite struct CellAndRangeCheckTests {
  private func built(_ planted: [Int: String], _ cell: (Int) -> String) -> TableBuilder {
    var builder = TableBuilder()
    builder.add("x") { planted[$0] ?? cell($0) }
    builder.add("other") { EvidenceText.fixed(TableBuilder.normal($0, 9), digits: 4) }
    return builder
  }
  private func amount(_ row: Int) -> String {
    EvidenceText.fixed(20 + 80 * TableBuilder.uniform(row), digits: 2)
  }
  private func day(_ row: Int) -> String { CivilDate(days: 19_000 + (row * 7919) % 700).text }

  @Test func aSoundTableHasNoFindings() throws {
    #expect(try built([:], amount).findings() == [])
  }

  @Test func wordsAmongNumbers() throws {
    let finding = try #require(try built([3: "twelve", 17: "-"], amount).finding("mixed-types"))
    #expect(finding.columns == ["x"])
    #expect(finding.rows == [3, 17])
    #expect(finding.evidence.contains("\"twelve\""))
  }

  @Test func infinitiesAreNotNumbers() throws {
    #expect(try built([3: "-inf", 8: "Infinity"], amount).finding("not-finite")?.rows == [3, 8])
  }

  @Test func blanksAreNotTheSameAsEmpty() throws {
    let builder = built([5: " ", 6: "", 7: "?"], amount)
    #expect(try builder.finding("blank-in-numeric")?.rows == [5])
    let missing = try #require(try builder.finding("missing-values"))
    #expect(missing.rows == [6, 7])
    #expect(missing.evidence.contains("\"?\""))
  }

  @Test func aColumnThatIsMostlyEmptySaysSo() throws {
    let finding = try built([:]) { $0 % 10 == 0 ? "1" : "" }.finding("mostly-missing")
    #expect(finding?.rowCount == 360)
    #expect(finding?.rows.count == 20)
  }

  @Test func datesInOtherOrdersAndImpossibleOnes() throws {
    let builder = built([1: "31/12/2023", 2: "2023-02-30", 3: "0000-00-00", 4: "soon"], day)
    #expect(try builder.finding("mixed-date-formats")?.rows == [1])
    #expect(try builder.finding("impossible-dates")?.rows == [2, 3])
    #expect(try builder.finding("mixed-types")?.rows == [4])
    let reversed = built([:]) { "\(10 + $0 % 18)/0\(1 + $0 % 9)/2023" }
    #expect(try reversed.finding("unreadable-dates")?.columns == ["x"])
  }

  @Test func datesOutOfPlace() throws {
    let builder = built([1: "2199-12-31", 2: "1900-01-01"], day)
    #expect(try builder.finding("future-dates", today: 20_000)?.rows == [1])
    #expect(try builder.finding("far-off-dates", today: 20_000)?.rows == [2])
    #expect(try builder.finding("far-off-dates")?.rows == [1, 2])
  }

  @Test func numbersInDisguise() throws {
    #expect(try built([:]) { "$\(1000 + $0).50" }.finding("numbers-as-text")?.columns == ["x"])
    #expect(try built([:]) { "\($0 % 90) %" }.finding("numbers-as-text")?.columns == ["x"])
    #expect(try built([:]) { "A\($0 % 9)" }.finding("numbers-as-text") == nil)
  }

  // MARK: - Numbers

  @Test func grossOutliersStandApart() throws {
    #expect(try built([9: "99999.5", 20: "-7e8"], amount).finding("outliers")?.rows == [9, 20])
  }

  /// Each of the 400 rows is one thing: a stand-in, an outlier, negative or usual.
  @Test func whatIsSaidOfTheOtherRowsCountsAllOfThem() throws {
    let builder = built([2: "9999", 4: "9999", 6: "9999", 5: "-5", 9: "1e9"], amount)
    let negative = try builder.finding("negative-values")
    #expect(negative?.evidence == "1 row below 0 (down to -5); the other 399 are not negative")
    let cents = built([7: "1e9"]) { row in
      row % 20 == 0
        ? EvidenceText.fixed(100 * (25 + 70 * TableBuilder.uniform(row)), digits: 0) : amount(row)
    }
    let units = try cents.finding("mixed-units")
    #expect(units?.rows.contains(7) == false && units?.rowCount == 20, "an outlier is no cents")
  }

  @Test(arguments: [1.0, 2, 3])
  func longTailsAreNoOutliers(shape: Double) throws {
    // A power of a uniform's inverse: Pareto tails.
    let finding = try built([:]) { row in
      var value = 1 / (1 - TableBuilder.uniform(row))
      if shape > 1 { value = value.squareRoot() }
      if shape > 2 { value = value.squareRoot() }
      return EvidenceText.fixed(value, digits: 4)
    }.finding("outliers")
    #expect(
      finding == nil || shape == 1,
      "a tail without variance may have a value three times as far as the next")
  }

  @Test func negativeAmountsAreSeenAndBellCurvesAreNot() throws {
    #expect(try built([30: "-5"], amount).finding("negative-values")?.rows == [30])
    #expect(try built([30: "-2"]) { String($0 % 7) }.finding("negative-values")?.rows == [30])
    for stream in 0..<20 {
      let bell = built([:]) {
        EvidenceText.fixed(2.7 + TableBuilder.normal($0, UInt64(stream)), digits: 4)
      }
      #expect(try bell.finding("negative-values") == nil)
    }
  }

  @Test func standInsForMissing() throws {
    let below = built([:]) { $0 % 3 == 0 ? "-1" : String($0 % 40) }
    #expect(try below.finding("sentinel")?.rowCount == 134)
    let above = built([4: "9999", 8: "9999", 12: "9999"], amount)
    #expect(try above.finding("sentinel")?.rows == [4, 8, 12])
    #expect(
      try built([:]) { String($0 % 100) }.finding("sentinel") == nil, "99 is the largest of 0…99")
    #expect(try built([:]) { String($0 % 3 - 1) }.finding("sentinel")?.columns == ["x"])
  }

  @Test func centsAmongUnits() throws {
    let cents = built([:]) { row in
      row % 20 == 0
        ? EvidenceText.fixed(100 * (25 + 70 * TableBuilder.uniform(row)), digits: 0) : amount(row)
    }
    #expect(try cents.finding("mixed-units")?.rowCount == 20)
    #expect(try cents.finding("outliers") == nil)
  }

  @Test func theLargestNumbersCauseNoTrap() throws {
    let builder = built(
      [1: "1.7976931348623157e308", 2: "-1.7976931348623157e308", 3: "1e-320", 4: "9e99"], amount)
    _ = try builder.findings()
    _ = DataProfile(InspectedTable(try builder.table))
  }
}
