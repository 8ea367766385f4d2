import DashboardLogic
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Who opens something from a screen comes back to it.
@Suite struct GoingBackStoryTests {
  /// Presses `esc` until the screen is another; the number of times, and the screen.
  private func goBack(_ story: inout DashboardStory) -> Screen {
    let before = story.state.screen
    for _ in 0..<4 where story.state.screen == before { story.press("esc") }
    return story.state.screen
  }

  @Test func fromTheCurveOfAFindingToHealth() {
    var story = DashboardStory([TrainingRuns.healthy("good"), TrainingRuns.broken("broken")])
    story.press("0", "l", "enter")
    #expect(story.state.screen == .curves && story.state.curves.isMaximised && story.state.curves.crosshair != nil)
    story.press("esc", "esc")
    #expect(story.state.screen == .curves && !story.state.curves.isMaximised, "what is open there first")
    #expect(goBack(&story) == .health && story.state.selectedRun?.id == "broken")
    #expect(goBack(&story) == .runs)
  }

  @Test func fromTheCurveOfALayerToGradients() {
    var story = DashboardStory([TrainingRuns.run("x", [("grad_norm/a", [1, 2, 3]), ("grad_norm/b", [1, 2, 3])])])
    story.press("=", "l", "enter")
    #expect(story.state.screen == .curves)
    #expect(goBack(&story) == .gradients)
    story.press("esc")
    #expect(goBack(&story) == .runs)
  }

  @Test func fromAComparedMetricToTheComparison() {
    var story = DashboardStory([SampleRun.recorded("a"), SampleRun.recorded("b")])
    story.press("A", "-", "G", "enter")
    #expect(story.state.screen == .curves)
    #expect(goBack(&story) == .compare)
  }

  @Test func whoChoseAScreenByItsKeyGoesBackToTheRuns() {
    var story = DashboardStory([TrainingRuns.broken("broken")])
    story.press("0", "enter", "3", "2")
    #expect(goBack(&story) == .runs)
    story.press("enter")
    #expect(goBack(&story) == .runs)
  }
}
