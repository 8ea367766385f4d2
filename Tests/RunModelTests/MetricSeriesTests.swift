import RunModel
import Statistics
import Testing

@Suite struct MetricSeriesTests {
  /// Records, overwrites and removals at random, checked against a sorted array.
  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6]) func agreesWithASortedArray(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (series, model) = (MetricSeries(), NaiveSeries())
    // Wide ranges make many chunks, narrow ones many overwrites.
    let bound: Int64 = seed % 2 == 0 ? 3_000 : 1_000_000
    var cursor: Int64 = 0
    for _ in 0..<16 {
      switch random.next() % 8 {
      case 0:
        let step = Int64.random(in: 0...bound, using: &random)
        series.removePoints(from: Step(step))
        model.removePoints(from: step)
      case 1...4:
        for _ in 0..<1_500 {
          cursor += Int64.random(in: 1...3, using: &random)
          record(cursor, &series, &model, &random)
        }
      case 5:
        cursor = Int64.random(in: 0...bound, using: &random)
      default:
        for _ in 0..<700 { record(Int64.random(in: 0...bound, using: &random), &series, &model, &random) }
      }
      model.check(series, using: &random)
    }
  }

  @Test func extremeStepsAreOrdinary() {
    let steps: [Int64] = [.max, .min, 0, -1, .max - 1, .min + 1, 1]
    var (series, model, random) = (MetricSeries(), NaiveSeries(), SeededGenerator(seed: 9))
    for step in steps { record(step, &series, &model, &random) }
    model.check(series, using: &random)
    #expect(series.index(nearest: Step(.max - 2)) == 5)
    #expect(series.index(nearest: Step(.min + 2)) == 1)
    #expect(series.indexRange(of: .min ... .max) == 0..<7)
    let columns = series.summaries(columns: 4, over: .min ... .max)
    #expect(columns.map { $0?.count } == [2, 1, 2, 2])
    series.removePoints(from: Step(.max))
    #expect(series.count == 6)
    series.removePoints(from: Step(.min))
    #expect(series.isEmpty && series.first == nil && series.index(nearest: 0) == nil)
  }

  @Test func equallySpacedExtremeChunksAreFoundAgain() {
    var series = MetricSeries()
    for index in 0..<9_000 { series.record(step: Step(.max - 8_999 + Int64(index)), wallTime: .nan, value: 1) }
    #expect(series.index(nearest: Step(.max)) == 8_999)
    #expect(series.index(nearest: Step(.max - 8_000)) == 999)
    #expect(series.indexRange(of: .min...(.max - 8_999)) == 0..<1)
  }

  @Test func valuesThatAreNotNumbersAreCounted() {
    var series = MetricSeries()
    let values: [Double] = [.nan, .infinity, 3, -.infinity, -2, .nan]
    for (step, value) in values.enumerated() { series.record(step: Step(Int64(step)), wallTime: 1, value: value) }
    let all = series.summary
    #expect(all.nanCount == 2 && all.positiveInfinityCount == 1 && all.negativeInfinityCount == 1)
    #expect(series.lowest?.step == 4 && series.highest?.step == 2)
    let summary = series.summary(of: 0..<6)
    #expect(summary.finiteCount == 2 && summary.sum == 1 && summary.first == 3 && summary.last == -2)
    var onlyNaN = MetricSeries()
    onlyNaN.record(step: 1, wallTime: .nan, value: .nan)
    #expect(onlyNaN.lowest == nil && onlyNaN.highest == nil && onlyNaN.last?.wallTime == nil)
  }

  @Test func aCopyDoesNotFollowItsOrigin() {
    var series = MetricSeries()
    for step in 0..<10_000 { series.record(step: Step(Int64(step)), wallTime: .nan, value: 1) }
    let copy = series
    for step in 0..<10_000 { series.record(step: Step(Int64(step)), wallTime: .nan, value: 2) }
    series.removePoints(from: 5_000)
    #expect(copy.count == 10_000 && copy.summary(of: 0..<10_000).sum == 10_000)
    #expect(series.count == 5_000 && series.summary(of: 0..<5_000).sum == 10_000)
  }

  /// A resumed run writes again what it has written: each chunk may be opened once, not once a point.
  @Test func rewritingMostOfALongSeriesIsQuick() {
    var series = MetricSeries()
    for step in 1...300_000 { series.record(step: Step(Int64(step)), wallTime: .nan, value: 0) }
    let elapsed = ContinuousClock().measure {
      for step in 81...300_000 { series.record(step: Step(Int64(step)), wallTime: .nan, value: 1) }
    }
    #expect(series.count == 300_000 && series.summary(of: 0..<300_000).sum == 299_920)
    #expect(elapsed < .seconds(20), "quadratic work would take minutes")
  }

  @Test func resumesAreSortedAndSingle() {
    var series = MetricSeries()
    for step in [5, 2, 5, 9] { series.markResume(at: Step(Int64(step))) }
    #expect(series.resumes == [2, 5, 9])
  }

  private func record(
    _ step: Int64, _ series: inout MetricSeries, _ model: inout NaiveSeries, _ random: inout SeededGenerator
  ) {
    let value: Double =
      switch random.next() % 40 {
      case 0: .nan
      case 1: .infinity
      case 2: -.infinity
      default: Double(Int.random(in: -1_000...1_000, using: &random))
      }
    let wallTime = random.next() % 3 == 0 ? Double.nan : Double(random.next() % 1_000)
    series.record(step: Step(step), wallTime: wallTime, value: value)
    model.record(step, wallTime: wallTime, value: value)
  }
}

