import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

@Suite struct CurveStoryTests {
  /// A hundred points a metric, one every ten steps and every 20 seconds, with a NaN at step 840.
  private static func run(_ id: String, hasEpochs: Bool = false) -> RunSnapshot {
    var run = RunSnapshot(id: id, name: id, path: "/runs/\(id)")
    run.metrics = (["train/loss", "val/loss", "lr"] + (hasEpochs ? ["epoch"] : [])).map { name in
      var series = MetricSeries()
      for index in 0..<100 as Range<Int64> {
        let value = name == "epoch" ? Double(index) / 25 : 1 / Double(index + 1) + (index % 20 == 10 ? 0.5 : 0)
        series.record(
          step: Step(index * 10), wallTime: 1_795_224_700 + Double(index) * 20,
          value: index == 84 && name == "val/loss" ? .nan : value)
      }
      return RunSnapshot.Metric(name: MetricName(name), series: series)
    }
    return run
  }

  private func chart(_ story: DashboardStory, _ index: Int = 0) -> LineChartModel? {
    guard case .curves(let curves) = DashboardModel(story.state).body else { return nil }
    return curves.charts.indices.contains(index) ? curves.charts[index].model : nil
  }

  @Test func smoothingIsOneForAllChartsAndCanBeUndone() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", ".", ".")
    #expect(story.state.settings.curves.smoothing == 0.5)
    #expect(chart(story)?.lines.allSatisfy { $0.smoothed?.count == 100 } == true)
    #expect(chart(story, 1)?.lines.allSatisfy { $0.smoothed?.count == 100 } == true)
    story.press("u", ",", ",")
    #expect(story.state.settings.curves.smoothing == 0)
    #expect(chart(story)?.lines.allSatisfy { $0.smoothed == nil } == true)
    #expect(story.notice == "Smoothing is off")
    for _ in 0..<20 { story.press(".") }
    #expect(story.state.settings.curves.smoothing == 0.999)
  }

  @Test func aZoomIsUndoneAndBoundToItsAxis() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "Y", "z")
    let zoomed = chart(story)?.visiblePositions
    #expect(zoomed != chart(story)?.wholeRange)
    story.press("X")
    #expect(chart(story)?.visiblePositions == chart(story)?.wholeRange, "steps say nothing on a clock")
    story.press("u")
    #expect(story.notice == "Undone: x axis" && chart(story)?.visiblePositions == zoomed)
    story.press("u")
    #expect(story.notice == "Undone: zoom" && chart(story)?.visiblePositions == chart(story)?.wholeRange)
    story.press("ctrl-r")
    #expect(story.notice == "Done again: zoom" && chart(story)?.visiblePositions == zoomed)
    story.press("u", "u")
    #expect(story.notice == "Undone: y axis")
  }

  @Test func marksOutOfViewAreNamedAtTheirSide() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "enter", "G", "B", "g", "l", "A", "G", "z", "z", "z")
    let plot = chart(story)?.plot(subcolumns: 100)
    #expect(plot?.marksBefore == [.a] && plot?.marks.map(\.mark.kind).contains(.b) == true)
    story.press("g")
    #expect(chart(story)?.plot(subcolumns: 100)?.marksBehind == [.b])
  }

  @Test func aZoomThatAnotherRunHasNoPointsInShowsAllOfIt() {
    var far = Self.run("b")
    for index in far.metrics.indices {
      var series = MetricSeries()
      for step in 0..<50 as Range<Int64> { series.record(step: Step(100_000 + step), wallTime: .nan, value: 1) }
      far.metrics[index].series = series
    }
    var story = DashboardStory([Self.run("a"), far])
    story.press("2", "z", "]")
    #expect(chart(story)?.visiblePositions == 100_000...100_049)
  }

  @Test func whatWasChosenInOneRunIsNotShownForAnotherHoweverItIsReached() {
    var story = DashboardStory([Self.run("a"), Self.run("b")])
    story.press("2", "enter", "h")
    #expect(story.state.curves.crosshair != nil)
    story.state.evaluation.threshold = 0.7
    story.see([Self.run("b")])
    #expect(story.state.curves.crosshair == nil && story.state.evaluation.threshold == nil)
  }

  @Test func theXAxisGoesThroughWhatTheRunKnows() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "X")
    #expect(chart(story)?.xAxis == .relativeTime)
    #expect(chart(story)?.wholeRange == 0...2_000_000_000)
    story.press("X")
    #expect(chart(story)?.xAxis == .wallTime)
    story.press("X")
    #expect(chart(story)?.xAxis == .step)
    #expect(
      CommandTable.spec(of: .use(.epoch)).availability(in: story.state)
        == .disabled(because: "the run logs no metric called epoch and no steps_per_epoch"))
    story.see([Self.run("a", hasEpochs: true)])
    story.press("X")
    #expect(chart(story)?.xAxis == .epoch)
    #expect(chart(story)?.wholeRange == 0...4_000_000)
  }

  @Test func allChartsZoomTogetherAroundTheCrosshairAndShowAllAgain() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "m", "x", "z")
    guard let shown = chart(story)?.visiblePositions, let crosshair = story.state.curves.crosshair else {
      Issue.record("no chart")
      return
    }
    #expect(shown.contains(crosshair.rawValue) && shown.upperBound - shown.lowerBound < 600)
    story.press("esc", "esc")
    #expect(chart(story, 1)?.visiblePositions == shown)
    story.press("<")
    #expect(chart(story)?.visiblePositions?.lowerBound ?? 0 <= shown.lowerBound)
    story.press("W")
    #expect(chart(story)?.visiblePositions == 0...1000)
    story.press(">")
    #expect(story.notice == "All of the x axis is on view; z zooms in")
  }

  @Test func theEndIsFollowedAsTheRunGoesOn() {
    var run = Self.run("a")
    var story = DashboardStory([run])
    story.press("2", "F")
    #expect(chart(story)?.visiblePositions?.upperBound == 1000)
    for index in run.metrics.indices { run.metrics[index].series.record(step: 2_000, wallTime: .nan, value: 1) }
    story.see([run])
    #expect(chart(story)?.visiblePositions?.upperBound == 2_000)
    story.press("F")
    run.metrics[0].series.record(step: 3_000, wallTime: .nan, value: 1)
    story.see([run])
    #expect(chart(story)?.visiblePositions?.upperBound == 2_000)
  }

  @Test func valuesAreZoomedForOneChartAlone() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "i")
    #expect(chart(story)?.valueRange != nil && chart(story, 1)?.valueRange == nil)
    let before = chart(story)?.valueRange
    story.press("U")
    #expect((chart(story)?.valueRange?.lowerBound ?? 0) > (before?.lowerBound ?? 0))
    story.press("Y")
    #expect(chart(story)?.valueRange == nil && chart(story)?.valueScale == .log)
    story.press("R")
    #expect(chart(story)?.hasFullRange == true)
    story.press("L")
    #expect(chart(story)?.hasLogX == true)
  }

  @Test func theCrosshairFindsNaNAndHighsAndLows() {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "!")
    #expect(story.state.curves.crosshair == 840 && story.state.curves.isMaximised)
    story.press("g", "n")
    let first = story.state.curves.crosshair
    story.press("n")
    let second = story.state.curves.crosshair
    #expect((first ?? 0) < (second ?? 0))
    story.press("N")
    #expect(story.state.curves.crosshair == first)
    story.press("esc", "esc", "l", "!")
    #expect(story.notice == "Every value of lr is finite")
  }

  @Test func twoMarksAreCompared() throws {
    var story = DashboardStory([Self.run("a")], size: Size(columns: 200, rows: 60))
    story.press("2", "A")
    #expect(story.notice.hasPrefix("A is put where the crosshair is"))
    story.press("m", "g", "A", "l", "l", "B")
    let model = try #require(chart(story))
    let words = model.detailLines(columns: 190, plot: nil).map { $0.spans.map(\.text).joined() }
    #expect(words.contains { $0.contains("Δstep +20") && $0.contains("Δtime +40 s") && $0.contains("Δtrain -0.667") })
    story.press("B")
    #expect(story.state.curves.b == nil)
  }

  @Test func theWheelZoomsAtThePointerAndADragPans() throws {
    var story = DashboardStory([Self.run("a")])
    story.press("2", "m")
    guard case .curves(let curves) = DashboardModel(story.state).body, let drawn = curves.charts.first else { return }
    let layout = try #require(LineChartLayout(drawn.model, in: drawn.area, glyphs: .braille))
    let (left, right) = (layout.picture.column, layout.picture.endColumn - 1)
    func send(_ kind: MouseEvent.Kind, _ column: Int, shift: Bool = false) {
      let event = MouseEvent(kind, at: Point(column: column, row: layout.curve.row + 2), shift: shift)
      _ = story.state.update(.input(.mouse(event)))
    }
    send(.scrollUp, left)
    let zoomed = try #require(chart(story)?.visiblePositions)
    #expect(zoomed.lowerBound < 5 && zoomed.upperBound < 850)
    send(.press(.left), left + 20)
    send(.drag(.left), left + 10)
    send(.release(.left), left + 10)
    #expect(try #require(chart(story)?.visiblePositions).lowerBound > zoomed.lowerBound)
    send(.scrollDown, left)
    send(.scrollDown, left)
    story.press("W")
    send(.press(.right), left)
    send(.drag(.right), (left + right) / 2)
    #expect(chart(story)?.selection != nil)
    send(.release(.right), (left + right) / 2)
    let selected = try #require(chart(story)?.visiblePositions)
    #expect(selected.lowerBound < 10 && (450...550).contains(selected.upperBound))
    #expect(chart(story)?.selection == nil)
  }

  @Test func aSecondClickOpensAChart() throws {
    var story = DashboardStory([Self.run("a")])
    story.press("2")
    guard case .curves(let curves) = DashboardModel(story.state).body else { return }
    let area = try #require(curves.charts.last?.area)
    let at = (area.column + area.columns / 2, area.row + area.rows / 2)
    story.click(column: at.0, row: at.1)
    #expect(!story.state.curves.isMaximised && story.state.curves.focus == curves.charts.count - 1)
    #expect(story.state.curves.crosshair != nil)
    story.click(column: at.0, row: at.1)
    _ = story.state.update(.input(.mouse(MouseEvent(.release(.left), at: Point(column: at.0, row: at.1)))))
    #expect(story.state.curves.isMaximised)
  }

  @Test func checkpointsNotesAndDecisionsAreMarkedInAMaximisedChart() throws {
    var run = Self.run("a")
    run.checkpoints = [Checkpoint(step: 500, path: "c", reason: "interval")]
    run.notes = [Note(text: "lr lowered", level: .info, wallTime: WallTime(1_795_224_700 + 600))]
    var story = DashboardStory([run])
    story.press("2", "m")
    let plot = try #require(chart(story)?.plot(subcolumns: 100))
    #expect(plot.marks.map(\.mark.label) == ["interval checkpoint", "lr lowered"])
    #expect(plot.marks.map(\.column) == [49, 29])
    story.press("m")
    #expect(chart(story)?.marks.isEmpty == true)
  }
}
