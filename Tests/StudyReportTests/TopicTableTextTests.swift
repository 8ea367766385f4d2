import StudyModel
import Testing

@testable import StudyReport

/// Cells of a topic's table as a page shows them.
@Suite struct TopicTableTextTests {
  private func cells(_ unit: TopicTable.Unit, _ cells: [TopicCell]) -> [String] {
    TopicTableText(
      TopicTable("t", title: "", columns: [.init("a", "a", unit)], rows: cells.map { [$0] })
    ).column(0)
  }

  @Test func anIntervalWithoutWidthIsOneNumber() {
    #expect(
      cells(.interval, [.interval(low: 0.5, high: 0.5), .interval(low: 0.1, high: 0.4), .missing]) == [
        "0.50", "0.10 to 0.40", "-",
      ])
  }

  @Test func aNarrowIntervalAmongWideOnesKeepsItsWidth() {
    let wide = [TopicCell](repeating: .interval(low: 10, high: 90), count: 3)
    #expect(cells(.interval, wide + [.interval(low: 2.01, high: 2.04)]).last == "2.010 to 2.040")
  }

  @Test func hugeNumbersArePowersOfTen() {
    #expect(cells(.number, [.number(1.5e9), .number(12), .number(3.26)]) == ["1.50e9", "12.0", "3.3"])
    #expect(cells(.difference, [.number(-2e9), .number(3e9)]) == ["-2.00e9", "+3.00e9"])
    #expect(cells(.interval, [.interval(low: -1e9, high: 1e9)]) == ["-1.00e9 to 1.00e9"])
  }

  @Test(arguments: [12_345_678, 999_000_000, 1_230_000_000.0])
  func aNumberIsAPowerOfTenInTablesWhereItIsOneInSentences(value: Double) {
    #expect(cells(.number, [.number(value)]) == [NumberText.significant(value)])
    #expect(cells(.difference, [.number(value)]) == ["+\(NumberText.significant(value))"])
  }
}
