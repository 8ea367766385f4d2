/// Something a person asks of a run, as it lies in `control/`.
public struct ControlRequest: Equatable, Sendable {
  /// What a supervisor advises, in its answer, where a training cannot save a checkpoint when asked.
  public static let freezeAdvice = "freeze it instead"

  public enum Action: Equatable, Sendable {
    case pause(PauseMode)
    case resume
    /// End politely: the training may clean up.
    case stop
    /// End at once.
    case kill
    /// A decision has been recorded in the ledger; act on it.
    case decided
  }
  public enum PauseMode: String, Sendable {
    /// Save a checkpoint and leave.
    case checkpoint
    /// Stop every process where it stands.
    case freeze
  }

  public var id: String
  public var action: Action
  public var reason: String
  /// `user@host`.
  public var by: String
  public var wallTime: WallTime?

  public init(id: String, action: Action, reason: String, by: String, wallTime: WallTime?) {
    (self.id, self.action, self.reason, self.by, self.wallTime) = (id, action, reason, by, wallTime)
  }
}
