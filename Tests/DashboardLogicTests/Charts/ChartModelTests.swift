import RunModel
import Synchronization
import TerminalModel
import Testing

@testable import DashboardLogic

@Suite struct ChartGridLayoutTests {
  private let screen = Rect(column: 0, row: 0, columns: 160, rows: 48)

  @Test(arguments: [(1, 1, 1), (2, 2, 1), (4, 2, 2), (6, 3, 2), (9, 3, 3)])
  func shapes(_ count: Int, _ columns: Int, _ rows: Int) {
    let grid = ChartGridLayout.make(count: count, in: screen)
    #expect(grid.gridColumns == columns && grid.gridRows == rows)
    #expect(grid.rects.count == count && grid.pageCount == 1)
  }

  @Test func everyPageCoversItsAreaWithoutOverlap() {
    for count in 1...70 {
      for page in 0..<ChartGridLayout.make(count: count, in: screen).pageCount {
        let grid = ChartGridLayout.make(count: count, in: screen, page: page)
        #expect(grid.rects.reduce(0) { $0 + $1.columns * $1.rows } == screen.columns * screen.rows, "\(count)")
        for (index, rect) in grid.rects.enumerated() {
          #expect(grid.rects.dropFirst(index + 1).allSatisfy { $0.intersection(rect).isEmpty })
          #expect(rect.columns >= 30 && rect.rows >= 8)
        }
      }
    }
  }

  @Test func pagesHoldAllChartsOnce() {
    let pages = (0..<4).map { ChartGridLayout.make(count: 70, in: screen, page: $0) }
    #expect(pages[0].pageCount == 3 && pages[3].page == 2)
    #expect(pages[0].rects.count + pages[1].rects.count + pages[2].rects.count == 70)
    #expect(pages[2].firstIndex == pages[0].rects.count + pages[1].rects.count)
  }

  @Test func noRoomAndNoChartsAreNoTrap() {
    #expect(ChartGridLayout.make(count: 0, in: screen).rects.isEmpty)
    #expect(ChartGridLayout.make(count: 3, in: Rect(column: 0, row: 0, columns: 0, rows: 5)).rects.isEmpty)
    #expect(ChartGridLayout.make(count: 3, in: Rect(column: 0, row: 0, columns: 9, rows: 3)).pageCount == 3)
  }
}

@Suite struct ChartModelTests {
  @Test func headingsSayLastAndBest() {
    var series = MetricSeries()
    for (step, value) in [0.9, 0.331, 0.347].enumerated() {
      series.record(step: Step(Int64(step) * 4_190), wallTime: .nan, value: value)
    }
    let model = LineChartModel(
      title: "loss", lines: [.init(label: "val", style: .series2, series: series, goal: .lowerIsBetter)])
    let heading = model.headings()[0]
    #expect(heading.label == "val" && heading.last == "0.347")
    #expect(heading.best == "best 0.331 @ 4,190")
    #expect(heading.nonFinite == nil)
  }

  @Test func theValueAxisHoldsWhatIsOnView() throws {
    var series = MetricSeries()
    for step in 0..<100 as Range<Int64> { series.record(step: Step(step), wallTime: .nan, value: Double(step)) }
    var model = LineChartModel(title: "", lines: [.init(label: "", style: .series1, series: series)], xRange: 10...20)
    #expect(model.visibleValues()?.range == 10...20)
    model.xRange = 500...600
    #expect(model.visibleValues()?.range == 0...1)
  }

  @Test func aChartAloneSaysItsExtremesUntilTheCrosshairComes() {
    var series = MetricSeries()
    for step in 0..<100 as Range<Int64> {
      series.record(
        step: Step(step), wallTime: .nan, value: step == 40 ? 7 : step == 60 ? .nan : 1 + Double(step) / 100)
    }
    var model = LineChartModel(title: "", lines: [.init(label: "val", style: .series1, series: series)])
    let words = { model.detailLines(columns: 120, plot: nil).map { $0.spans.map(\.text).joined() } }
    #expect(words() == ["val lowest 1.00 @ 0 highest 7.00 @ 40  100 points"])
    model.crosshair = 3
    #expect(words().count == 1 && words()[0].hasPrefix("step 3"))
  }

  @Test func valueScaleSurvivesTheWholeRangeOfDoubles() {
    let largest = Double.greatestFiniteMagnitude
    let scale = ValueScale(-largest...largest, places: 101)
    #expect([-largest, 0, largest, .nan].map(scale.place) == [0, 50, 100, 0])
  }

  @Test func confusionScores() {
    let model = ConfusionMatrixModel(ConfusionMatrix(labels: ["no", "yes"], counts: [[50, 10], [5, 35]]))
    #expect(model.scores == ["accuracy 0.850", "precision 0.778", "recall 0.875", "F1 0.824"])
    #expect(model.rowShare(actual: 0, predicted: 1) == 1.0 / 6)
    let empty = ConfusionMatrixModel(ConfusionMatrix(labels: ["no", "yes"], counts: [[0, 0], [0, 0]]))
    #expect(empty.scores.allSatisfy { $0.hasSuffix("not defined") })
  }

