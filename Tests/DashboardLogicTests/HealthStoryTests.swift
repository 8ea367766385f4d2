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
    story.press("0")
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

  @Test func oneVerdictARun() throws {
    let story = story
    #expect(story.state.screen == .health)
    let model = try model(story)
    #expect(text([model.summary]) == "✘ 3 critical  ✔ 1 healthy")
    let rows = model.table.page(columns: 120, rows: 10).rows.map { row in
      row.cells.map { cell in if case .text(let text) = cell { text.spans.map(\.text).joined() } else { "" } }
    }
    #expect(rows.map { $0[2] } == ["healthy", "plateau", "overfitting", "not a number"])
    #expect(rows.map { $0[3] } == ["", "0", "34", "30"])
  }

  @Test func aHealthyRunSaysWhatWasLookedAt() throws {
    let words = text(try model(story).lines)
    #expect(words.hasPrefix("✔ healthy: val/loss still falls, 0.05 above that of training"))
    #expect(words.contains("looked and found nothing"))
    #expect(words.contains("exploding gradient: no gradient norm is logged"))
  }

  @Test func enterGoesToTheStepWhereItBegan() throws {
    var story = story
    story.press("j", "j", "enter")
    #expect(story.state.screen == .curves)
    #expect(story.state.curves.isMaximised)
    #expect(story.state.curves.crosshair == 34)
    #expect(story.chartTitle == "loss")
  }

  @Test func oneWalksThroughTheFindingsOfARun() throws {
    var story = story
    story.press("G")
    #expect(text(Array(try model(story).lines[model(story).focus])).hasPrefix("✘ not a number"))
    story.press("l")
    #expect(text(Array(try model(story).lines[model(story).focus])).hasPrefix("▲ loss spikes"))
    story.press("l", "l", "enter")
    #expect(story.state.curves.crosshair == 12)
    story.press("0", "k", "j", "enter")
    #expect(story.state.curves.crosshair == 30)
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

  @Test func aSpikeThatCameBackIsAtItsStep() throws {
    var run = TrainingRuns.healthy("good")
    let loss = run.metrics[0].series
    var series = MetricSeries()
    for index in 0..<loss.count {
      series.record(step: loss[index].step, wallTime: .nan, value: index == 30 ? 1e6 : loss[index].value)
    }
    run.metrics[0].series = series
    var story = DashboardStory([run])
    story.press("0")
    #expect(text(try model(story).lines).contains("at step 30  train/loss"))
  }

  @Test func theNameOfARunHasItsHealthBesideIt() throws {
    var story = story
    story.press("2", "]")
    let title = try #require(DashboardModel(story.state).titleLine)
    #expect(title.leading.contains { text([$0]) == "✘ plateau since 0" })
  }
}
