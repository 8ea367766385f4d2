import Statistics
import Testing

@testable import DashboardLogic

@Suite struct RowGridTests {
  private func labels(_ range: ClosedRange<Double>, rows: Int) -> [AxisLabels.Label] {
    AxisLabels.upright(range, rows: rows, dotsPerRow: 4).labels
  }

  @Test func roundValuesStandInTheMiddleOfRows() throws {
    let range = try #require(RowGrid(rows: 9, dotsPerRow: 4).range(around: 0.2...2.4))
    // A third a row: 0 at the second dot of the last one.
    #expect(abs(range.lowerBound + 0.25 / 3) < 1e-9 && abs(range.upperBound - (range.lowerBound + 35.0 / 12)) < 1e-9)
    #expect(labels(range, rows: 9).map(\.text) == ["0", "1", "2"])
    #expect(labels(range, rows: 9).map(\.cell) == [8, 5, 2])
  }

  @Test func countsBeginAtZero() throws {
    let losses = try #require(RowGrid(rows: 30, dotsPerRow: 4).range(around: 0.001...7.3))
    #expect(labels(losses, rows: 30).first == AxisLabels.Label(cell: 29, text: "0"))
  }

  /// An accuracy is never above 1, and an axis up to 1.2 asks what is there.
  @Test func noLabelOfSharesIsAboveOne() throws {
    let accuracy = try #require(RowGrid(rows: 8, dotsPerRow: 4).range(around: 0.5...0.98))
    #expect(labels(accuracy, rows: 8).last == AxisLabels.Label(cell: 0, text: "1.0"))
    let all = try #require(RowGrid(rows: 21, dotsPerRow: 4).range(around: 0.02...1))
    #expect(labels(all, rows: 21).map(\.cell) == [20, 16, 12, 8, 4, 0])
    var random = SeededGenerator(seed: 12)
    for _ in 0..<2_000 {
      let rows = Int.random(in: 3...60, using: &random)
      let low = Double.random(in: 0...0.9, using: &random)
      let range = low...Double.random(in: low + 0.01...1, using: &random)
      guard let wider = RowGrid(rows: rows, dotsPerRow: 4).range(around: range) else { continue }
      #expect(wider.lowerBound > -0.3 / Double(rows - 1) && wider.upperBound < 1 + 1 / Double(rows - 1))
      #expect(labels(wider, rows: rows).allSatisfy { Double($0.text).map { (0...1).contains($0) } ?? false })
    }
  }

  @Test func whatHasNoTwoTicksStaysAsItIs() {
    #expect(RowGrid(rows: 2, dotsPerRow: 4).range(around: 0...1) == nil)
    #expect(RowGrid(rows: 9, dotsPerRow: 4).range(around: 1...1) == nil)
    #expect(RowGrid(rows: 9, dotsPerRow: 4).range(around: 1...(1 + 1e-14)) == nil)
    let largest = Double.greatestFiniteMagnitude
    #expect(RowGrid(rows: 9, dotsPerRow: 4).range(around: -largest...largest) == nil)
  }

  @Test func anyRangeIsWidenedByLittleAndHasEvenTicks() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      let rows = Int.random(in: 3...60, using: &random)
      let dots = [1, 2, 4].randomElement(using: &random) ?? 4
      let size = Double("1e\(Int.random(in: -12...12, using: &random))") ?? 1
      let low = Double.random(in: -1...1, using: &random) * size
      let range = low...(low + Double.random(in: 1e-4...1, using: &random) * size)
      guard let wider = RowGrid(rows: rows, dotsPerRow: dots).range(around: range) else {
        #expect(rows < 12, "\(range) in \(rows) rows")
        continue
      }
      #expect(wider.lowerBound <= range.lowerBound && wider.upperBound >= range.upperBound)
      let (width, asked) = (wider.upperBound - wider.lowerBound, range.upperBound - range.lowerBound)
      #expect(width <= asked * 1.7 + asked * 1e-9, "\(range) became \(wider) in \(rows) rows")
      let cells = AxisLabels.upright(wider, rows: rows, dotsPerRow: dots).labels.map(\.cell)
      #expect(cells.count >= 2)
      let distances = Set(zip(cells, cells.dropFirst()).map { $0 - $1 })
      #expect(distances.count == 1, "\(cells) of \(wider) in \(rows) rows")
    }
  }
}
