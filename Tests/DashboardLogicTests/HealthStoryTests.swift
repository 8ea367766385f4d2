import DashboardLogic
import RunHealth
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Someone asks what is wrong with the trainings.
@Suite struct HealthStoryTests {
  private var story: DashboardStory {
    var story = DashboardStory([
      TrainingRuns.healthy("good"), TrainingRuns.plateau("stuck"), TrainingRuns.overfitting("learner"),
      TrainingRuns.broken("broken"),
    ])
    story.press("0", "g")
    return story
  }

  private func model(_ story: DashboardStory) throws -> HealthModel {
    guard case .health(let model) = DashboardModel(story.state).body else {
      throw Absent()
    }
    return model
  }
  private struct Absent: Error {}

  private func text(_ lines: [StyledText]) -> String {
    lines.map { $0.spans.map(\.text).joined() }.joined(separator: "\n")
  }

  /// However it is wrapped.
  private func words(_ lines: [StyledText]) -> String {
    text(lines).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func oneVerdictARun() throws {
    let story = story
    #expect(story.state.screen == .health)
    let model = try model(story)
    #expect(text([model.summary]) == "✘ 3 critical  ✔ 1 healthy")
    let rows = model.table.page(columns: 120, rows: 10).rows.map { row in
      row.cells.map { cell in if case .text(let text) = cell { text.spans.map(\.text).joined() } else { "" } }
    }
    #expect(rows.map { $0[2] } == ["plateau", "overfitting", "not a number", "healthy"], "the sick ones first")
    #expect(rows.map { $0[3] } == ["0", "22", "30", ""])
    #expect(story.state.selectedRun?.id == "stuck")
  }

  /// What is approved or stopped next is what had been selected before.
  @Test func lookingAtHealthSelectsNoOtherRun() {
    var story = DashboardStory([TrainingRuns.healthy("good"), TrainingRuns.broken("broken")])
    story.press("0", "9")
    #expect(story.state.selectedRun?.id == "good")
    story.press("0", "l")
    #expect(story.state.selectedRun?.id == "broken")
  }

  @Test func aHealthyRunSaysWhatWasLookedAt() throws {
    var story = story
    story.press("G")
    let words = words(try model(story).lines)
    #expect(words.hasPrefix("✔ healthy: val/loss fell to the end, 0.05 above that of training (0.1"))
    #expect(words.contains("looked and found nothing"))
    #expect(words.contains("exploding gradient: no gradient norm is logged"))
  }

  @Test func whatGoesOnIsSaidInThePresentTense() throws {
    var run = TrainingRuns.healthy("good")
    run.state = .running
    var story = DashboardStory([run])
    story.press("0")
    #expect(words(try model(story).lines).hasPrefix("✔ healthy: val/loss still falls, 0.05 above that of training"))
    run.state = .finished
    story.see([run])
    #expect(words(try model(story).lines).hasPrefix("✔ healthy: val/loss fell to the end"))
  }

  /// Early stopping ends a training after its best: a little above it, and no rule fires.
  @Test func aLossThatHasBeenLowerIsNotSaidToFall() throws {
    let training = (0..<200).map { 0.69 * (0.2 + 0.8 / (1 + Double($0) / 20)) }
    let validation = (0..<200).map { step -> Double in
      step <= 135 ? 0.69 - 0.28 * Double(step) / 135 : 0.41 + 0.005 * Double(step - 135) / 64
    }
    var story = DashboardStory([TrainingRuns.run("early", [("train/logloss", training), ("val/logloss", validation)])])
    story.press("0")
    #expect(
      words(try model(story).lines).hasPrefix(
        "✔ healthy: val/logloss was lowest at step 135 (0.41), 0.415 at the end, 0.2"))
  }

  @Test func enterGoesToTheStepWhereItBegan() throws {
    var story = story
    story.press("j", "enter")
    #expect(story.state.screen == .curves)
    #expect(story.state.curves.isMaximised)
    #expect(story.state.curves.crosshair == 22)
    #expect(story.chartTitle == "loss")
  }

  @Test func oneWalksThroughTheFindingsOfARun() throws {
    var story = story
    story.press("j", "j")
    #expect(try finding(story).hasPrefix("✘ not a number  critical\n  since step 30, train/loss"))
    story.press("l")
    #expect(try finding(story).hasPrefix("▲ loss spikes  warning\n  at step 12, train/loss"))
    story.press("l")
    #expect(story.notice == "This is the last finding.")
    story.press("enter")
    #expect(story.state.curves.crosshair == 12)
    story.press("0", "k", "j", "enter")
    #expect(story.state.curves.crosshair == 30)
  }

