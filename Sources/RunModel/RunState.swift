/// Where a run is in its life. The words are those of `state.json`.
public enum RunState: String, CaseIterable, Sendable {
  /// Accepted, not yet started.
  case queued
  case running
  /// Asked to save a checkpoint and leave; still computing.
  case pausing
  /// Left with a checkpoint; no process, resumable.
  case paused
  /// Its processes are stopped where they stand; memory stays held.
  case frozen
  /// The training has ended well and somebody must decide about its checkpoint.
  case waiting
  /// Asked to end; still there.
  case stopping
  case finished
  case failed
  case stopped
  /// Its supervisor is gone; what became of the training is not known or no longer watched.
  case lost

  public init(_ outcome: TrainingEnd.Outcome) {
    switch outcome {
    case .finished: self = .finished
    case .failed: self = .failed
    case .stopped: self = .stopped
    }
  }

  /// Whether a supervisor process must be alive for this state to be true.
  public var needsSupervisor: Bool {
    switch self {
    case .running, .pausing, .frozen, .stopping: true
    case .queued, .paused, .waiting, .finished, .failed, .stopped, .lost: false
    }
  }
}
