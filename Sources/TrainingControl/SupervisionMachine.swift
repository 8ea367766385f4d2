public import RunModel

/// What a supervisor knows about its run and decides about it. It touches nothing: it takes events and returns what
/// is to be done, always the state on disk first, then the answer, then the act, so that a crash in between leaves a
/// run whose next supervisor does the rest.
///
/// | state | a process? | it ends in |
/// |---|---|---|
/// | queued | about to start | running, failed (could not start), stopped |
/// | running | yes | pausing, frozen, stopping, or as its exit says |
/// | pausing | yes, asked for a checkpoint | paused on 75, running when the pause is cancelled |
/// | frozen | yes, stopped | running, stopping |
/// | stopping | yes, asked to end | stopped, whatever the exit |
/// | paused, failed, stopped, lost | no | queued, by `resume` |
/// | waiting | no | finished, by a decision; queued, by one about an escalation |
/// | finished | no | nowhere |
public struct SupervisionMachine: Equatable, Sendable {
  /// The exit code that says: continue me later (`EX_TEMPFAIL`).
  public static let pausedExitCode: Int32 = 75

  public internal(set) var state: RunState
  /// How many attempts have started.
  public internal(set) var attempt: Int
  /// The newest one on disk, relative to the run.
  public internal(set) var checkpoint: String?
  /// The signal that asks for a checkpoint, without its `SIG`.
  public let pauseSignal: String

  /// Whether a checkpoint was recorded since the training was asked for one.
  var hasCheckpointSinceAsked = false
  /// Who cancelled the pause that the training may still follow; it is started again at once then.
  var pauseCancelledBy: String?
  /// Whether the supervisor has taken over a training and nobody has asked for anything since.
  var hasJustAdopted = false
  /// The sentence for `stopped`.
  var endSentence: String?

  public init(state: RunState, attempt: Int, checkpoint: String?, pauseSignal: String) {
    (self.state, self.attempt, self.checkpoint, self.pauseSignal) = (state, attempt, checkpoint, pauseSignal)
  }

  /// Whether there is, or is about to be, a process to supervise.
  public var isSupervising: Bool { state == .queued || state.needsSupervisor }

  /// Takes one event. An event that cannot happen in the state has no effect.
  public mutating func handle(_ event: SupervisionEvent) -> [SupervisionEffect] {
    switch event {
    case .begin: return state == .queued ? [startEffect] : []
    case .adopted: return adopt()
    case .started: return started()
    case .startFailed(let reason): return state == .queued ? [move(to: .failed, reason)] : []
    case .requested(let request, let facts):
      defer { hasJustAdopted = false }
      return handle(request, facts)
    case .childExited(let status, let end, let approval):
      guard state.needsSupervisor else { return [] }
      return [.recordExit(status)] + exited(status, end, approval)
    case .adoptedChildVanished(let end, let approval):
      guard state.needsSupervisor else { return [] }
      return [.recordExit(nil)] + vanished(end, approval)
    case .checkpointRecorded(let path):
      hasCheckpointSinceAsked = state == .pausing
      checkpoint = path
      return state.needsSupervisor ? [.refreshStatus] : []
    case .deadlinePassed:
      return state == .stopping ? [.kill, .lookAgain] : []
    }
  }

  /// Takes over what a supervisor before knew.
  /// - Parameter isNew: the checkpoint was recorded since the state was written.
  public mutating func recall(checkpoint path: String, isNew: Bool) {
    checkpoint = path
    hasCheckpointSinceAsked = state == .pausing && isNew
  }

  /// Changes the state and returns the effect that records it.
  mutating func move(to new: RunState, _ reason: String, by: String? = nil) -> SupervisionEffect {
    if new == .pausing { hasCheckpointSinceAsked = false }
    state = new
    return .record(new, reason: reason, by: by)
  }

  /// Starts the next attempt, from the newest checkpoint unless it is the first.
  var startEffect: SupervisionEffect {
    .start(attempt: attempt + 1, resumeFrom: attempt == 0 ? nil : checkpoint)
  }

  private mutating func started() -> [SupervisionEffect] {
    guard state == .queued else { return [] }
    attempt += 1
    (pauseCancelledBy, endSentence) = (nil, nil)
    let reason =
      if attempt == 1 {
        "started"
      } else if let checkpoint {
        "continues from \(checkpoint)"
      } else {
        "started again from the beginning: there is no checkpoint"
      }
    return [move(to: .running, reason)]
  }

