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
    (0.0...1.0, 1, ["0.5"]),
  ])
  func valueLabels(_ range: ClosedRange<Double>, _ limit: Int, _ expected: [String]) {
    #expect(AxisTicks.values(range, limit: limit).ticks.map(\.label) == expected)
  }

  @Test func endsThatOnlyTheLastDigitsTellApartAreStillLabelled() {
    let range = 1.0...1.0.nextUp.nextUp
    let ticks = AxisTicks.values(range, limit: 5).ticks
    #expect(ticks.map(\.label) == ["1", "1.0000000000000004"])
  }

  @Test(arguments: [
    (Int64(0)...4_900, 60, ["0", "1k", "2k", "3k", "4k"]),
    (0...4_900, 30, ["0", "2k", "4k"]),
    (0...4_900, 100, ["0", "500", "1,000", "1,500", "2,000", "2,500", "3,000", "3,500", "4,000", "4,500"]),
    (0...9, 10, ["0", "5"]),
    (5...5, 40, ["5"]),
    (0...2_000_000, 50, ["0", "500k", "1,000k", "1,500k", "2,000k"]),
    (1_003...1_004, 40, ["1,003", "1,004"]),
    (0...1_000_000, 2, ["0"]),
  ])
  func stepLabels(_ range: ClosedRange<Int64>, _ columns: Int, _ expected: [String]) {
    #expect(AxisTicks.steps(range, columns: columns).ticks.map(\.label) == expected)
  }

  @Test func anyRangeHasTicksInsideItAndNoMoreThanFit() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      let ends = [0, 1].map { _ in randomDouble(&random) }.sorted()
      let limit = Int.random(in: 0...40, using: &random)
      let made = AxisTicks.values(ends[0]...ends[1], limit: limit).ticks
      let slack = (ends[1] / 2 - ends[0] / 2) * 1e-6
      #expect(!made.isEmpty && made.count <= max(limit, 1), "\(ends) \(limit)")
      #expect(limit < 2 || ends[0] == ends[1] || made.count >= 2, "\(ends) \(limit)")
      #expect(made.allSatisfy { $0.value >= ends[0] - slack && $0.value <= ends[1] + slack }, "\(ends)")
      #expect(Set(made.map(\.label)).count == made.count, "\(ends) \(made)")
    }
  }

  @Test func anyStepRangeHasTicksAndTheirLabelsFit() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      let shift = Int64.random(in: 0...63, using: &random)
      let ends = [0, 1].map { _ in Int64.random(in: .min ... .max, using: &random) >> shift }.sorted()
      let columns = Int.random(in: 0...200, using: &random)
      let made = AxisTicks.steps(ends[0]...ends[1], columns: columns).ticks
      #expect(!made.isEmpty)
      #expect(made.count == 1 || made.reduce(0) { $0 + $1.label.count + 2 } <= columns + 2, "\(ends) \(columns)")
      #expect(Set(made.map(\.label)).count == made.count, "\(ends) \(made)")
    }
  }

  private func randomDouble(_ random: inout SystemRandomNumberGenerator) -> Double {
    while true {
      let value = Double(bitPattern: .random(in: .min ... .max, using: &random))
      if value.isFinite { return value }
    }
  }
}
