import RunModel
import Testing

@Suite struct RunGrowthTests {
  private static func run(interval: Double?, updated: Double = 10_000) -> RunSnapshot {
    var run = RunSnapshot(id: "a", name: "a", path: "/a")
    var series = MetricSeries()
    for step in 0..<40 {
      let time = interval.map { updated - Double(39 - step) * $0 }
      series.record(step: Step(Int64(step)), wallTime: time ?? .nan, value: 1)
    }
    run.metrics = [RunSnapshot.Metric(name: "loss", series: series)]
    run.updated = WallTime(updated)
    return run
  }

  /// Five intervals, half a minute at least, half an hour at most.
  @Test(arguments: [(0.1, 30.0), (20, 100), (3_600, 1_800), (nil, 30)] as [(Double?, Double)])
  func countsAsGrowingByItsOwnCadence(_ interval: Double?, _ seconds: Double) throws {
    let run = Self.run(interval: interval)
    #expect(try #require(run.growsUntil).secondsSince1970 - 10_000 == seconds)
    var runs = [run]
    #expect(RunSnapshot.judgeGrowth(of: &runs, at: WallTime(10_000 + seconds - 1)) == run.growsUntil)
    #expect(runs[0].isGrowing)
    #expect(RunSnapshot.judgeGrowth(of: &runs, at: WallTime(10_000 + seconds)) == nil)
    #expect(!runs[0].isGrowing)
  }

  @Test func nobodyGrowsWhoSaysItsStateOrWithoutAClock() {
    var launched = Self.run(interval: 1)
    launched.state = .running
    var runs = [launched, Self.run(interval: 1)]
    #expect(RunSnapshot.judgeGrowth(of: &runs, at: nil) == nil)
    #expect(runs.allSatisfy { !$0.isGrowing })
    #expect(RunSnapshot.judgeGrowth(of: &runs, at: WallTime(10_001)) == WallTime(10_030))
    #expect(runs.map(\.isGrowing) == [false, true])
  }
}
