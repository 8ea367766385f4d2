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

  @Test func editsInTheMiddleLeaveTheSummariesTrue() {
    var points = MetricSeries()
    for step in 0..<3_000 as Range<Int64> where step % 3 != 0 {
      points.record(step: Step(step), wallTime: .nan, value: Double(step))
    }
    for step in 0..<1_000 as Range<Int64> where step % 3 == 0 {
      points.record(step: Step(step), wallTime: .nan, value: .nan)
    }
    #expect(points.summary.nanCount == 334 && points.summary(of: 0..<100).nanCount == 34)
    for step in 3_000..<3_010 as Range<Int64> { points.record(step: Step(step), wallTime: .nan, value: 0) }
    #expect(points.summary.nanCount == 334 && points.summary.min == 0 && points.summary.max == 2_999)
    points.removePoints(from: 300)
    #expect(points.summary.nanCount == 100 && points.summary.max == 299 && points.firstNonFiniteIndex(from: 1) == 3)
  }

  @Test func otherValuesKeepStepsAndTimes() {
    var points = series(0..<10_000)
    points.record(step: 5_000, wallTime: 1, value: 7)
    let doubled = points.mapValues { step, value in step == 5_000 ? -1 : value * 2 }
    #expect(doubled.count == 10_000 && doubled[5_000].value == -1 && doubled[5_000].wallTime == WallTime(1))
    #expect(doubled[9_999].value == 198 && doubled[9_999].step == 9_999 && doubled.summary.min == -1)
    #expect(!doubled.goesOn(from: points.sight))
    #expect(MetricSeries().mapValues { $1 }.isEmpty)
  }

  @Test func wholeChunksMoveWhereTheirStepsAscend() {
    let points = series(0..<10_000)
    var moved = points.movedPrefix(of: 10_000) { step, time in step * 10 + Int64(time) % 2 }
    #expect(moved.count == 8_192 && moved[8_191].step == 81_911 && moved[100].value == 0)
    moved.record(step: 90_000, wallTime: .nan, value: 3)
    #expect(moved.count == 8_193 && moved.summary == points.summary(of: 0..<8_192).adding(3))
    #expect(points.movedPrefix(of: 8_000) { step, _ in step }.count == 4_096)
    // Four at each place take the three behind it.
    let crowded = points.movedPrefix(of: 10_000) { step, _ in step / 4 * 4 }
    #expect(crowded.count == 8_192 && crowded[8_191].step == 8_191 && crowded[6].step == 6)
    // The second chunk goes back, or is not known in parts.
    #expect(points.movedPrefix(of: 10_000) { step, _ in step == 5_000 ? 0 : step }.count == 4_096)
    #expect(points.movedPrefix(of: 10_000) { step, _ in step == 7 ? nil : step }.isEmpty)
  }
}

extension SeriesSummary {
  fileprivate func adding(_ value: Double) -> SeriesSummary {
    var sum = self
    sum.add(value)
    return sum
  }
}
