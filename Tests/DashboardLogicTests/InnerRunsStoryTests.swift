import DashboardLogic
import RunModel
import TerminalModel
import Testing

/// A study and its trials in the list of runs.
@Suite struct InnerRunsStoryTests {
  private var runs: [RunSnapshot] {
    SampleRun.study("churn", trials: 2) + SampleRun.study("telco", trials: 40) + [SampleRun.recorded("last")]
  }

  private func names(_ story: DashboardStory) -> [String] {
    guard case .runs(let list, _) = DashboardModel(story.state).body else { return [] }
    return (0..<list.rowCount).map { list.row($0)?.name ?? "" }
  }

  @Test func trialsAreHiddenBehindTheirStudyUntilItIsOpened() {
    var story = DashboardStory(runs)
    #expect(names(story) == ["churn [+2]", "telco [+40]", "last"])
    story.press("z")
    #expect(names(story) == ["churn [-2]", "  t0", "  t1", "telco [+40]", "last"])
    story.press("j", "j")
    #expect(story.state.selectedRun?.id == "churn/trials/1")
    story.press("z")
    #expect(names(story) == ["churn [+2]", "telco [+40]", "last"])
    #expect(story.state.selectedRun?.id == "churn")
  }

  @Test func anOpenedStudyStaysOpenAndKeepsTheSelectionWhileTrialsAppear() {
    var story = DashboardStory(runs)
    story.press("z", "j", "j")
    story.see(SampleRun.study("churn", trials: 9) + SampleRun.study("telco", trials: 40))
    #expect(names(story).count == 11)
    #expect(story.state.selectedRun?.id == "churn/trials/1")
  }

  @Test func aTrialThatIsGoneLeavesTheSelectionInItsPlace() {
    var story = DashboardStory(runs)
    story.press("z", "j", "j")
    story.see(SampleRun.study("churn", trials: 1) + SampleRun.study("telco", trials: 40))
    #expect(story.state.selectedRun?.id == "telco")
  }

  @Test func aTrialSaysWhoseItIsAboveItsScreens() {
    var story = DashboardStory(runs)
    story.press("z", "j", "2")
    #expect(DashboardModel(story.state).titleLine?.leading.first?.spans.contains { $0.text == "churn / t0" } == true)
  }

  @Test func aTrialAskedForIsRevealed() {
    var story = DashboardStory(runs)
    story.state.runs.reveal("telco/trials/39")
    #expect(story.state.selectedRun?.id == "telco/trials/39")
    #expect(names(story).count == 43)
    story.state.runs.reveal("nowhere")
    #expect(story.state.selectedRun?.id == "telco/trials/39")
  }

  @Test func aDecidedRunShowsTheVerdictWithWhoWhenAndWhy() throws {
    func row(_ verdict: Verdict, _ state: RunState) throws -> RunsModel.Row? {
      var run = SampleRun.study("churn", trials: 0)[0]
      run.state = state
      run.decisions = [
        Decision(
          id: "1", wallTime: try #require(WallTime(1_795_224_700)), verdict: verdict, runID: "churn",
          checkpoint: "checkpoints/final.json", sha256: "ab", by: "ada@lab", reason: "good enough", previous: "00")
      ]
      guard case .runs(let list, _) = DashboardModel(DashboardStory([run]).state).body else { return nil }
      #expect((list.table.columns.last?.title == "decision") == (state == .finished))
      return list.row(0)
    }
    let approved = try row(.approve, .finished)
    #expect(approved?.sign.word == "approved")
    #expect(approved?.decision.joined() == "approved by ada@lab on 2026-11-21 01:31: good enough")
    #expect(
      approved?.titleLine.leading.map { $0.spans.map(\.text).joined() }.suffix(3) == [
        "approved by ada@lab", "on 2026-11-21 01:31", "good enough",
      ])
    #expect(try row(.reject, .finished)?.sign.word == "rejected")
    // One that is put off is not at its end.
    #expect(try row(.hold, .waiting)?.sign == StatusSign(RunState.waiting))
  }

  @Test func onlyRunsOfTheirOwnAreCounted() {
    let header = DashboardModel(DashboardStory(runs).state).header
    #expect(header.counts.map { "\($0.number) \($0.word)" } == ["2 running", "1 recorded"])
  }

  @Test func oneRunWaitsAndTwoWait() {
    func words(_ runs: [RunSnapshot]) -> [String] {
      DashboardModel(DashboardStory(runs).state).header.counts.map { "\($0.number) \($0.word)" }
    }
    #expect(words([SampleRun.waiting("a")]) == ["1 waits for you"])
    #expect(words([SampleRun.waiting("a"), SampleRun.waiting("b")]) == ["2 wait for you"])
  }

  @Test func aRunWithoutOthersInsideSaysSo() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("z")
    #expect(story.notice == "runs inside: not possible, the run holds no others")
  }
}
