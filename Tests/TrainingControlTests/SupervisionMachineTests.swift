import RunModel
import Testing
import TrainingControl

/// The machine by table: every state meets every request, then the ways a training ends.
@Suite struct SupervisionMachineTests {
  static let handling = RequestFacts(handlesPauseSignal: true)

  static func machine(_ state: RunState, checkpoint: String? = "checkpoints/5") -> SupervisionMachine {
    SupervisionMachine(
      state: state, attempt: state == .queued ? 0 : 1, checkpoint: checkpoint, pauseSignal: "USR1")
  }

  static func request(_ action: ControlRequest.Action) -> ControlRequest {
    ControlRequest(id: "r", action: action, reason: "", by: "ada@laptop", wallTime: nil)
  }

  /// The state a request leads to; nil where it is declined.
  static func expected(_ state: RunState, _ action: ControlRequest.Action) -> RunState? {
    switch (state, action) {
    case (.running, .pause(.checkpoint)): .pausing
    case (.running, .pause(.freeze)): .frozen
    case (.frozen, .resume), (.pausing, .resume): .running
    case (.paused, .resume), (.failed, .resume), (.stopped, .resume), (.lost, .resume): .queued
    case (.running, .stop), (.pausing, .stop), (.frozen, .stop): .stopping
    case (.running, .kill), (.pausing, .kill), (.frozen, .kill), (.stopping, .kill): .stopping
    case (.queued, .stop), (.queued, .kill), (.paused, .stop), (.paused, .kill): .stopped
    case (.waiting, .decided): nil
    case (_, .decided): state
    default: nil
    }
  }

  static let actions: [ControlRequest.Action] = [
    .pause(.checkpoint), .pause(.freeze), .resume, .stop, .kill, .decided,
  ]

