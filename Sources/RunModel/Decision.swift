/// What a person decided about a checkpoint.
public enum Verdict: String, CaseIterable, Sendable { case approve, reject, hold }

/// One line of the ledger, `decisions.jsonl`.
public struct Decision: Equatable, Sendable {
  public var id: String
  public var wallTime: WallTime
  public var verdict: Verdict
  public var runID: String
  /// Relative to the run directory.
  public var checkpoint: String
  /// SHA-256 of the checkpoint's bytes as judged; lower-case hexadecimal.
  public var sha256: String
  /// `user@host`.
  public var by: String
  public var reason: String
  /// Which alternative of an escalation was chosen; nil where there was none to choose.
  public var alternative: String?
  /// SHA-256 of the ledger line before this one, or 64 zeros.
  public var previous: String

  public init(
    id: String, wallTime: WallTime, verdict: Verdict, runID: String, checkpoint: String, sha256: String, by: String,
    reason: String, alternative: String? = nil, previous: String
  ) {
    (self.id, self.wallTime, self.verdict, self.runID) = (id, wallTime, verdict, runID)
    (self.checkpoint, self.sha256, self.by) = (checkpoint, sha256, by)
    (self.reason, self.alternative, self.previous) = (reason, alternative, previous)
  }
}