  @Test func theOperatingPointDecidesAsTheThresholdDoes() {
    let curve = ROCCurve(
      falsePositiveRate: [0, 0.1, 0.4, 1], truePositiveRate: [0, 0.6, 0.9, 1], thresholds: [.infinity, 0.8, 0.5, 0.1],
      areaUnderCurve: nil)
    let model = CurveChartModel(curve, threshold: 0.45)
    #expect(model.operatingPoint == .init(x: 0.4, y: 0.9, threshold: 0.45))
    #expect(model.summary == "AUC not known")
    #expect(CurveChartModel(curve).operatingPoint == nil)
  }

  @Test func barsAreSortedAndScrollNoFurtherThanTheLastPage() {
    let items = [1, .nan, 3, -2].map { BarListModel.Item(name: "\($0)", value: $0) }
    var model = BarListModel(title: "", items: items)
    #expect(model.items.map(\.name) == ["3.0", "1.0", "-2.0", "nan"])
    model.offset = 99
    #expect(model.visible(rows: 3) == 1..<4)
  }

  @Test func tablesDropColumnsByPriorityAndGiveTheRestToTheFlexibleOne() {
    let table = TableModel(
      columns: [
        .init("name", minimum: 4, isFlexible: true), .init("aaaaaaaa", priority: 2), .init("bbbbbbbb", priority: 1),
        .init("cccc"),
      ], rows: [[.text("a-long-name")]])
    #expect(table.page(columns: 60, rows: 9).placements.map(\.index) == [0, 1, 2, 3])
    #expect(table.page(columns: 60, rows: 9).placements.map(\.width) == [34, 8, 8, 4])
    #expect(table.page(columns: 25, rows: 9).placements.map(\.index) == [0, 2, 3])
    #expect(table.page(columns: 12, rows: 9).placements.map(\.index) == [0, 3])
    #expect(table.page(columns: 12, rows: 9).placements.map(\.width) == [6, 4])
    #expect(table.page(columns: 0, rows: 9).placements.isEmpty)
  }

  @Test func aLongTableMakesOnlyTheRowsAroundThoseShownAndTheirWidthsHoldStill() {
    let made = Mutex<Set<Int>>([])
    var table = TableModel(columns: [.init("", minimum: 1)], rowCount: 1_000_000) { index in
      made.withLock { _ = $0.insert(index) }
      return [.text(String(repeating: "x", count: index % 7 + 1))]
    }
    let starts = Array(stride(from: 500_000, to: 500_040, by: 3))
    let widths = starts.map { start in
      table.offset = start
      let page = table.page(columns: 80, rows: 10)
      #expect(page.rows.map(\.index) == Array(start..<start + 10))
      return page.placements.map(\.width)
    }
    #expect(widths.allSatisfy { $0 == [7] })
    #expect(made.withLock(\.count) <= 2 * 64)
  }

  @Test func theSelectedRowIsAlwaysShown() {
    var table = TableModel(columns: [.init("a")], rows: Array(repeating: [.text("x")], count: 50), selection: 30)
    #expect(table.visible(rows: 10) == 21..<31)
    table.offset = 40
    #expect(table.visible(rows: 10) == 30..<40)
    table.selection = nil
    #expect(table.visible(rows: 10) == 40..<50)
  }

  @Test func textIsWrappedAtBlanksAndLongWordsAreBroken() {
    let rows = { (text: StyledText) in text.wrapped(columns: 6).map { $0.spans.map(\.text).joined() } }
    #expect(rows("ab cd ef") == ["ab cd ", "ef"])
    #expect(rows("abcdefghij") == ["abcdef", "ghij"])
    #expect(rows("") == [""])
    #expect(rows("日本語日本語") == ["日本語", "日本語"])
    // A value keeps the column it begins in, unless that leaves it too little room.
    let fact = StyledText.fact("sha256", "0123456789 abcdef 0123456789")
    #expect(
      fact.wrapped(columns: 24).map { $0.spans.map(\.text).joined() } == [
        "sha256    0123456789 ", "          abcdef ", "          0123456789",
      ])
    let long = StyledText.fact("sha256", String(repeating: "a", count: 30)).wrapped(columns: 24)
    #expect(long.map(\.columns) == [24, 24, 12], "a word without blanks is divided to the same column")
    #expect(fact.wrapped(columns: 12).map { $0.spans.map(\.text).joined() }[1].hasPrefix("0123"))
  }

  @Test func binsStandWhereTheirEdgesAreAndAreAsHighAsTheyAreDense() {
    // A tenth of the axis holds as many as the rest: nine times as dense.
    let model = HistogramModel(
      title: "", edges: [0, 0.1, 1], up: .init(label: "", counts: [90, 90], style: .series1))
    let heights = model.heights(of: model.up, columns: 20)
    #expect(heights.prefix(2).allSatisfy { $0 == 1 } && heights.dropFirst(2).allSatisfy { abs($0 - 1.0 / 9) < 1e-9 })
    let scale = BinScale([0, 0.1, 1], places: 20)
    #expect(scale?.places(of: 0) == 0..<2 && scale?.places(of: 1) == 2..<20)
    // Bins narrower than a place share it.
    #expect(BinScale([0, 0.001, 0.002, 1], places: 10)?.places(of: 1) == 0..<1)
    #expect(BinScale([0], places: 10) == nil && BinScale([0, 1], places: 0) == nil)
  }
}