  @Test(arguments: RunState.allCases)
  func answersEveryRequestInEveryState(_ state: RunState) throws {
    for action in Self.actions {
      var machine = Self.machine(state)
      let effects = machine.handle(.requested(Self.request(action), Self.handling))
      let expected = Self.expected(state, action)
      #expect(machine.state == expected ?? state, "\(state) \(action)")
      let answers = effects.compactMap { effect -> Bool? in
        guard case .answer("r", let accepted, let reason) = effect else { return nil }
        #expect(!reason.isEmpty)
        return accepted
      }
      #expect(answers == [expected != nil], "\(state) \(action)")
      if let expected, expected != state || action == .kill {
        guard case .record(expected, _, "ada@laptop") = effects.first else {
          Issue.record("the state must be on disk first: \(state) \(action) \(effects)")
          continue
        }
      }
      if expected == nil { #expect(effects.count == 1, "declined, yet it acts: \(state) \(action)") }
    }
  }

  @Test func actsInTheAgreedOrder() {
    var machine = Self.machine(.frozen)
    #expect(
      machine.handle(.requested(Self.request(.stop), .init())) == [
        .record(.stopping, reason: "asked to end", by: "ada@laptop"),
        .answer(request: "r", accepted: true, reason: "asked the training to end"),
        .thaw, .terminate, .grantGrace,
      ])
    #expect(machine.handle(.deadlinePassed) == [.kill, .lookAgain])
    #expect(
      machine.handle(.childExited(.code(0), .open)) == [
        .recordExit(.code(0)), .record(.stopped, reason: "stopped by ada@laptop", by: nil),
      ])
    #expect(machine.handle(.deadlinePassed).isEmpty)
  }

  @Test func declinesAPauseThatNobodyWouldHear() {
    var machine = Self.machine(.running)
    #expect(
      machine.handle(.requested(Self.request(.pause(.checkpoint)), .init())) == [
        .answer(
          request: "r", accepted: false, reason: "this training does not handle SIGUSR1; freeze it instead")
      ])
    #expect(machine.state == .running)
  }

  static let exits: [(RunState, RunModel.ExitStatus, ApprovalStanding, RunState, String)] = [
    (.running, .code(0), .none, .finished, "ended with exit code 0"),
    (.running, .code(0), .open, .waiting, "waits for a decision"),
    (.running, .code(0), .decided(.hold, by: "ada"), .waiting, "waits for a decision"),
    (.running, .code(0), .decided(.approve, by: "ada"), .finished, "approved by ada"),
    (.running, .code(0), .decided(.reject, by: "ada"), .finished, "rejected by ada"),
    (.running, .code(3), .open, .failed, "exit code 3"),
    (.running, .signal(9), .none, .failed, "killed by signal 9 (KILL)"),
    (.running, .signal(40), .none, .failed, "killed by signal 40"),
    (.running, .code(75), .none, .paused, "the training asked to be continued later at checkpoints/5"),
    (.pausing, .code(75), .none, .paused, "paused at checkpoints/5"),
    (.pausing, .code(0), .none, .finished, "ended with exit code 0"),
    (.pausing, .code(1), .none, .failed, "exit code 1"),
    (.frozen, .signal(9), .none, .failed, "killed by signal 9 (KILL)"),
    (.stopping, .code(75), .none, .stopped, "stopped on request"),
    (.stopping, .signal(15), .open, .stopped, "stopped on request"),
  ]

  @Test(arguments: exits)
  func anExitSaysHowItEnded(
    _ state: RunState, _ status: RunModel.ExitStatus, _ approval: ApprovalStanding, _ result: RunState,
    _ reason: String
  ) {
    var machine = Self.machine(state)
    let effects = machine.handle(.childExited(status, approval))
    #expect(machine.state == result)
    #expect(effects.first == .recordExit(status))
    guard case .record(result, reason, _) = effects.last else {
      Issue.record("\(effects)")
      return
    }
  }

  @Test func aPauseWithoutACheckpointSaysSo() {
    var machine = Self.machine(.pausing, checkpoint: nil)
    let sentence = "paused; there is no checkpoint, so it would start from the beginning"
    #expect(machine.handle(.childExited(.code(75), .none)).last == .record(.paused, reason: sentence, by: nil))
    let effects = machine.handle(.requested(Self.request(.resume), .init()))
    #expect(effects.last == .start(attempt: 2, resumeFrom: nil))
  }

  @Test func aCancelledPauseThatIsFollowedGoesOnAtOnce() {
    var machine = Self.machine(.pausing)
    let effects = machine.handle(.requested(Self.request(.resume), .init()))
    #expect(effects.last == .withdrawPause)
    #expect(machine.handle(.checkpointRecorded("checkpoints/9")) == [.refreshStatus])
    #expect(machine.handle(.childExited(.code(75), .none)).last == .start(attempt: 2, resumeFrom: "checkpoints/9"))
    #expect(machine.handle(.started) == [.record(.running, reason: "continues from checkpoints/9", by: nil)])
    #expect(machine.attempt == 2)
    _ = machine.handle(.childExited(.code(75), .none))
    #expect(machine.state == .paused, "the cancelled pause counts once")
  }

  @Test func aTrainingThatVanishedIsJudgedByItsOwnWord() {
    let finished = TrainingEnd(outcome: .finished)
    let failed = TrainingEnd(outcome: .failed, reason: "loss is NaN")
    let stopped = TrainingEnd(outcome: .stopped)
    let table: [(RunState, TrainingEnd?, ApprovalStanding, RunState)] = [
      (.running, stopped, .none, .stopped), (.running, finished, .none, .finished),
      (.running, finished, .open, .waiting), (.running, failed, .open, .failed),
      (.running, nil, .open, .lost), (.pausing, nil, .none, .lost), (.frozen, nil, .none, .lost),
      (.stopping, nil, .none, .stopped), (.stopping, finished, .open, .stopped), (.paused, nil, .none, .paused),
    ]
    for (state, end, approval, result) in table {
      var machine = Self.machine(state)
      _ = machine.handle(.adoptedChildVanished(end: end, approval))
      #expect(machine.state == result, "\(state) \(String(describing: end)) \(approval)")
    }
    var machine = Self.machine(.pausing)
    machine.recall(checkpoint: "checkpoints/7", isNew: true)
    _ = machine.handle(.adoptedChildVanished(end: nil, .none))
    #expect(machine.state == .paused)
  }

  @Test func anAdopterDoesAgainWhatTheStateAsksFor() {
    let table: [(RunState, [SupervisionEffect])] = [
      (.running, [.refreshStatus, .thaw]), (.pausing, [.refreshStatus, .thaw, .askForCheckpoint]),
      (.frozen, [.refreshStatus, .freeze]), (.stopping, [.refreshStatus, .thaw, .terminate, .grantGrace]),
      (.queued, [.record(.running, reason: "started", by: nil)]),
      (.paused, []), (.waiting, []), (.finished, []), (.failed, []), (.stopped, []), (.lost, []),
    ]
    for (state, effects) in table {
      var machine = Self.machine(state)
      #expect(machine.handle(.adopted) == effects, "\(state)")
    }
    var machine = Self.machine(.running)
    _ = machine.handle(.adopted)
    #expect(
      machine.handle(.requested(Self.request(.resume), .init())) == [
        .answer(request: "r", accepted: true, reason: "it runs, and is supervised again")
      ])
  }

  @Test func decisionsEndTheWaiting() {
    let table: [(ApprovalStanding, RunState, Bool)] = [
      (.decided(.approve, by: "ada"), .finished, true), (.decided(.reject, by: "ada"), .finished, true),
      (.decided(.hold, by: "ada"), .waiting, true), (.open, .waiting, false), (.none, .waiting, false),
    ]
    for (approval, state, accepted) in table {
      var machine = Self.machine(.waiting)
      let effects = machine.handle(.requested(Self.request(.decided), RequestFacts(approval: approval)))
      #expect(machine.state == state)
      guard case .answer("r", accepted, _) = effects.last else {
        Issue.record("\(approval) \(effects)")
        continue
      }
    }
  }

  @Test func aFirstAttemptStartsFromTheBeginning() {
    var machine = Self.machine(.queued)
    #expect(machine.handle(.begin) == [.start(attempt: 1, resumeFrom: nil)])
    var failing = machine
    #expect(failing.handle(.startFailed("no")) == [.record(.failed, reason: "no", by: nil)])
    #expect(failing.attempt == 0)
    #expect(machine.handle(.started) == [.record(.running, reason: "started", by: nil)])
  }
}
