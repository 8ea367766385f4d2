import DashboardLogic
import RunModel
import TerminalModel
import Testing

@testable import DashboardViews

/// What must be seen in a drawn view, whatever else changes about it.
@Suite struct DrawingTests {
  private func lines<V: View>(
    _ view: V.Type, _ model: V.Model, _ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .braille
  ) -> [String] {
    var buffer = CellBuffer(size: Size(columns: columns, rows: rows))
    V.draw(model, in: buffer.bounds, of: &buffer, glyphs: glyphs)
    return buffer.textLines()
  }

  private func chart(_ series: MetricSeries) -> LineChartModel {
    LineChartModel(title: "loss", lines: [.init(label: "", style: .series1, series: series)])
  }

  @Test func aSpikeOfOnePointAmongManyIsSeen() {
    let series = SampleCharts.series(20_000) { $0 == 12_345 ? 9 : 1 }
    var model = chart(series)
    model.hasFullRange = true
    let drawn = lines(LineChartView.self, model, 60, 12, .ascii)
    #expect(drawn[2...5].allSatisfy { $0.contains(".") })
    #expect(drawn[2].filter { $0 == "." }.count == 1)
    model.hasFullRange = false
    let robust = lines(LineChartView.self, model, 60, 12, .ascii)
    #expect(robust[1].contains("^") && robust[2].contains("^ 1 point off scale, max 9"))
  }

  @Test func valuesThatAreNotFiniteAreMarkedAndCounted() {
    var series = SampleCharts.series(100, nan: [50]) { $0 }
    series.record(step: 80, wallTime: .nan, value: .infinity)
    series.record(step: 20, wallTime: .nan, value: -.infinity)
    let drawn = lines(LineChartView.self, chart(series), 60, 12)
    #expect(drawn[10].filter { "×▲▼".contains($0) } == "▼×▲")
    #expect(drawn[0].contains("1 NaN 1 inf 1 -inf"))
  }

  @Test func aCurveIsBrokenWhereOnlyNaNIs() {
    var raster = Raster(columns: 3, rows: 1, glyphs: .ascii)
    let point = ColumnSpan(min: 1, max: 1, first: 1, last: 1)
    let summaries = chart(SampleCharts.series(3, nan: [1]) { $0 }).plot(subcolumns: 3)
    raster.trace(summaries?.traces[0].columns ?? [point], scale: ValueScale(0...2, places: 1))
    raster.endLayer(.series1)
    #expect((0..<3).map { raster.isEmpty(column: $0, row: 0) } == [false, true, false])
  }

  @Test func anEmptyChartSaysSoAndOnePointIsADot() {
    #expect(lines(LineChartView.self, chart(MetricSeries()), 60, 12).joined().contains("no points yet"))
    #expect(lines(LineChartView.self, chart(SampleCharts.series(1) { _ in 3 }), 60, 12).joined().contains("•"))
  }

  @Test func theCrosshairIsReadOut() {
    let title = lines(LineChartView.self, SampleCharts.loss(crosshair: 1_250), 80, 12)[0]
    #expect(title.contains("step 1,250  train 0.471  val 0.490"))
  }

  @Test func twoRowsOfEightColumnsHoldTitleAndCurve() {
    let drawn = lines(LineChartView.self, chart(SampleCharts.series(50) { $0 }), 8, 2, .ascii)
    #expect(drawn == ["loss    ", "********"])
    #expect(lines(LineChartView.self, chart(SampleCharts.series(50) { $0 }), 10, 1) == ["loss  49.0"])
  }

