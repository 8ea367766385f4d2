import RunModel
import Testing

@testable import DashboardLogic

/// A person who watches what another program writes.
@Suite struct GrowingRunStoryTests {
  private static let runs: [RunSnapshot] = [(10_000.0, "live"), (2_000, "old")].map { updated, name in
    var run = SampleRun.recorded(name)
    run.updated = WallTime(updated)
    return run
  }

  private static func counts(_ story: DashboardStory) -> [String] {
    HeaderModel(story.state).counts.map { "\($0.number) \($0.word)" }
  }

  @Test func aRunThatGetsDataIsGrowingUntilItIsSilent() throws {
    var story = DashboardStory()
    _ = story.state.update(.runsChanged(WatchedRuns(runs: Self.runs, now: WallTime(10_005))))
    #expect(Self.counts(story) == ["1 growing", "1 silent"])
    #expect(HeaderModel(story.state).newest == "newest data 02:46:40", "a clock time with its seconds")
    #expect(story.state.newestData(of: story.state.runs.watched.runs[0]) == "02:46:40")
    #expect(story.state.runs.watched.growthEnds == WallTime(10_030), "when to look at the clock again")
    story.press("/")
    story.type("state:growing")
    story.press("enter")
    #expect(story.state.runs.listed.map(\.name) == ["live"])
    _ = story.state.update(.silence(until: try #require(WallTime(10_030))))
    #expect(Self.counts(story) == ["2 silent"] && story.state.runs.listed.isEmpty)
    #expect(story.state.runs.watched.growthEnds == nil, "from now on nobody looks at a clock")
    story.press("/", "ctrl-u")
    story.type("state:silent")
    story.press("enter")
    #expect(story.state.runs.listed.map(\.name) == ["live", "old"])
    _ = story.state.update(.runsChanged(WatchedRuns(runs: Self.runs, now: WallTime(10_000 + 80_000))))
    #expect(Self.counts(story) == ["1 silent", "1 recorded"], "what is older than a day is just there")
    var copied = Self.runs[0]
    var series = MetricSeries()
    series.record(step: 1, wallTime: 10, value: 1)
    copied.metrics = [.init(name: "loss", series: series)]
    copied.updated = WallTime(200_000)
    _ = story.state.update(.runsChanged(WatchedRuns(runs: [copied], now: WallTime(202_000))))
    #expect(Self.counts(story) == ["1 recorded"], "a file of today, of points of the day before yesterday")
  }
}
