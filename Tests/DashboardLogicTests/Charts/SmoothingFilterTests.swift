import Glibc
import RunModel
import Testing

@testable import DashboardLogic

@Suite struct SmoothingFilterTests {
  /// W&B's example by hand: smoothing 0.25 is a weight of 0.5 for each thousandth of the extent. At steps 0, 1 and 3 of
  /// 1,000 the sums are 2, 2·0.5 + 4 and 5·0.25 + 1, the weights 1, 1·0.5 + 1 and 1.5·0.25 + 1.
  @Test func weightsFallWithTheDistanceOnTheAxis() {
    var filter = SmoothingFilter(smoothing: 0.25, extent: 1_000)
    let smoothed = [(Int64(0), 2.0), (1, 4), (3, 1)].map { filter.next(step: $0.0, value: $0.1) }
    for (value, expected) in zip(smoothed, [2, 5 / 1.5, 2.25 / 1.375]) { #expect((value - expected).magnitude < 1e-12) }
  }

  /// At equal distances: TensorBoard's `last = last·w + (1 - w)·y`, divided by `1 - wⁿ`.
  @Test(arguments: [0.1, 0.6, 0.9, 0.99, 0.998001])
  func atEqualDistancesItIsTensorBoards(_ smoothing: Double) {
    let weight = smoothing.squareRoot()
    var filter = SmoothingFilter(smoothing: smoothing, extent: 1_000)
    var last = 0.0
    for index in 0..<500 as Range<Int64> {
      let value = sin(Double(index) / 7) + Double(index % 5)
      last = last * weight + (1 - weight) * value
      let expected = last / (1 - pow(weight, Double(index + 1)))
      #expect((filter.next(step: index, value: value) - expected).magnitude < 1e-9)
    }
  }

  @Test func theWeightIsAtMostThatOfWAndB() {
    var (strong, stronger) = (
      SmoothingFilter(smoothing: 0.998001, extent: 1_000), SmoothingFilter(smoothing: 0.999, extent: 1_000)
    )
    for step in 0..<20 as Range<Int64> {
      let value = Double(step * step)
      #expect((strong.next(step: step, value: value) - stronger.next(step: step, value: value)).magnitude < 1e-9)
    }
  }

  @Test func valuesThatAreNotFiniteComeOutAsTheyAreAndPoisonNothing() {
    let values: [Double] = [1, .nan, 3, .infinity, -.infinity, 2]
    var (filter, clean) = (SmoothingFilter(smoothing: 0.9, extent: 100), SmoothingFilter(smoothing: 0.9, extent: 100))
    let out = values.enumerated().map { filter.next(step: Int64($0), value: $1) }
    #expect(out[1].isNaN && out[3] == .infinity && out[4] == -.infinity)
    let finite = [0, 2, 5].map { clean.next(step: Int64($0), value: values[$0]) }
    #expect([out[0], out[2], out[5]] == finite)
  }

  @Test func hugeValuesDoNotOverflow() {
    var filter = SmoothingFilter(smoothing: 0.999, extent: 10)
    let largest = Double.greatestFiniteMagnitude
    for step in 0..<100 as Range<Int64> {
      let value = filter.next(step: step, value: step % 2 == 0 ? largest : -largest)
      #expect(value.isFinite)
    }
  }

  @Test func theExtentIsExactForShortRunsAndNeverMuchMore() {
    #expect(SmoothingFilter.extent(of: 0...2_047) == 2_047)
    #expect(SmoothingFilter.extent(of: 5...5) == 1)
    for width in [5_000, 123_457, 9_999_999, Int64.max] as [Int64] {
      let extent = SmoothingFilter.extent(of: 0...width)
      #expect(extent >= Double(width) && extent <= Double(width) * 1.001)
    }
    #expect(SmoothingFilter.extent(of: .min ... .max).isFinite)
  }
}

@Suite struct CurveSeriesCacheTests {
  private let id = SeriesID(run: "r", metric: "loss")

  private func series(_ steps: Range<Int64>, from earlier: MetricSeries = MetricSeries()) -> MetricSeries {
    var series = earlier
    for step in steps {
      series.record(step: Step(step), wallTime: 1_000 + Double(step) * 2, value: sin(Double(step)) + Double(step % 3))
    }
    return series
  }

  private func request(_ series: MetricSeries, _ placement: Placement = .steps) -> CurveSeriesCache.Request {
    .init(id: id, series: series, placement: placement, extent: 1_000)
  }