  private func finding(_ story: DashboardStory) throws -> String {
    text(Array(try model(story).lines[model(story).focus]))
  }

  @Test func oneKeyGoesFromFindingToFindingOverAllRuns() throws {
    var story = story
    story.press("G")
    #expect(story.state.selectedRun?.id == "good")
    story.press("h")
    #expect(story.state.selectedRun?.id == "broken")
    #expect(try finding(story).hasPrefix("▲ loss spikes"))
    story.press("h", "h")
    #expect(try finding(story).hasPrefix("✘ overfitting"))
    story.press("h", "h")
    #expect(story.state.selectedRun?.id == "stuck" && story.notice == "This is the first finding.")
    story.press("l", "l", "l")
    #expect(try finding(story).hasPrefix("▲ loss spikes"))
    var healthy = DashboardStory([TrainingRuns.healthy("good"), TrainingRuns.healthy("better")])
    healthy.press("0", "l")
    #expect(healthy.notice == "No rule fired for any run of the list.")
  }

  @Test func theCurveOfTheFindingIsBesideIt() throws {
    var story = story
    story.press("j")
    let chart = try #require(try model(story).chart)
    #expect(chart.title == "loss" && chart.crosshair == 22 && chart.xRange == nil)
    story.press("j", "l")
    let spike = try #require(try model(story).chart)
    #expect(spike.crosshair == 12 && spike.xRange == 2...22, "what is over is shown from near")
    story.resize(60, 20)
    #expect(try model(story).chart == nil, "there is no room")
  }

  @Test func theLossOfARunWithoutFindingsIsBesideWhatIsSaidOfIt() throws {
    var story = DashboardStory([TrainingRuns.healthy("good")])
    story.press("0")
    story.resize(160, 40)
    let chart = try #require(try model(story).chart)
    #expect(chart.title == "loss" && chart.crosshair == nil)
    story.resize(80, 24)
    #expect(try model(story).chart == nil, "words come first")
  }

  @Test func theSickRunsAreMarkedCountedAndFoundInTheList() throws {
    var story = story
    story.press("1")
    guard case .runs(let list, _) = DashboardModel(story.state).body else { throw Absent() }
    let rows = list.table.page(columns: 120, rows: 10).rows.map { row in
      row.cells.map { cell in if case .text(let text) = cell { text.spans.map(\.text).joined() } else { "" } }
    }
    #expect(rows.map { $0[0] } == ["· ", "·✘", "·✘", "·✘"])
    #expect(rows.map { $0[7] } == ["healthy", "✘ plateau", "✘ overfitting", "✘ not a number +1"])
    let counts = DashboardModel(story.state).header.counts
    #expect(counts.map { "\($0.sign.glyph) \($0.number) \($0.word)" } == ["· 4 recorded", "✘ 3 critical"])
    for (filter, found) in [
      ("health:critical", ["stuck", "learner", "broken"]), ("health:ok", ["good"]), ("health:warning", []),
      ("flagged", ["stuck", "learner", "broken"]), ("-flagged", ["good"]), ("health:warn,healthy", ["good"]),
    ] {
      story.press("/", "ctrl-u")
      story.type(filter)
      story.press("enter")
      #expect(story.state.runs.listed.map(\.id) == found, "\(filter)")
    }
    story.press("/", "ctrl-u", "enter", "l", "l", "l", "l", "l", "l", "S")
    #expect(story.state.settings.runs.sort == .init(.health, isAscending: true))
    #expect(story.state.runs.listed.map(\.id) == ["stuck", "learner", "broken", "good"])
  }

  @Test func aRunThatNoListShowsIsJudgedAndCountedToo() throws {
    var story = DashboardStory([TrainingRuns.healthy("good"), TrainingRuns.broken("broken")])
    story.press("/")
    story.type("name:good")
    story.press("enter")
    #expect(story.state.runs.listed.map(\.id) == ["good"])
    var worse = TrainingRuns.healthy("other")
    worse.metrics[0].series.record(step: 60, wallTime: .nan, value: .nan)
    story.see([TrainingRuns.healthy("good"), TrainingRuns.broken("broken"), worse])
    #expect(DashboardModel(story.state).header.counts.map(\.number) == [3, 2])
  }

  /// A training that began again may write as many points as before.
  @Test func aPastThatWasRewrittenIsJudgedAgain() throws {
    var story = DashboardStory([TrainingRuns.healthy("good")])
    var worse = TrainingRuns.healthy("good")
    let count = worse.metrics[0].series.count
    worse.metrics[0].series.removePoints(from: 10)
    for step in 10..<count { worse.metrics[0].series.record(step: Step(Int64(step)), wallTime: .nan, value: .nan) }
    #expect(worse.metrics[0].series.count == count)
    story.see([worse])
    #expect(DashboardModel(story.state).header.counts.last?.word == "critical")
  }

