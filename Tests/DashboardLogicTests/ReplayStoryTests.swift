import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// A person watches a recorded run as if it were live.
@Suite struct ReplayStoryTests {
  /// A hundred points, ten seconds apart.
  private static func story(speed: Double = 100) -> DashboardStory {
    var run = RunSnapshot(id: "a", name: "baseline", path: "/runs/a")
    var series = MetricSeries()
    for step in 0...100 {
      series.record(step: Step(Int64(step)), wallTime: 1000 + 10 * Double(step), value: Double(step))
    }
    (run.metrics, run.state) = ([.init(name: "loss", series: series)], .finished)
    var story = DashboardStory()
    story.state.begin(ReplayState(RunRecording([run]), speed: speed))
    story.state.screen = .curves
    return story
  }

  private func points(_ story: DashboardStory) -> Int { story.state.selectedRun?.metrics.first?.series.count ?? 0 }

  @Test func timePassesAtTheSpeedThatWasAskedFor() {
    var story = Self.story()
    #expect(points(story) == 1 && story.state.selectedRun?.state == .running)
    _ = story.state.update(.elapsed(seconds: 0.1))
    #expect(points(story) == 2)
    _ = story.state.update(.elapsed(seconds: 1.25))
    // 135 seconds: the point at 130 is the fourteenth.
    #expect(points(story) == 14)
    _ = story.state.update(.elapsed(seconds: 100))
    #expect(points(story) == 101 && story.state.selectedRun?.state == .finished)
    #expect(story.state.replay?.isPlaying == false && story.state.replay?.fraction == 1)
  }

  @Test func spaceHaltsItAndBeginsAnewAtTheEnd() {
    var story = Self.story()
    story.press("space")
    _ = story.state.update(.elapsed(seconds: 5))
    #expect(points(story) == 1)
    story.press("space")
    _ = story.state.update(.elapsed(seconds: 1))
    #expect(points(story) == 11)
    _ = story.state.update(.elapsed(seconds: 1000))
    story.press("space")
    #expect(points(story) == 1 && story.state.replay?.isPlaying == true)
  }

  @Test func digitsAndArrowsSeek() {
    var story = Self.story()
    story.press("5")
    #expect(points(story) == 51 && story.state.screen == .curves)
    story.press("right")
    #expect(points(story) == 56)
    story.press("left", "left")
    #expect(points(story) == 46)
    story.press("0", "left")
    #expect(points(story) == 1)
    story.press("9", "right", "right", "right")
    #expect(points(story) == 101)
    // Going back from the end shows it run again.
    story.press("left")
    #expect(points(story) == 96 && story.state.selectedRun?.state == .running)
  }

  @Test func bracesChangeTheSpeed() {
    var story = Self.story(speed: 60)
    story.press("}", "}")
    #expect(story.state.replay?.speed == 240)
    story.press("{", "{", "{")
    #expect(story.state.replay?.speed == 30)
    for _ in 0..<40 { story.press("{") }
    #expect(story.state.replay?.speed == 0.125)
    for _ in 0..<40 { story.press("}") }
    #expect(story.state.replay?.speed == 65536)
  }

  @Test func whatHasHappenedCannotBeDecided() {
    var story = Self.story()
    story.press("p")
    #expect(story.effects.isEmpty && story.notice.contains("this is a replay"))
    story.press("a")
    #expect(story.effects.isEmpty && story.state.overlay == nil)
  }

  @Test func elsewhereTheKeysMeanWhatTheyAlwaysMean() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("2")
    #expect(story.state.screen == .curves)
    _ = story.state.update(.elapsed(seconds: 3))
    #expect(points(story) == 50)
    story.press(":")
    story.type("halt the replay")
    story.press("enter")
    #expect(story.notice.contains("this is no replay"))
  }

  @Test func theStatusLineSaysHowFarItIs() {
    var story = Self.story(speed: 60)
    story.press("5", "space")
    let line = HeaderModel(story.state).statusLine
    let text = line.leading.map { $0.spans.map(\.text).joined() }
    #expect(text[0] == "‖ replay 60×" && text[2] == "50 %" && text[3] == "step 50" && text[4] == "8:20 of 16:40")
    #expect(text[1] == String(repeating: "━", count: 28) + String(repeating: "─", count: 28))
    story.state.glyphs = .ascii
    let ascii = HeaderModel(story.state).statusLine.leading.map { $0.spans.map(\.text).joined() }.joined()
    #expect(ascii.allSatisfy(\.isASCII) && ascii.contains("= replay 60x") && ascii.contains("===---"))
  }

  @Test(arguments: [
    (0.0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3599, "59:59"), (3661, "1:01:01"), (.infinity, "277777777:46:40"),
  ])
  func clocksHaveHoursWhereThereAreSome(_ seconds: Double, _ words: String) {
    #expect(ReplayState.clock(seconds) == words)
  }
}
