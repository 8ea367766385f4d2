import StudyModel
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.845089, 3, "0.845"), (-0.0004, 3, "0.000"), (1_234_567.891, 1, "1,234,567.9"), (0.9996, 3, "1.000"),
    (-12.5, 0, "-13"), (999.5, 0, "1,000"), (.nan, 2, "not known"), (.infinity, 2, "not known"), (1e20, 2, "1e+20"),
  ])
  func fixed(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test func anIntervalsWidthDecidesTheDigits() {
    #expect(NumberText.decimals(forWidth: 0.056) == 3 && NumberText.decimals(forWidth: 0.5) == 2)
    #expect(NumberText.decimals(forWidth: 20) == 0 && NumberText.decimals(forWidth: 0) == 3)
    let wide = Estimate(metric: "rmse", value: 54.321, interval: ConfidenceInterval(low: 41, high: 67, method: ""))
    #expect(EstimateText(wide).full == "54 (95 % interval 41 to 67)")
  }

  @Test func unitsFitTheSize() {
    #expect(
      [0.00041, 0.012, 1.31, 250, 7300].map(NumberText.seconds) == [
        "0.41 ms", "12 ms", "1.3 s", "4 min 10 s", "2 h 1 min",
      ])
    #expect(NumberText.milliseconds(0.0002) == "<0.001 ms" && NumberText.seconds(.nan) == "not known")
    #expect(
      [812, 1_240, 48_300, 34_000_000, 999_999].map(NumberText.bytes) == [
        "812 B", "1.2 kB", "48 kB", "34 MB", "1.0 MB",
      ])
    #expect(
      NumberText.times(48_000, 4_000) == "12x" && NumberText.times(4, 48) == "1/12 of" && NumberText.times(1, 0) == nil
        && NumberText.times(nil, 1) == nil)
  }

  @Test func smallTextsReadWell() {
    #expect([0.41, 0.014, 0.0004].map(NumberText.probability) == ["0.41", "0.014", "<0.001"])
    #expect([0.8, 3, 0.005].map(NumberText.shortest) == ["0.8", "3", "0.005"])
    #expect(
      [0.000795332169589311, 0.01, 0.8976, 12.5, 3, .nan].map { NumberText.shortest($0, digits: 2) } == [
        "0.0008", "0.01", "0.9", "13", "3", "not known",
      ])
    #expect(
      NumberText.list(["a"]) == "a" && NumberText.list(["a", "b", "c"]) == "a, b and c" && NumberText.list([]) == "")
    #expect(NumberText.count(1, of: "trial") == "1 trial" && NumberText.count(12_000, of: "row") == "12,000 rows")
    #expect(NumberText.significant(0.001234) == "0.00123" && NumberText.significant(0) == "0")
    #expect(NumberText.signed(0.01, decimals: 2) == "+0.01")
    #expect([1.234e9, -9.999e8, 0, .infinity].map(NumberText.powerOfTen) == ["1.23e9", "-1.00e9", "0", "not known"])
  }

  @Test func whatRoundsToZeroHasNoSign() {
    #expect(NumberText.signed(0.04, decimals: 1) == "0.0" && NumberText.signed(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.signed(0.06, decimals: 1) == "+0.1" && NumberText.significant(1.2e9) == "1.20e9")
  }
}
