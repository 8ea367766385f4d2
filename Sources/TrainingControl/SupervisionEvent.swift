public import RunModel

/// What happens to a supervisor.
public enum SupervisionEvent: Equatable, Sendable {
  /// A supervisor has come to a run that is queued.
  case begin
  /// The training that `state.json` names still runs, and a new supervisor has taken it over.
  case adopted
  case started
  /// The command could not be started; a sentence.
  case startFailed(String)
  case requested(ControlRequest, RequestFacts)
  /// `end` is the training's own last word of this attempt.
  case childExited(ExitStatus, end: TrainingEnd? = nil, ApprovalStanding)
  /// A training that was not this supervisor's child is gone, its exit status with it. `end` is its own last word of
  /// this attempt.
  case adoptedChildVanished(end: TrainingEnd?, ApprovalStanding)
  /// A checkpoint is complete on disk; its path relative to the run.
  case checkpointRecorded(String)
  /// The time that was granted for a polite end is over.
  case deadlinePassed
}

/// What was true when a request was read.
public struct RequestFacts: Equatable, Sendable {
  /// At least one process of the training has a handler for the pause signal.
  public var handlesPauseSignal: Bool
  public var approval: ApprovalStanding

  public init(handlesPauseSignal: Bool = false, approval: ApprovalStanding = .none) {
    (self.handlesPauseSignal, self.approval) = (handlesPauseSignal, approval)
  }
}

/// Where the newest approval request of a run stands.
public enum ApprovalStanding: Equatable, Sendable {
  /// The training has asked for nothing.
  case none
  case open
  case decided(Verdict, by: String)
  /// An escalation, by its title, that nobody has decided, or that somebody has put off.
  case gateOpen(String)
  /// An escalation that was approved or rejected.
  case gateDecided(GateDecision)
}

/// How a training that has stopped on its way is to go on.
public struct GateDecision: Equatable, Sendable {
  /// Of the escalation.
  public var title: String
  public var verdict: Verdict
  /// The alternative that was chosen; nil when it was rejected.
  public var choice: String?
  public var by: String
  /// Whether it was taken after this attempt had begun, which hence cannot have followed it.
  public var isNew: Bool

  public init(title: String, verdict: Verdict, choice: String?, by: String, isNew: Bool) {
    (self.title, self.verdict, self.choice, self.by, self.isNew) = (title, verdict, choice, by, isNew)
  }

  /// Such as `Data Issues: leave-out chosen by ada@laptop`.
  var sentence: String { "\(title): \(choice.map { "\($0) chosen" } ?? verdict.word) by \(by)" }
}

/// What a supervisor is to do, in this order.
public enum SupervisionEffect: Equatable, Sendable {
  /// Write the state to disk, and the change of it as an event.
  case record(RunState, reason: String, by: String?)
  /// Write `state.json` again: something in it besides the state has changed.
  case refreshStatus
  /// Write how the attempt ended; nil when that is not known.
  case recordExit(ExitStatus?)
  /// Answer a request and remove it.
  case answer(request: String, accepted: Bool, reason: String)
  /// Start the command; the answer is `started` or `startFailed`.
  case start(attempt: Int, resumeFrom: String?)
  /// Make `control/pause` and send the pause signal to the processes that handle it.
  case askForCheckpoint
  /// Remove `control/pause`.
  case withdrawPause
  /// Stop every process where it stands.
  case freeze
  /// Let every process continue.
  case thaw
  /// Ask every process to end.
  case terminate
  /// End every process.
  case kill
  /// Report `deadlinePassed` after the grace.
  case grantGrace
  /// Report `deadlinePassed` after a second.
  case lookAgain
}