  private func values(_ series: MetricSeries?) -> [Double] {
    guard let series else { return [] }
    return (0..<series.count).map { series[$0].value }
  }

  @Test func pointsThatComeLaterAreSmoothedAsIfTheyHadAlwaysBeenThere() {
    var cache = CurveSeriesCache()
    var growing = MetricSeries()
    for end in stride(from: Int64(700), through: 9_800, by: 700) {
      growing = series(end - 700..<end, from: growing)
      cache.refresh([request(growing)], smoothing: 0.9)
    }
    var whole = CurveSeriesCache()
    whole.refresh([request(series(0..<9_800))], smoothing: 0.9)
    #expect(values(cache[id]?.smoothed) == values(whole[id]?.smoothed))
    #expect(cache[id]?.smoothed?.count == 9_800)
  }

  @Test func aPastThatHasChangedIsSmoothedAnew() {
    var cache = CurveSeriesCache()
    var changed = series(0..<6_000)
    cache.refresh([request(changed)], smoothing: 0.9)
    changed.record(step: 100, wallTime: .nan, value: 1e6)
    cache.refresh([request(changed)], smoothing: 0.9)
    var filter = SmoothingFilter(smoothing: 0.9, extent: 1_000)
    let expected = (0..<6_000).map { filter.next(step: Int64($0), value: changed[$0].value) }
    #expect(values(cache[id]?.smoothed) == expected)
    changed.removePoints(from: 3_000)
    cache.refresh([request(changed)], smoothing: 0.9)
    #expect(values(cache[id]?.smoothed) == Array(expected[..<3_000]))
  }

  @Test func whatLeavesTheViewIsKeptAndFollowsAgainWhenItComesBack() {
    var cache = CurveSeriesCache()
    cache.refresh([request(series(0..<10))], smoothing: 0.9)
    let before = values(cache[id]?.smoothed)
    cache.refresh([], smoothing: 0.9)
    #expect(values(cache[id]?.smoothed) == before)
    cache.refresh([request(series(0..<20))], smoothing: 0.5)
    var filter = SmoothingFilter(smoothing: 0.5, extent: 1_000)
    let all = series(0..<20)
    let expected = (0..<20).map { filter.next(step: all[$0].step.rawValue, value: all[$0].value) }
    #expect(values(cache[id]?.smoothed) == expected)
    cache.refresh([request(series(0..<10))], smoothing: 0)
    #expect(cache[id] == nil)
  }

  @Test func timesPlaceThePointsAndNoneIsLostWhereTheyCollideOrGoBack() throws {
    var series = MetricSeries()
    let times = [10, 11, 11, 11, 20, 12, .nan, 30]
    for (step, time) in times.enumerated() {
      series.record(step: Step(Int64(step)), wallTime: time, value: Double(step))
    }
    var cache = CurveSeriesCache()
    let start = try #require(WallTime(10))
    cache.refresh([request(series, .time(since: start))], smoothing: 0)
    let placed = try #require(cache[id]?.placed)
    #expect(
      (0..<placed.count).map { placed[$0].step.rawValue } == [
        0, 1_000_000, 1_000_001, 1_000_002, 2_000_000, 10_000_000, 20_000_000,
      ])
    #expect((0..<placed.count).map { placed[$0].value } == [0, 1, 2, 3, 5, 4, 7])
    #expect(cache[id]?.missingCount == 1)
  }

  @Test func epochsAreReadBetweenThePointsThatLogThemWhateverComesLater() throws {
    var (epochs, losses) = (MetricSeries(), MetricSeries())
    var cache = CurveSeriesCache()
    for step in 0..<100 as Range<Int64> {
      losses.record(step: Step(step), wallTime: .nan, value: Double(step))
      if step % 10 == 0 { epochs.record(step: Step(step), wallTime: .nan, value: Double(step) / 20) }
      cache.refresh([request(losses, .epochs(EpochScale(series: epochs)))], smoothing: 0)
    }
    var whole = CurveSeriesCache()
    whole.refresh([request(losses, .epochs(EpochScale(series: epochs)))], smoothing: 0)
    let (grown, anew) = (try #require(cache[id]?.placed), try #require(whole[id]?.placed))
    #expect((0..<100).allSatisfy { grown[$0].step == anew[$0].step })
    #expect(grown[25].step == 1_250_000)
  }
}
