import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// Sections, pins and filters of the charts, and several runs in each of them.
@Suite struct ChartGridStoryTests {
  private static let names: [MetricName] = [
    "train/loss", "val/loss", "lr", "train/kl", "train/reward", "system/cpu", "system/memory", "val/auc",
  ]

  private func story(_ size: Size = Size(columns: 80, rows: 24)) -> DashboardStory {
    var story = DashboardStory(
      [SampleRun.recorded("a", metrics: Self.names), SampleRun.recorded("b", metrics: Self.names)], size: size)
    story.press("2")
    return story
  }

  private func model(_ story: DashboardStory) -> CurvesModel? {
    if case .curves(let model) = DashboardModel(story.state).body { model } else { nil }
  }

  private func focused(_ story: DashboardStory) -> String? {
    story.state.chartList.chart(story.state.focusedPlace)?.title
  }

  @Test func aSectionIsHiddenAndItsHeadingOpensItAgain() {
    var story = story(Size(columns: 80, rows: 60))
    story.press("G")
    #expect(focused(story) == "system/memory")
    story.press("c")
    #expect(focused(story) == nil && story.state.settings.curves.collapsed == ["system"])
    let heading = model(story)?.headings.last
    #expect(heading?.isFocused == true && heading?.hidden == ["system/cpu", "system/memory"])
    story.press("k")
    #expect(focused(story) == "train/reward" || focused(story) == "train/kl")
    story.press("G", "enter")
    #expect(story.state.settings.curves.collapsed.isEmpty && focused(story) == "system/cpu")
    story.press("C")
    #expect(model(story)?.charts.map(\.model.title) == ["system/cpu", "system/memory"])
    story.press("C", "u")
    #expect(model(story)?.charts.count == 2, "that was undone")
  }

  @Test func theChartsBelowTheRunsAreAlsoThoseOfHiddenSections() {
    var story = story(Size(columns: 140, rows: 42))
    func below() -> [String] {
      guard case .runs(_, preview: .some(let charts)) = DashboardModel(story.state).body else { return [] }
      return charts.charts.map(\.model.title)
    }
    story.press("1")
    let all = below()
    #expect(all.first == "loss")
    story.press("2", "g", "c")
    #expect(!story.state.settings.curves.collapsed.isEmpty && model(story)?.charts.first?.model.title != "loss")
    story.press("1")
    #expect(below() == all)
  }

  @Test func aPinnedChartGoesFirstAndKeepsTheFocus() {
    var story = story()
    story.press("G", "P")
    #expect(story.state.settings.curves.pins == ["system/memory"])
    #expect(story.state.focusedPlace == 0 && focused(story) == "system/memory")
    #expect(model(story)?.headings.first?.isPinned == true)
    story.press("P")
    #expect(story.state.settings.curves.pins.isEmpty && focused(story) == "system/memory")
  }

  @Test func aFilterAppliesWhileItIsTypedAndWhatIsNoPatternIsSaidAndChangesNothing() {
    var story = story()
    story.press("/")
    story.type("/val")
    #expect(model(story)?.charts.map(\.model.title) == ["val/loss", "val/auc"])
    #expect(model(story)?.charts[0].model.shownTitle?.spans == [.init("val", .accent), .init("/loss", .title)])
    story.type("(")
    #expect(DashboardModel(story.state).footer.prompt?.complaint?.spans.first?.text == "no pattern: a ( is not closed")
    #expect(model(story)?.charts.count == 2)
    story.press("esc")
    #expect(story.state.chartList.chartCount == 7)
    story.press("/")
    story.type("zzz")
    story.press("enter")
    #expect(model(story)?.emptyText == "no metric fits the filter zzz")
    story.press("u")
    #expect(story.state.chartList.chartCount == 7)
  }

  @Test func theFocusStaysOnItsChartWhenChartsComeBeforeIt() {
    var story = story()
    story.press("l", "l")
    #expect(focused(story) == "val/auc")
    story.see([SampleRun.recorded("a", metrics: ["acc", "val/acc"] + Self.names)])
    #expect(focused(story) == "val/auc")
  }

  @Test func upAndDownGoToTheChartAboveAndBelowAlsoOverPages() {
    var story = story()
    var seen: [String] = []
    for _ in 0..<8 {
      if let title = focused(story) { seen.append(title) }
      story.press("j")
    }
    #expect(seen.first == "loss" && seen.last == "system/cpu")
    for _ in 0..<8 { story.press("k") }
    #expect(focused(story) == "loss")
    story.press("pgdn")
    let second = model(story)?.charts.first?.model.title
    #expect(second == focused(story) && second != "loss")
    story.press("pgup")
    #expect(focused(story) == "loss")
  }