/// The same series, kept the simplest way.
private struct NaiveSeries {
  var points: [(step: Int64, wallTime: Double, value: Double)] = []

  mutating func record(_ step: Int64, wallTime: Double, value: Double) {
    let at = lowerBound(step)
    if at < points.count, points[at].step == step {
      points[at] = (step, wallTime, value)
    } else {
      points.insert((step, wallTime, value), at: at)
    }
  }

  mutating func removePoints(from step: Int64) { points.removeLast(points.count - lowerBound(step)) }

  func lowerBound(_ step: Int64) -> Int {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].step < step { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func summary(_ range: Range<Int>) -> SeriesSummary {
    var summary = SeriesSummary()
    for index in range { summary.add(points[index].value) }
    return summary
  }

  func check(_ series: MetricSeries, using random: inout SeededGenerator) {
    #expect(series.count == points.count)
    let agrees = points.indices.allSatisfy { index in
      let (point, mine) = (series[index], points[index])
      return point.step.rawValue == mine.step && point.wallTime == WallTime(mine.wallTime)
        && point.value.bitPattern == mine.value.bitPattern
    }
    #expect(agrees)
    let finite = points.filter(\.value.isFinite)
    #expect(series.lowest?.value == finite.map(\.value).min())
    #expect(series.lowest?.step.rawValue == finite.min { $0.value < $1.value }?.step)
    #expect(series.highest?.value == finite.map(\.value).max())
    for _ in 0..<20 where !points.isEmpty {
      let (a, b) = (Int.random(in: 0...points.count, using: &random), Int.random(in: 0...points.count, using: &random))
      #expect(same(series.summary(of: min(a, b)..<max(a, b)), summary(min(a, b)..<max(a, b))))
    }
    guard let low = points.first?.step, let high = points.last?.step, low > -.max / 4, high < .max / 4 else { return }
    let (lower, columns) = (low - 10, Int.random(in: 1...90, using: &random))
    let got = series.summaries(columns: columns, over: lower...high)
    #expect(got.count == columns)
    let span = high - lower + 1
    for column in 0..<columns {
      func boundary(_ column: Int) -> Int64 { lower + (span * Int64(column) + Int64(columns) - 1) / Int64(columns) }
      let expected = summary(lowerBound(boundary(column))..<lowerBound(boundary(column + 1)))
      #expect(expected.count == 0 ? got[column] == nil : got[column].map { same($0, expected) } == true)
    }
  }

  /// Equal, with NaN equal to itself.
  private func same(_ a: SeriesSummary, _ b: SeriesSummary) -> Bool {
    func key(_ s: SeriesSummary) -> [UInt64] { [s.min, s.max, s.first, s.last, s.sum].map { ($0 + 0).bitPattern } }
    return key(a) == key(b) && a.count == b.count && a.nanCount == b.nanCount
      && a.positiveInfinityCount == b.positiveInfinityCount && a.negativeInfinityCount == b.negativeInfinityCount
  }
}
