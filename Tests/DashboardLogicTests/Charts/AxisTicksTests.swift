import Testing

@testable import DashboardLogic

@Suite struct AxisTicksTests {
  @Test(arguments: [
    (0.0...1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.28...0.93, 4, ["0.4", "0.6", "0.8"]),
    (-5.0...5.0, 3, ["-5", "0", "5"]),
    (0...2e-12, 3, ["0", "1e-12", "2e-12"]),
    (0...1.5e-12, 4, ["0", "0.5e-12", "1.0e-12", "1.5e-12"]),
    (-1.7e308...1.7e308, 5, ["-1e308", "0", "1e308"]),
    (1e300...3e300, 3, ["1e300", "2e300", "3e300"]),
    (0...20_000, 3, ["0", "10k", "20k"]),
    (7.0...7.0, 5, ["7"]),
    (2.1...3.9, 2, ["2.1", "3.9"]),
  ])
  func valueLabels(_ range: ClosedRange<Double>, _ limit: Int, _ expected: [String]) {
    #expect(AxisTicks.candidates(range, .linear, limit: limit).first?.ticks.map(\.label) == expected)
  }

  @Test func endsThatOnlyTheLastDigitsTellApartAreStillLabelled() {
    let range = 1.0...1.0.nextUp.nextUp
    let ticks = AxisTicks.candidates(range, .linear, limit: 5).first?.ticks
    #expect(ticks?.map(\.label) == ["1", "1.0000000000000004"])
  }

  @Test(arguments: [
    (Int64(0)...4_900, 60, ["0", "1k", "2k", "3k", "4k"]),
    (0...4_900, 18, ["0", "2k", "4k"]),
    (0...9, 10, ["0", "5"]),
    (5...5, 40, ["5"]),
    (0...2_000_000, 50, ["0", "500k", "1,000k", "1,500k", "2,000k"]),
    (1_003...1_004, 40, ["1,003", "1,004"]),
    (0...1_000_000, 2, ["0"]),
  ])
  func stepLabels(_ range: ClosedRange<Int64>, _ columns: Int, _ expected: [String]) {
    let axis = AxisLabels.steps(HorizontalScale(range, columns: columns), name: "")
    #expect(axis.labels.map(\.text) == expected)
  }

  @Test func anyRangeHasTicksInsideItAndTheFinestAreNoMoreThanAskedFor() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      let ends = [0, 1].map { _ in randomDouble(&random) }.sorted()
      let limit = Int.random(in: 2...40, using: &random)
      let slack = (ends[1] / 2 - ends[0] / 2) * 1e-6
      for made in AxisTicks.candidates(ends[0]...ends[1], .linear, limit: limit).map(\.ticks) {
        #expect(!made.isEmpty && made.count <= limit, "\(ends) \(limit)")
        #expect(made.allSatisfy { $0.value >= ends[0] - slack && $0.value <= ends[1] + slack }, "\(ends)")
        #expect(Set(made.map(\.label)).count == made.count, "\(ends) \(made)")
      }
    }
  }

  @Test func anyStepRangeHasLabelsThatDoNotTouchNorLeaveTheAxis() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      let shift = Int64.random(in: 0...63, using: &random)
      let ends = [0, 1].map { _ in Int64.random(in: .min ... .max, using: &random) >> shift }.sorted()
      let columns = Int.random(in: 8...200, using: &random)
      let axis = AxisLabels.steps(HorizontalScale(ends[0]...ends[1], columns: columns), name: "step")
      #expect(!axis.labels.isEmpty, "\(ends) \(columns)")
      let all = (axis.labels + (axis.name.map { [$0] } ?? [])).sorted { $0.cell < $1.cell }
      #expect(zip(all, all.dropFirst()).allSatisfy { $0.end + 2 <= $1.cell }, "\(ends) \(columns) \(all)")
      #expect(all.allSatisfy { $0.cell >= 0 && $0.end <= columns }, "\(ends) \(columns)")
    }
  }

  /// Every value of the finer grid would stand a row from the next, and of the coarser one there is one alone.
  @Test func aShortAxisHasRoundValuesAllTheSame() {
    let labels = AxisLabels.upright(0.08...0.98, rows: 7, dotsPerRow: 4).labels
    #expect(labels.map(\.text) == ["0.4", "0.8"])
    #expect(AxisLabels.upright(0.41...0.46, rows: 3, dotsPerRow: 4).labels.map(\.text) == ["0.42", "0.46"])
  }

  @Test func theNameStandsBehindTheLastLabelElseBeforeIt() {
    let behind = AxisLabels.lying(0...9.6, name: "score", columns: 60, dotsPerColumn: 2)
    #expect(behind.labels.map(\.text) == ["0", "2", "4", "6", "8"] && behind.name?.cell == 53)
    // The last label keeps its place at the end of the axis.
    let between = AxisLabels.lying(0...1, name: "score", columns: 60, dotsPerColumn: 2)
    #expect(between.labels.last?.text == "1.0" && between.labels.last?.end == 60)
    #expect(between.name.map { $0.cell > between.labels[between.labels.count - 2].end } == true)
    #expect(AxisLabels.lying(0...1, name: "score", columns: 8, dotsPerColumn: 2).name == nil)
  }

  private func randomDouble(_ random: inout SystemRandomNumberGenerator) -> Double {
    while true {
      let value = Double(bitPattern: .random(in: .min ... .max, using: &random))
      if value.isFinite { return value }
    }
  }
}
