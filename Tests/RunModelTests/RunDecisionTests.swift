import RunModel
import Testing

@Suite struct RunDecisionTests {
  /// What a run ends with is judged when it has ended and asks; a checkpoint on the way at any time.
  @Test(arguments: [
    (RunState.running, true), (.paused, true), (.failed, true), (.lost, true), (.waiting, false), (.finished, false),
  ])
  func theFinalCheckpointOfARunThatGoesOnIsNotJudged(_ state: RunState, _ isTooEarly: Bool) {
    var run = RunSnapshot(id: "r", name: "r", path: "/r")
    run.checkpoints = ["interval", "final"].map { Checkpoint(step: Step(1), path: $0, reason: $0) }
    #expect(!run.isTooEarly(toDecideAbout: "final"), "runs of others do not say")
    run.state = state
    #expect(run.isTooEarly(toDecideAbout: "final") == isTooEarly && !run.isTooEarly(toDecideAbout: "interval"))
    run.approvalRequest = ApprovalRequest(checkpoint: "final", sha256: nil, question: "May it go into use?")
    #expect(!run.isTooEarly(toDecideAbout: "final"))
  }
}
