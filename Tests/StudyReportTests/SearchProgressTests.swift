import StudyModel
import StudyReport
import Testing

@Suite struct SearchProgressTests {
  @Test func onlyCompleteTrialsCountAsBest() {
    let progress = SearchProgress(ChurnStudy.trials, isMaximized: true)
    #expect(progress.steps.map(\.trial) == [1, 4])
    #expect(progress.complete == 4 && progress.pruned == 1 && progress.failed == 1)
    #expect(progress.nearlyBest?.trial == 1)
  }

  @Test func costIsSecondsForAHundredthOfTheFirstValue() throws {
    let trials = [(100.0, 2.0), (110.0, 3.0), (90.0, 5.0)].enumerated().map { index, pair in
      ChurnStudy.trial(index + 1, "linear", "broad", [:], pair.0, pair.1)
    }
    let progress = SearchProgress(trials, isMaximized: false)
    #expect(progress.steps.map(\.value) == [100, 90] && progress.steps.map(\.seconds) == [2, 10])
    #expect(progress.nearlyBest?.trial == 3)
    #expect(progress.secondsPerPoint == 1)
  }

  @Test func baselinesAreNoTrialsOfTheSearch() throws {
    let stages = [("baseline", 0.5), ("baseline", 0.8), ("portfolio", 0.6), ("broad", 0.66)]
    let trials = stages.enumerated().map { index, trial in
      ChurnStudy.trial(index + 1, "linear", trial.0, [:], trial.1, 2)
    }
    let progress = SearchProgress(trials, isMaximized: true)
    #expect(progress.trials == 2 && progress.complete == 2 && progress.seconds == 4)
    #expect(progress.steps.map(\.trial) == [3, 4] && progress.steps.map(\.count) == [1, 2])
    // 0.06 is ten hundredths of 0.6.
    let cost = try #require(progress.secondsPerPoint)
    #expect(abs(cost - 0.4) < 1e-9)
  }

  @Test func withoutGainThereIsNoCost() {
    #expect(SearchProgress([], isMaximized: true).secondsPerPoint == nil)
    #expect(SearchProgress(Array(ChurnStudy.trials.prefix(3)), isMaximized: true).secondsPerPoint == nil)
  }
}