  @Test func markedRunsShareTheChartsAndTheSelectedOneIsOnTop() throws {
    var story = story(Size(columns: 140, rows: 42))
    story.state.runs.toggleMark("b")
    let charts = try #require(model(story)).charts
    #expect(charts.map(\.model.title).contains("train/loss"), "a chart for each metric")
    #expect(charts[0].model.lines.map(\.label) == ["●", "a"])
    #expect(charts[0].model.lines.map(\.isStrong) == [true, false])
    story.press("d")
    #expect(model(story)?.charts[0].model.lines.map(\.isDimmed) == [false, true])
    story.press("O")
    #expect(model(story)?.charts[0].model.lines.map(\.label) == ["train", "val"])
    story.press("u", "enter")
    let legend = try #require(model(story)?.charts[0].legend).model
    #expect(legend.entries.map(\.name) == ["a", "b"] && legend.entries.map(\.isSelected) == [true, false])
    story.press("h")
    #expect(model(story)?.charts[0].legend?.model.crosshair == "@ 49")
  }

  @Test func runsThatDifferInSeedAreDrawnAsTheirMean() throws {
    let runs = (0..<4).map { number in
      var run = SampleRun.recorded("vit-s\(number)")
      run.hyperparameters = [
        Hyperparameter(name: "lr", value: .number(number < 3 ? 0.1 : 0.2)),
        Hyperparameter(name: "seed", value: .number(Double(number))),
      ]
      return run
    }
    var story = DashboardStory(runs, size: Size(columns: 140, rows: 42))
    for run in runs { story.state.runs.toggleMark(run.id) }
    story.press("2", "b")
    let lines = try #require(model(story)).charts[0].model.lines
    #expect(lines.map(\.members.count) == [3, 0] && lines[0].bandKind == .extremes)
    #expect(model(story)?.legend?.model.entries.map(\.name) == ["vit-s ×3", "vit-s3"])
    story.press("b")
    #expect(model(story)?.charts[0].model.lines[0].bandKind == .deviation)
    story.press("b")
    #expect(model(story)?.charts[0].model.lines.count == 4)
  }

  @Test func aBandWithoutRunsToAverageSaysSo() {
    var story = story()
    story.state.runs.toggleMark("b")
    story.press("b")
    #expect(story.notice.hasPrefix("No two of these runs differ in seed or fold alone"))
  }

  @Test func aMetricThatIsNotThereLeavesTheFilterAsItWas() {
    var state = DashboardStory([SampleRun.recorded("a")]).state
    state.settings.curves.filter = "lr"
    let isMissing = !state.showMetric(named: "nothing of the kind")
    #expect(isMissing && state.settings.curves.filter == "lr")
    let isShown = state.showMetric(named: "val/loss")
    #expect(isShown && state.settings.curves.filter.isEmpty)
  }

  @Test func chartsOfSeveralRunsAreThoseOfAllTheirMetricsAndCountersComeLast() throws {
    var (first, second) = (SampleRun.recorded("a"), SampleRun.recorded("b"))
    first.metrics.insert(RunSnapshot.Metric(name: "epoch", series: first.metrics[0].series), at: 0)
    second.metrics.append(RunSnapshot.Metric(name: "only_b", series: second.metrics[0].series))
    var story = DashboardStory([first, second], size: Size(columns: 140, rows: 42))
    #expect(story.state.chartList.sections.last?.charts.last?.title == "epoch")
    for run in ["a", "b"] { story.state.runs.toggleMark(run) }
    story.press("2", "G")
    let names = story.state.chartList.sections.flatMap { $0.charts.map(\.title) }
    #expect(names.contains("only_b") && names.last == "epoch")
    _ = story.state.showMetric(named: "only_b")
    story.press("h")
    #expect(story.state.curves.crosshair == second.metrics[0].series.last?.step)
    #expect(model(story)?.charts.first?.model.lines.map(\.label) == ["b"])
  }

  @Test func aGroupOfTheListShowsTheCurvesOfAllItsRuns() throws {
    let runs = (0..<3).map { number in
      var run = SampleRun.recorded("run-\(number)")
      run.hyperparameters = [Hyperparameter(name: "lr", value: .number(number < 2 ? 0.1 : 0.2))]
      return run
    }
    var story = DashboardStory(runs, size: Size(columns: 140, rows: 42))
    story.state.settings.runs.groupedBy = "lr"
    story.press("g", "g", "2")
    #expect(story.state.runs.selectedGroup?.count == 2 && story.state.selectedRun == nil)
    let lines = try #require(model(story)?.charts.first).model.lines
    #expect(lines.map(\.label) == ["a", "b"] && Set(lines.map(\.style)).count == 2)
  }
}
