import RunModel
import Testing
import TrainingControl

/// A training that leaves on its way to be told how to go on.
@Suite struct GateTests {
  private static func decided(_ verdict: Verdict, isNew: Bool) -> ApprovalStanding {
    .gateDecided(
      GateDecision(
        title: "Data Issues", verdict: verdict, choice: verdict == .approve ? "leave-out" : nil, by: "ada", isNew: isNew
      ))
  }

  private static let open = ApprovalStanding.gateOpen("Data Issues")
  private static let chosen = "Data Issues: leave-out chosen by ada"

  @Test(arguments: [
    (RunState.running, open, RunState.waiting, "waits for a decision: Data Issues"),
    // Whoever pauses it at that moment finds it waiting.
    (.pausing, open, .waiting, "waits for a decision: Data Issues"),
    // Decided long ago: it left for another reason.
    (.pausing, decided(.approve, isNew: false), .paused, "paused at checkpoints/5"),
    (.running, decided(.reject, isNew: false), .paused, "the training asked to be continued later at checkpoints/5"),
  ])
  func leavingAtAGateIsWaiting(
    _ state: RunState, _ approval: ApprovalStanding, _ result: RunState, _ reason: String
  ) {
    var machine = SupervisionMachineTests.machine(state)
    let effects = machine.handle(.childExited(.code(75), approval))
    #expect(effects == [.recordExit(.code(75)), .record(result, reason: reason, by: nil)])
  }

  @Test func whatWasDecidedWhileItLeftIsFollowedAtOnce() {
    var machine = SupervisionMachineTests.machine(.running)
    let effects = machine.handle(.childExited(.code(75), Self.decided(.approve, isNew: true)))
    #expect(
      effects == [
        .recordExit(.code(75)), .record(.queued, reason: Self.chosen, by: "ada"),
        .start(attempt: 2, resumeFrom: "checkpoints/5"),
      ])
  }

  @Test(arguments: [ControlRequest.Action.decided, .resume])
  func aDecisionStartsItAgainAlsoWhereNobodyToldTheSupervisor(_ action: ControlRequest.Action) {
    var machine = SupervisionMachineTests.machine(.waiting)
    let approval = Self.decided(.approve, isNew: true)
    let effects = machine.handle(.requested(SupervisionMachineTests.request(action), RequestFacts(approval: approval)))
    #expect(
      effects == [
        .record(.queued, reason: Self.chosen, by: "ada"), .answer(request: "r", accepted: true, reason: Self.chosen),
        .start(attempt: 2, resumeFrom: "checkpoints/5"),
      ])
  }

  @Test func aRejectionIsCarriedOutByTheTraining() {
    var machine = SupervisionMachineTests.machine(.waiting)
    let approval = Self.decided(.reject, isNew: true)
    let request = SupervisionMachineTests.request(.decided)
    #expect(
      machine.handle(.requested(request, RequestFacts(approval: approval))).last
        == .start(attempt: 2, resumeFrom: "checkpoints/5"))
    _ = machine.handle(.started)
    let end = TrainingEnd(outcome: .stopped, reason: "Data Issues: rejected by ada")
    let effects = machine.handle(.childExited(.code(1), end: end, Self.decided(.reject, isNew: false)))
    #expect(effects.last == .record(.stopped, reason: "the training says: Data Issues: rejected by ada", by: nil))
  }

  @Test func whatIsPutOffStillWaits() {
    var machine = SupervisionMachineTests.machine(.waiting)
    for (action, isAccepted) in [(ControlRequest.Action.decided, true), (.resume, false), (.stop, false)] {
      let request = SupervisionMachineTests.request(action)
      let effects = machine.handle(.requested(request, RequestFacts(approval: Self.open)))
      guard case .answer("r", isAccepted, _) = effects.first, effects.count == 1, machine.state == .waiting else {
        Issue.record("\(action) \(effects)")
        continue
      }
    }
  }

  /// Both were killed between the question and the exit.
  @Test func oneThatDiedAtTheGateWaitsThere() {
    for approval in [Self.open, Self.decided(.approve, isNew: true)] {
      var machine = SupervisionMachineTests.machine(.running)
      _ = machine.handle(.adoptedChildVanished(end: nil, approval))
      #expect(machine.state == .waiting)
    }
    var machine = SupervisionMachineTests.machine(.running)
    _ = machine.handle(.adoptedChildVanished(end: nil, Self.decided(.approve, isNew: false)))
    #expect(machine.state == .lost, "it was on its way again")
  }

  @Test func theLastQuestionOfAllIsNoGate() {
    var machine = SupervisionMachineTests.machine(.running)
    _ = machine.handle(.childExited(.code(0), .open))
    #expect(machine.state == .waiting)
    machine = SupervisionMachineTests.machine(.running)
    _ = machine.handle(.childExited(.code(0), Self.decided(.approve, isNew: false)))
    #expect(machine.state == .finished)
  }
}
