import RunModel
import Testing

@testable import DashboardLogic

/// When a run will be done, from its recent pace.
@Suite struct RunPaceTests {
  private func series(_ points: [(step: Int64, at: Double)], resumedAt resume: Int64? = nil) -> MetricSeries {
    var series = MetricSeries()
    for point in points { series.record(step: Step(point.step), wallTime: point.at, value: 0) }
    if let resume { series.markResume(at: Step(resume)) }
    return series
  }

  @Test func theNewestTenPointsSayThePace() throws {
    // One step a second for 100 steps, then one in two seconds.
    let slow = (101...120).map { (step: Int64($0), at: 100 + Double($0 - 100) * 2) }
    let pace = try #require(RunPace(series((0...100).map { (Int64($0), Double($0)) } + slow)))
    // 12 of 121 points: from step 108 at 116 s to step 120 at 140 s.
    #expect(pace.stepsPerSecond == 0.5)
    #expect(pace.moment(of: 200)?.secondsSince1970 == 300)
    #expect(pace.moment(of: 20)?.secondsSince1970 == 140)
  }

  @Test func aBreakBeforeItWasResumedDoesNotCount() throws {
    let points: [(Int64, Double)] = [(0, 0), (1, 1), (2, 2), (3, 10_002), (4, 10_003), (5, 10_004)]
    #expect(try #require(RunPace(series(points, resumedAt: 3))).stepsPerSecond == 1)
  }

  @Test func withoutTimesOrProgressThereIsNoPace() {
    #expect(RunPace(series([(0, .nan), (5, .nan)])) == nil)
    #expect(RunPace(series([(0, 7), (5, 7)])) == nil)
    #expect(RunPace(series([(0, 9), (5, 7)])) == nil)
    #expect(RunPace(series([(3, 1)])) == nil)
  }

  private func run(_ state: RunState?, step: Step, of total: Step?) -> RunSnapshot {
    var run = SampleRun.launched("a", .running)
    run.state = state
    run.metrics = [
      .init(name: "epoch/loss", series: series([(0, 0), (1, 900)])),
      .init(name: "loss", series: series((0...50).map { (Int64($0), Double($0) * 10) })),
    ]
    run.progress = Progress(step: step, total: total)
    run.updated = WallTime(500)
    return run
  }

  @Test func theMetricThatCameAsFarAsTheProgressSaysThePace() {
    // 50 steps in 500 s leave 50 more for 500 s: at 1000 s.
    #expect(run(.running, step: 50, of: 100).expectedEnd?.secondsSince1970 == 1_000)
    // Steps of another kind say nothing.
    #expect(run(.running, step: 5_000, of: 10_000).expectedEnd == nil)
  }

  @Test func onlyWhatRunsAndHasATotalEnds() {
    #expect(run(.running, step: 50, of: nil).expectedEnd == nil)
    #expect(run(.paused, step: 50, of: 100).expectedEnd == nil)
    #expect(run(.finished, step: 100, of: 100).expectedEnd == nil)
  }

  @Test func aRunThatDoesNotSayWhetherItRunsIsBelievedUntilThatMoment() {
    func end(newest: Double) -> WallTime? {
      var other = SampleRun.recorded("b")
      other.updated = WallTime(newest)
      let recorded = run(nil, step: 50, of: 100)
      return recorded.ends(in: DashboardStory([recorded, other]).state)
    }
    #expect(end(newest: 900)?.secondsSince1970 == 1_000)
    #expect(end(newest: 1_100) == nil)
  }
}
