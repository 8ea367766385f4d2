import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// Two and more runs beside each other.
@Suite struct CompareStoryTests {
  private func runs(_ count: Int) -> [RunSnapshot] {
    (0..<count).map { number in
      var run = SampleRun.recorded("run-\(number)")
      run.hyperparameters = [
        Hyperparameter(name: "lr", value: .number(Double(number))), Hyperparameter(name: "model", value: .text("vit")),
      ]
      return run
    }
  }

  private func model(_ story: DashboardStory) -> CompareModel? {
    if case .compare(let model) = DashboardModel(story.state).body { model } else { nil }
  }

  private func story(_ count: Int, marked: Int, _ size: Size = Size(columns: 80, rows: 24)) -> DashboardStory {
    var story = DashboardStory(runs(count), size: size)
    for number in 0..<marked { story.state.runs.toggleMark("run-\(number)") }
    story.press("-")
    return story
  }

  @Test func withFewerThanTwoMarkedRunsTheSelectedOneStandsBesideTheBest() {
    var story = story(6, marked: 0, Size(columns: 160, rows: 40))
    let selected = story.state.selectedRun?.name
    #expect(model(story)?.headings.first?.name == selected)
    #expect(model(story)?.headings.count == 4)
    #expect(model(story)?.place.hasPrefix("space on Runs chooses; shown is the best by ") == true)
    story.press("]")
    #expect(
      model(story)?.headings.first?.name == story.state.selectedRun?.name && selected != story.state.selectedRun?.name)
    story.state.runs.toggleMark("run-5")
    #expect(model(story)?.headings.first?.name == "run-5")
    story.state.runs.toggleMark("run-4")
    #expect(model(story)?.headings.count == 2 && model(story)?.place.contains("chooses") == false)
  }

  @Test func withoutASecondRunTheScreenSaysWhatToDo() {
    #expect(model(story(1, marked: 0))?.message.first == "There is no run to compare this one with.")
    var empty = DashboardStory()
    empty.press("-", "j", "enter", "R")
    #expect(empty.notice == "reference: not possible, there is no second run")
  }

  @Test func settingsThatDifferAndMetricsStandInLinesAndHeadingsArePassedOver() {
    var story = story(2, marked: 2)
    #expect(model(story)?.lines.map(\.name.text).prefix(3) == ["hyperparameters", "lr", "metrics"])
    #expect(model(story)?.lines.first(where: \.isSelected)?.name.text == "lr")
    #expect(model(story)?.charts.first?.model.title == "train/loss")
    story.press("j")
    #expect(model(story)?.lines.first(where: \.isSelected)?.kind == "last")
    story.press("G")
    #expect(model(story)?.charts.last?.model.title == "lr")
    story.press("g")
    #expect(story.state.comparison.rows[story.state.compare.row] == .parameter(name: "lr"))
  }

  @Test func whereTheTableLeavesRoomTheCurvesOfSeveralMetricsStandBesideIt() throws {
    var story = story(2, marked: 2, Size(columns: 220, rows: 60))
    let wide = try #require(model(story))
    #expect(wide.charts.map(\.model.title) == ["train/loss", "val/loss", "lr"])
    #expect(wide.charts.allSatisfy { $0.area.column == wide.layout.panel.columns && $0.legend == nil })
    #expect(wide.charts.map(\.model.isFocused) == [true, false, false])
    story.press("G")
    #expect(model(story)?.charts.map(\.model.isFocused) == [false, false, true])
    // One chart has room below a narrow table: that of the selected line.
    #expect(model(self.story(2, marked: 2))?.charts.count == 1)
  }

  @Test func otherRunsScrollPastTheReference() {
    var story = story(20, marked: 20)
    #expect(model(story)?.headings.map(\.run) == [0, 1, 2])
    for _ in 0..<19 { story.press("l") }
    #expect(model(story)?.headings.map(\.run) == [0, 18, 19])
    #expect(model(story)?.headings.last?.isSelected == true)
    #expect(model(story)?.place.hasPrefix("runs 1, 19-20 of 20") == true)
  }

  @Test func anotherRunBecomesTheReferenceAndThatCanBeUndone() {
    var story = story(3, marked: 3)
    story.press("l", "l", "R")
    #expect(story.state.comparedRuns.map(\.id) == ["run-2", "run-0", "run-1"])
    #expect(model(story)?.headings.first?.tag == "c", "its tag stays its own")
    story.press("u")
    #expect(story.state.comparedRuns.first?.id == "run-0")
  }

  @Test func aFilterLeavesTheMetricsItMeans() {
    var story = story(2, marked: 2)
    story.press("/")
    story.type("~^val")
    story.press("enter")
    #expect(story.state.comparison.rows.compactMap(\.metric) == ["val/loss", "val/loss"])
    story.press("/")
    story.type("(")
    #expect(story.state.settings.compare.filter == "~^val")
  }

  @Test func enterShowsTheMetricsCurvesAlone() {
    var story = story(3, marked: 3)
    story.press("G", "l", "enter")
    #expect(story.state.screen == .curves && story.state.curves.isMaximised)
    #expect(story.state.selectedRun?.id == "run-1")
    #expect(story.state.focusedGroup?.title == "lr")
  }

  @Test func everyRowCanBeReachedAtAnySize() {
    for size in [Size(columns: 1, rows: 1), Size(columns: 20, rows: 5), Size(columns: 220, rows: 60)] {
      var story = story(4, marked: 4, size)
      for _ in 0..<9 { story.press("j", "pgdn", "l") }
      #expect(model(story) != nil)
    }
  }

  @Test func stepsFarApartAreSaid() {
    var all = runs(2)
    let size = Size(columns: 160, rows: 40)
    var story = DashboardStory(all, size: size)
    story.press("A", "-")
    #expect(model(story)?.place.contains("steps differ") == false)
    let last = all[1].metrics[0].series.last?.step.rawValue ?? 0
    all[1].metrics[0].series.record(step: Step(2 * last), wallTime: .nan, value: 1)
    story.see(all)
    #expect(model(story)?.place.hasPrefix("steps differ: E compares at equal ones") == true)
    story.press("E")
    #expect(model(story)?.place.contains("steps differ") == false)
  }
}
