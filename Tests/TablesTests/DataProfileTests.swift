import Testing

@testable import Tables

@Suite struct DataProfileTests {
  @Test func numbersLevelsAndDates() throws {
    let text = "n,l,d\n1,a,2023-01-01\n2,b,2023-01-03\n4,a,\n?,a,2023-01-02\n"
    let profile = DataProfile(
      InspectedTable(try CSVTable(parsing: Array(text.utf8), path: "a.csv")))
    #expect(profile.rows == 4)
    let numbers = try #require(profile.columns[0].numbers)
    // NumPy: np.percentile([1, 2, 4], [25, 50, 75]) and np.std(ddof=1).
    #expect((numbers.lowerQuartile, numbers.median, numbers.upperQuartile) == (1.5, 2, 3))
    #expect(abs((numbers.deviation ?? 0) - 1.527525231651947) < 1e-12)
    #expect(
      (profile.columns[0].count, profile.columns[0].missing, profile.columns[0].distinct) == (
        3, 1, 3
      ))
    #expect(profile.columns[0].histogram == [1, 1, 1])
    #expect(
      profile.columns[1].levels == [.init(level: "a", count: 3), .init(level: "b", count: 1)])
    #expect(profile.columns[1].numbers == nil)
    #expect(profile.columns[2].kind == .date)
    #expect(profile.columns[2].numbers?.median == 19_359)
  }

  @Test func aColumnWithoutValuesHasNoNumbers() throws {
    let profile = DataProfile(
      InspectedTable(try CSVTable(parsing: Array("n,x\n,1\n,2\n".utf8), path: "a.csv")))
    #expect(profile.columns[0].numbers == nil)
    #expect(profile.columns[0].histogram == [])
    #expect(profile.columns[0].missing == 2)
  }

  @Test func percentsNeverRoundToNothingOrAll() {
    #expect(EvidenceText.percent(1, of: 100_000) == "under 0.1 %")
    #expect(EvidenceText.percent(99_999, of: 100_000) == "over 99.9 %")
    #expect(EvidenceText.percent(0, of: 10) == "0.0 %")
    #expect(EvidenceText.percent(1, of: 0) == "not known")
    #expect(EvidenceText.number(118.75, digits: 4) == "118.8")
    #expect(EvidenceText.number(-0.049064, digits: 4) == "-0.04906")
    #expect(EvidenceText.number(1e9) == "1000000000")
    #expect(EvidenceText.count(-1_234_567) == "-1,234,567")
  }
}