  /// Does again what the state asks for: the supervisor before may have died between writing it and doing it.
  private mutating func adopt() -> [SupervisionEffect] {
    hasJustAdopted = true
    switch state {
    case .running: return [.refreshStatus, .thaw]
    case .pausing: return [.refreshStatus, .thaw, .askForCheckpoint]
    case .frozen: return [.refreshStatus, .freeze]
    case .stopping: return [.refreshStatus, .thaw, .terminate, .grantGrace]
    case .queued:
      attempt += 1
      return [move(to: .running, "started")]
    case .paused, .waiting, .finished, .failed, .stopped, .lost: return []
    }
  }

  private mutating func exited(
    _ status: ExitStatus, _ end: TrainingEnd?, _ approval: ApprovalStanding
  ) -> [SupervisionEffect] {
    if state == .stopping { return [stopped()] }
    switch status {
    case .code(Self.pausedExitCode): return leftForLater(approval)
    case .code where end?.outcome == .stopped: return [endedEarly(end)]
    case .code(0): return [ended(approval)]
    case .code(let code): return [move(to: .failed, "exit code \(code)")]
    case .signal(let number):
      let name = SignalName.name(of: number).map { " (\($0))" } ?? ""
      return [move(to: .failed, "killed by signal \(number)\(name)")]
    }
  }

  private mutating func vanished(_ end: TrainingEnd?, _ approval: ApprovalStanding) -> [SupervisionEffect] {
    if state == .stopping { return [stopped()] }
    switch end?.outcome {
    case .finished: return [ended(approval)]
    case .failed:
      return [move(to: .failed, end?.reason.map { "the training says: \($0)" } ?? "the training says that it failed")]
    case .stopped:
      return [endedEarly(end)]
    case nil: break
    }
    if let gate = waitingAtGate(approval) { return [gate] }
    if state == .pausing, hasCheckpointSinceAsked {
      return [move(to: .paused, "left after its checkpoint; its exit code is not known, as its supervisor was lost")]
    }
    return [move(to: .lost, "the training has ended; how is not known, as the supervisor that started it was lost")]
  }

  private mutating func stopped() -> SupervisionEffect {
    defer { endSentence = nil }
    return move(to: .stopped, endSentence ?? "stopped on request")
  }

  private mutating func ended(_ approval: ApprovalStanding) -> SupervisionEffect {
    switch approval {
    case .none: move(to: .finished, "ended with exit code 0")
    case .decided(.approve, let by): move(to: .finished, "approved by \(by)", by: by)
    case .decided(.reject, let by): move(to: .finished, "rejected by \(by)", by: by)
    case .open, .decided(.hold, _): move(to: .waiting, "waits for a decision")
    case .gateOpen(let title): move(to: .waiting, Self.gateSentence(title))
    case .gateDecided: move(to: .finished, "ended with exit code 0")
    }
  }

  private mutating func endedEarly(_ end: TrainingEnd?) -> SupervisionEffect {
    move(to: .stopped, end?.reason.map { "the training says: \($0)" } ?? "the training ended early")
  }

  static func gateSentence(_ title: String) -> String { "waits for a decision: \(title)" }

  /// Of a training that is gone and has asked something that it has not followed yet; nil without such a question.
  private mutating func waitingAtGate(_ approval: ApprovalStanding) -> SupervisionEffect? {
    switch approval {
    case .gateOpen(let title): move(to: .waiting, Self.gateSentence(title))
    case .gateDecided(let decision) where decision.isNew: move(to: .waiting, decision.sentence)
    case .none, .open, .decided, .gateDecided: nil
    }
  }

  private mutating func leftForLater(_ approval: ApprovalStanding) -> [SupervisionEffect] {
    if case .gateDecided(let decision) = approval, decision.isNew {
      // Decided while it was still leaving.
      pauseCancelledBy = nil
      let record = move(to: .queued, decision.sentence, by: decision.by)
      return [record, startEffect]
    }
    if let gate = waitingAtGate(approval) { return [gate] }
    if let by = pauseCancelledBy {
      pauseCancelledBy = nil
      let record = move(to: .queued, "goes on at once: the pause had been cancelled", by: by)
      return [record, startEffect]
    }
    let asked = state == .pausing
    let sentence = asked ? "paused" : "the training asked to be continued later"
    let missing = "\(sentence); there is no checkpoint, so it would start from the beginning"
    return [move(to: .paused, checkpoint.map { "\(sentence) at \($0)" } ?? missing)]
  }
}
