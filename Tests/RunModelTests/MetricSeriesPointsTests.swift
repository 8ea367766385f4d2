import RunModel
import Testing

@Suite struct MetricSeriesPointsTests {
  private func series(_ steps: Range<Int64>, from earlier: MetricSeries = MetricSeries()) -> MetricSeries {
    var series = earlier
    for step in steps { series.record(step: Step(step), wallTime: Double(step), value: Double(step % 100)) }
    return series
  }

  @Test func pointsComeInOrderFromAnyRange() {
    let points = series(0..<10_000)
    for range in [0..<10_000, 4_000..<4_200, 8_190..<8_195, 77..<77] {
      var steps: [Int64] = []
      points.forEachPoint(in: range) { step, time, value in
        steps.append(step)
        #expect(time == Double(step) && value == Double(step % 100))
      }
      #expect(steps == range.map { Int64($0) })
    }
  }

  @Test func aSeriesThatHasGrownContinuesWhatItWas() {
    for (before, after) in [(0, 10), (100, 100), (100, 5_000), (4_096, 4_097), (5_000, 20_000)] as [(Int64, Int64)] {
      let earlier = series(0..<before)
      #expect(series(before..<after, from: earlier).isContinuation(of: earlier))
      #expect(series(0..<after).isContinuation(of: earlier))
    }
  }

  @Test func aChangedPastContinuesNothing() {
    let earlier = series(0..<9_000)
    for step in [0, 50, 4_095, 8_999] as [Int64] {
      var changed = series(9_000..<9_100, from: earlier)
      changed.record(step: Step(step), wallTime: .nan, value: -1)
      #expect(!changed.isContinuation(of: earlier), "\(step)")
    }
    var shortened = earlier
    shortened.removePoints(from: 8_000)
    #expect(!shortened.isContinuation(of: earlier) && earlier.isContinuation(of: shortened))
    #expect(!series(8_000..<9_500, from: series(0..<7_000)).isContinuation(of: earlier))
  }

  @Test func aSightTellsInAMomentWhetherThePastIsTheSame() {
    let earlier = series(0..<9_000)
    let sight = earlier.sight
    #expect(earlier.goesOn(from: sight) && series(9_000..<20_000, from: earlier).goesOn(from: sight))
    for step in [0, 4_095, 8_999] as [Int64] {
      var changed = series(9_000..<9_100, from: earlier)
      changed.record(step: Step(step), wallTime: .nan, value: -1)
      #expect(!changed.goesOn(from: sight) && changed.goesOn(from: changed.sight), "\(step)")
    }
    var rewritten = earlier
    rewritten.removePoints(from: 8_000)
    #expect(!series(8_000..<9_000, from: rewritten).goesOn(from: sight), "as many points as before")
    #expect(!earlier.prefix(100).goesOn(from: sight), "it is shorter")
    #expect(earlier.goesOn(from: earlier.prefix(100).sight))
  }

  @Test func theValuesAtTheEndThatAreNoNumbersAreCounted() {
    for (length, broken) in [(1, 0), (1, 1), (300, 3), (20_000, 1), (20_000, 9_000), (5_000, 5_000)] {
      var points = MetricSeries()
      for step in 0..<length {
        points.record(step: Step(Int64(step)), wallTime: .nan, value: step < length - broken ? 1 : .nan)
      }
      #expect(points.nonFiniteTail == broken, "\(length), \(broken)")
    }
    #expect(MetricSeries().nonFiniteTail == 0)
  }

  @Test func theFirstValueThatIsNotFiniteIsFound() {
    var points = series(0..<9_000)
    #expect(points.firstNonFiniteIndex() == nil)
    for step in [30, 5_000, 8_999] as [Int64] { points.record(step: Step(step), wallTime: 0, value: .nan) }
    #expect(points.firstNonFiniteIndex() == 30)
    #expect(points.firstNonFiniteIndex(from: 31) == 5_000)
    #expect(points.firstNonFiniteIndex(from: 5_001) == 8_999)
    #expect(points.firstNonFiniteIndex(from: 9_000) == nil)
  }

  @Test func valuesAboutARangeAreCountedAndTheCostIsBounded() {
    var points = series(0..<10_000)
    for step in [100, 7_000, 7_001] as [Int64] { points.record(step: Step(step), wallTime: 0, value: 5_000) }
    points.record(step: 3_000, wallTime: 0, value: -8)
    points.record(step: 3_001, wallTime: 0, value: .nan)
    let whole = points.summary(of: 0..<10_000, within: 0...99)
    #expect(whole.above == 3 && whole.below == 1 && whole.min == 0 && whole.max == 99 && whole.isExact)
    let part = points.summary(of: 3_000..<7_001, within: 0...99)
    #expect(part.above == 1 && part.below == 1 && part.isExact)
    let cheap = points.summary(of: 0..<10_000, within: 0...50, limit: 0)
    #expect(!cheap.isExact && cheap.above > 0)
    #expect(points.summary(of: 0..<10_000, within: 0...50).isExact)
  }
}
