import DashboardLogic
import RunModel
import Testing

/// Mean and band of several series. The values are worked out by hand.
@Suite struct SeriesBandTests {
  private func series(_ points: [(Int64, Double)]) -> MetricSeries {
    var series = MetricSeries()
    for (step, value) in points { series.record(step: Step(step), wallTime: .nan, value: value) }
    return series
  }

  /// At each step the values 1, 2 and 6: mean 3, squares 4 + 1 + 9 = 14, deviation √7.
  @Test func meanExtremesAndSampleDeviation() throws {
    let band = SeriesBand(
      of: [1.0, 2, 6].map { value in series([(0, value), (1, value)]) }, columns: 2, over: 0...1)
    for place in band.places {
      let place = try #require(place)
      #expect(place.mean == 3 && place.count == 3)
      #expect(place.range(.extremes) == 1...6)
      #expect(abs((place.deviation ?? 0) - 2.6457513110645907) < 1e-12)
      #expect(place.range(.off) == nil)
    }
  }

  /// The second series has points at 0 and 4 alone: 0 and 8, so 2, 4 and 6 between.
  @Test func aSeriesCountsBetweenItsPointsOnTheStraightLineAndNotBeyondThem() {
    let dense = series((0...5).map { ($0, 0) })
    let sparse = series([(0, 0), (4, 8)])
    let band = SeriesBand(of: [dense, sparse], columns: 6, over: 0...5)
    #expect(band.places.map { $0?.mean } == [0, 1, 2, 3, 4, 0])
    #expect(band.places.map { $0?.count } == [2, 2, 2, 2, 2, 1])
    #expect(band.places.map { $0?.deviation == nil } == [false, false, false, false, false, true])
  }

  /// Two points a stretch: its mean counts, its extremes are kept.
  @Test func extremesAreThoseOfThePoints() {
    let band = SeriesBand(of: [series([(0, 1), (1, 3)]), series([(0, 2), (1, 2)])], columns: 1, over: 0...1)
    #expect(band.places[0]?.mean == 2 && band.places[0]?.range(.extremes) == 1...3)
    #expect(band.places[0]?.deviation == 0)
  }

  @Test func whatIsNotFiniteDoesNotCountAndNothingIsInvented() {
    let band = SeriesBand(
      of: [series([(0, .nan), (1, 5), (2, .infinity)]), series([(1, 7)])], columns: 4, over: 0...3)
    #expect(band.places.map { $0?.mean } == [nil, 6, nil, nil])
    #expect(SeriesBand(of: [], columns: 2, over: 0...1).places.isEmpty)
    let huge = SeriesBand(of: [series([(0, 1e308)]), series([(0, -1e308)])], columns: 1, over: 0...0)
    #expect(huge.places[0].map { $0.range(.deviation) == nil } ?? true)
  }
}