  @Test func aRunThatGetsWorseIsJudgedAgain() throws {
    var story = DashboardStory([TrainingRuns.healthy("good")])
    story.press("0")
    #expect(try model(story).table.page(columns: 100, rows: 3).rows.count == 1)
    var worse = TrainingRuns.healthy("good")
    worse.metrics[0].series.record(step: 60, wallTime: .nan, value: .nan)
    story.see([worse])
    #expect(text(try model(story).lines).hasPrefix("✘ not a number"))
  }

  /// Its curves are those of a run that learns; what there is to see is in the console.
  @Test func aFailedRunSaysWhyAndWhereToLook() throws {
    var run = TrainingRuns.healthy("crashed")
    (run.state, run.stateReason) = (.failed, "exit code 1")
    run.status = RunStatus(state: .failed, since: WallTime(1_795_224_615), reason: "exit code 1", exit: .code(1))
    run.console.lines = ["step 59", "\u{1B}[31mRuntimeError: CUDA out of memory"]
    var story = DashboardStory([TrainingRuns.healthy("good"), run])
    story.press("0", "l")
    #expect(story.state.selectedRun?.id == "crashed")
    #expect(
      words(try model(story).lines).hasPrefix(
        "✘ failed critical at step 59 exit code 1: RuntimeError: CUDA out of memory."))
    #expect(words(try model(story).lines).contains("8 shows the console."))
    let title = try #require(DashboardModel(story.state).titleLine?.leading.map { text([$0]) })
    #expect(title.contains("exit code 1: RuntimeError: CUDA out of memory"))
    #expect(title.allSatisfy { !$0.contains("✘ failed at") })
    story.press("enter")
    #expect(story.state.screen == .console)
    story.press("2", "*")
    #expect(story.state.screen == .curves && story.notice.hasPrefix("failed at step 59: exit code 1"))
    let facts = try #require(DashboardModel(story.state).facts?.facts)
    #expect(facts.first { $0.name == "ended" }?.value.hasPrefix("2026-11-2") == true)
    #expect(facts.first { $0.name == "reason" }?.value == "exit code 1: RuntimeError: CUDA out of memory")
    run.stateReason = "killed by signal 9 (SIGKILL)"
    story.see([run])
    #expect(story.state.health.report(of: run)?.verdict.contains("SIGKILL") == true)
  }

  /// A file with a date in the future is not the clock.
  @Test func silenceIsMeasuredByTheWatchersClock() throws {
    var running = TrainingRuns.healthy("good")
    running.state = .running
    for index in running.metrics.indices {
      var series = MetricSeries()
      for step in 0..<60 {
        let value = running.metrics[index].series[step].value
        series.record(step: Step(Int64(step)), wallTime: 1_000_000 + Double(step), value: value)
      }
      running.metrics[index].series = series
    }
    running.updated = WallTime(9_000_000)
    var story = DashboardStory([])
    for (now, words) in [(1_000_062.0, "✔ healthy"), (1_000_200, "✘ stalled")] {
      _ = story.state.update(.runsChanged(WatchedRuns(runs: [running], now: WallTime(now))))
      story.press("0")
      #expect(text(try model(story).lines).hasPrefix(words))
    }
  }

  /// Healthy but for one value at step 30.
  private static func spiked(_ name: String) -> RunSnapshot {
    var run = TrainingRuns.healthy(name)
    let loss = run.metrics[0].series
    run.metrics[0].series = loss.mapValues { step, value in step == loss[30].step.rawValue ? 1e6 : value }
    return run
  }

  @Test func aSpikeThatCameBackIsAtItsStep() throws {
    let run = Self.spiked("good")
    var story = DashboardStory([run])
    story.press("0")
    #expect(text(try model(story).lines).contains("at step 30, train/loss"))
  }

  @Test func theNameOfARunHasItsHealthBesideIt() throws {
    var story = story
    story.press("2")
    let title = try #require(DashboardModel(story.state).titleLine)
    #expect(title.leading.contains { text([$0]) == "✘ plateau since 0" })
  }

  @Test func fromTheCurvesAKeyGoesToEachFinding() throws {
    var story = DashboardStory([TrainingRuns.healthy("good")])
    story.press("2", "*")
    #expect(story.notice == "No rule finds anything in good")
    let run = Self.spiked("bad")
    story = DashboardStory([run])
    story.press("2", "*")
    #expect(story.state.curves.crosshair == 30 && story.state.curves.isMaximised)
    #expect(story.notice.hasPrefix("loss spikes at step 30: "))
  }
}
