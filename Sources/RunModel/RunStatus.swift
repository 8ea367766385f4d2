/// How a training's last attempt ended.
public enum ExitStatus: Hashable, Sendable {
  case code(Int32)
  case signal(Int32)
}

/// What `state.json` says.
public struct RunStatus: Equatable, Sendable {
  public var state: RunState
  public var since: WallTime?
  /// Why it is in this state, as a short sentence.
  public var reason: String
  /// Counts from 1; 0 before the first start.
  public var attempt: Int
  public var supervisor: ProcessIdentity?
  public var training: ProcessIdentity?
  public var exit: ExitStatus?
  /// The checkpoint to resume from, relative to the run directory.
  public var checkpoint: String?

  public init(
    state: RunState, since: WallTime?, reason: String, attempt: Int = 0, supervisor: ProcessIdentity? = nil,
    training: ProcessIdentity? = nil, exit: ExitStatus? = nil, checkpoint: String? = nil
  ) {
    (self.state, self.since, self.reason, self.attempt) = (state, since, reason, attempt)
    (self.supervisor, self.training, self.exit, self.checkpoint) = (supervisor, training, exit, checkpoint)
  }
}
