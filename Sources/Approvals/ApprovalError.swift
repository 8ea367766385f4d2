public import FileAccess
public import RunModel

/// Why a decision could not be recorded. Nothing has been written then.
public enum ApprovalError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(FileError)
  /// Blanks at its ends do not count.
  case shortReason(minimum: Int)
  /// Nobody can be named as the one who decides.
  case emptyAuthor
  case checkpointMissing(path: String)
  /// It is no regular file.
  case checkpointNotAFile(path: String)
  case checkpointOutsideRun(path: String)
  /// The training asked about other bytes than are there now.
  case checkpointChanged(path: String, recorded: String, found: String)
  /// The matter is settled: what was decided about these bytes stands.
  case alreadyDecided(Decision)
  case damagedLedger(path: String, issues: [LedgerIssue])
  /// Somebody else is recording a decision.
  case busy(path: String)

  /// One sentence: what failed, where, and what to do; its times of day in UTC.
  public var message: String { message(secondsFromUTC: 0) }

  /// The same with times of day where somebody is.
  public func message(secondsFromUTC: Int) -> String {
    switch self {
    case .file(let error): error.message
    case .shortReason(let minimum):
      "a decision needs a reason of at least \(minimum) characters: it is recorded for good; nothing was decided"
    case .emptyAuthor: "a decision needs somebody who takes it"
    case .checkpointMissing(let path): "there is no checkpoint \(path)"
    case .checkpointNotAFile(let path): "\(path) is not a file; a decision is about one file's bytes"
    case .checkpointOutsideRun(let path): "\(path) is not inside the run"
    case .checkpointChanged(let path, let recorded, let found):
      "\(path) has changed since the approval was asked for: its SHA-256 was \(recorded) and is \(found); "
        + "nothing was decided"
    case .alreadyDecided(let decision):
      "\(decision.checkpoint) was decided about already: \(decision.sentence(secondsFromUTC: secondsFromUTC)); "
        + "nothing was changed"
    case .damagedLedger(let path, let issues):
      "\(path) cannot be trusted and nothing was added to it: "
        + (issues.first.map(\.message) ?? "it is damaged") + (issues.count > 1 ? " (and \(issues.count - 1) more)" : "")
        + "; `pitwall verify` shows everything"
    case .busy(let path): "\(path) is locked by another program; try again"
    }
  }
  public var description: String { message }
}
