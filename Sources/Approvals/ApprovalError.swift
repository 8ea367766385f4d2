public import FileAccess

/// Why a decision could not be recorded. Nothing has been written then.
public enum ApprovalError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(FileError)
  case emptyReason
  /// Nobody can be named as the one who decides.
  case emptyAuthor
  case checkpointMissing(path: String)
  /// It is no regular file.
  case checkpointNotAFile(path: String)
  case checkpointOutsideRun(path: String)
  /// The training asked about other bytes than are there now.
  case checkpointChanged(path: String, recorded: String, found: String)
  case damagedLedger(path: String, issues: [LedgerIssue])
  /// Somebody else is recording a decision.
  case busy(path: String)

  /// One sentence: what failed, where, and what to do.
  public var message: String {
    switch self {
    case .file(let error): error.message
    case .emptyReason: "a decision needs a reason"
    case .emptyAuthor: "a decision needs somebody who takes it"
    case .checkpointMissing(let path): "there is no checkpoint \(path)"
    case .checkpointNotAFile(let path): "\(path) is not a file; a decision is about one file's bytes"
    case .checkpointOutsideRun(let path): "\(path) is not inside the run"
    case .checkpointChanged(let path, let recorded, let found):
      "\(path) has changed since the approval was asked for: its SHA-256 was \(recorded) and is \(found); "
        + "nothing was decided"
    case .damagedLedger(let path, let issues):
      "\(path) cannot be trusted and nothing was added to it: "
        + (issues.first.map(\.message) ?? "it is damaged") + (issues.count > 1 ? " (and \(issues.count - 1) more)" : "")
        + "; `pitwall verify` shows everything"
    case .busy(let path): "\(path) is locked by another program; try again"
    }
  }
  public var description: String { message }
}
