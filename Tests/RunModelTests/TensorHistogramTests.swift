import RunModel
import Testing

@Suite struct TensorHistogramTests {
  private typealias Bin = TensorHistogram.Bin

  private func histogram(_ step: Int64, _ bins: [(Double, Double, Double)]) -> TensorHistogram? {
    TensorHistogram(step: Step(step), bins: bins.map { Bin(low: $0.0, high: $0.1, count: $0.2) }, norm: 1)
  }

  @Test func emptyEndsAreLeftOutAndGapsAreEmptyBins() throws {
    let made = try #require(histogram(0, [(-9, -1, 0), (0, 1, 4), (3, 4, 4), (4, 90, 0)]))
    #expect(made.edges.first == 0 && made.edges.last == 4 && made.total == 8)
    #expect(made.count(below: 0.5) == 2 && made.count(below: 2) == 4 && made.count(below: 9) == 8)
    #expect(made.quantile(0.25) == 0.5 && made.quantile(1) == 4)
  }

  @Test func manyBinsAreJoinedWhereValuesAreFew() throws {
    let bins = (0..<5_000).map { (Double($0), Double($0 + 1), $0 < 100 ? 1_000.0 : 1) }
    let made = try #require(histogram(0, bins))
    #expect(made.counts.count <= TensorHistogram.binLimit + 1 && made.total == 104_900)
    #expect(abs(made.quantile(0.5) - 52.45) < 2)
  }

  @Test func whatIsNoHistogramIsRefused() {
    #expect(histogram(0, []) == nil)
    #expect(histogram(0, [(0, 1, 0)]) == nil)
    #expect(histogram(0, [(1, 0, 5)]) == nil)
    #expect(histogram(0, [(0, 1, -5)]) == nil)
    #expect(histogram(0, [(0, .infinity, 5)]) == nil)
    #expect(histogram(0, [(0, 1, .nan)]) == nil)
    #expect(histogram(0, [(5, 6, 1), (0, 1, 1)]) == nil)
    #expect(histogram(0, [(2, 2, 5)])?.quantile(0.5) == 2)
  }

  @Test func ofVeryManySomeAreKeptAndAlwaysTheNewest() {
    var series = HistogramSeries(name: MetricName("grad/fc1"))
    for step in 0..<1_000 {
      if let made = histogram(Int64(step), [(0, 1, 3)]) { series.record(made) }
      #expect(series.histograms.last?.step == Step(Int64(step)))
      #expect(series.histograms.count <= HistogramSeries.limit)
    }
    #expect(series.norms.count == 1_000)
    let steps = series.histograms.map(\.step.rawValue)
    #expect(steps == steps.sorted() && Set(steps).count == steps.count && steps.count > HistogramSeries.limit / 3)
    #expect(series.histogram(at: 500).map { $0.step.rawValue <= 500 && $0.step.rawValue > 480 } == true)
    #expect(series.histogram(at: -1) == nil)
    series.restart(at: 500)
    #expect(series.histograms.allSatisfy { $0.step < 500 } && series.norms.count == 500)
    // What comes again replaces what was there.
    if let made = histogram(100, [(0, 1, 9)]) { series.record(made) }
    #expect(series.histograms.last?.total == 9 && series.histograms.last?.step == 100)
    #expect(series.upTo { $0 < 50 }.histograms.allSatisfy { $0.step < 50 })
  }
}