  /// Along the edge they would look like a plateau.
  @Test func valuesBeyondTheScaleAreNotDrawn() {
    var raster = Raster(columns: 5, rows: 4, glyphs: .ascii)
    let values = [9.0, 8, 2, -5, -6]
    let spans = values.map { ColumnSpan(min: $0, max: $0, first: $0, last: $0) }
    raster.trace(spans, scale: ValueScale(0...4, places: 4))
    raster.endLayer(.series1)
    let rows = (0..<5).map { column in (0..<4).filter { !raster.isEmpty(column: column, row: $0) } }
    // The line leaves at the edge towards what is beyond it.
    #expect(rows == [[], [0], [1], [2, 3], []])
  }

  @Test func zoomShowsOnlyTheStepsAskedFor() {
    var model = chart(SampleCharts.series(1_000) { $0 })
    model.xRange = 100...200
    let drawn = lines(LineChartView.self, model, 60, 12)
    #expect(drawn[11].contains("100") && drawn[11].contains("200") && !drawn[11].contains("500"))
    #expect(!drawn.dropFirst().joined().contains("1,000"))
  }

  @Test func sparklines() {
    let sparkline = { (series: MetricSeries, glyphs: GlyphSet) in
      self.lines(SparklineView.self, SparklineModel(series: series), 7, 1, glyphs)[0]
    }
    #expect(sparkline(SampleCharts.series(7) { $0 }, .braille) == "▁▂▃▄▅▆▇")
    #expect(sparkline(SampleCharts.series(7) { _ in 5 }, .braille) == "▄▄▄▄▄▄▄")
    #expect(sparkline(SampleCharts.series(3, nan: [1]) { $0 }, .braille) == "▁×▇    ")
    #expect(sparkline(SampleCharts.series(700) { $0 == 350 ? 9 : 0 }, .braille) == "▁▁▁▇▁▁▁")
    #expect(sparkline(SampleCharts.series(3, nan: [1]) { $0 }, .ascii) == "_x^    ")
    #expect(sparkline(MetricSeries(), .braille) == "       ")
    let shared = SparklineModel(series: SampleCharts.series(7) { $0 }, range: 2...8)
    #expect(lines(SparklineView.self, shared, 7, 1)[0] == "▁▁▁▂▃▄▅", "what is beyond the range stands at its end")
    let settled = SparklineModel(series: SampleCharts.series(7) { [0.1, 0.9, 1, 1, 1, 1, 2][Int($0)] }, range: 1...1)
    #expect(lines(SparklineView.self, settled, 7, 1)[0] == "▁▁▄▄▄▄▇", "nor is a way to one value a flat line")
  }

  @Test func negativeBarsGrowToTheLeftOfZero() {
    let model = BarListModel(title: "", items: [.init(name: "a", value: -1), .init(name: "b", value: 1)])
    let drawn = lines(BarListView.self, model, 30, 2, .ascii)
    let columns = drawn.map { line in line.enumerated().filter { $0.element == "#" }.map(\.offset) }
    #expect(drawn[0].contains("b") && drawn[1].contains("a"))
    #expect((columns[1].max() ?? 0) + 1 == columns[0].min())
  }

  @Test func hostileTextBecomesHarmless() {
    let drawn = lines(StatusLine.self, StatusLineModel(leading: ["a\u{1b}[2J\u{202e}b"]), 20, 1).joined()
    #expect(!drawn.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
  }

  @Test func theSelectedRowIsHighlightedToTheEdge() {
    var buffer = CellBuffer(size: Size(columns: 80, rows: 6))
    TableView.draw(SampleCharts.runs(), in: buffer.bounds, of: &buffer, glyphs: .braille)
    let rows = (0..<6).map { row in buffer.row(row).allSatisfy { $0.style == .selection } }
    #expect(rows == [false, false, true, false, false, false])
  }

  @Test func undefinedScoresSaySo() {
    let model = ConfusionMatrixModel(ConfusionMatrix(labels: ["no", "yes"], counts: [[3, 0], [2, 0]]))
    let drawn = lines(ConfusionMatrixView.self, model, 80, 20).joined()
    #expect(drawn.contains("precision not defined") && drawn.contains("recall 0.000"))
  }
}
