/// Something in a ledger that should not be there, or is not there and should.
public struct LedgerIssue: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// The line is no decision.
    case unreadable
    /// The line does not follow the one before it.
    case brokenChain
    /// The last line is not the one that `decisions.head` names.
    case lastLineChanged
    /// `decisions.head` knows of more lines.
    case linesRemoved
    /// `decisions.head` knows of the line, and only its beginning is there.
    case lineCutShort
    /// `decisions.head` is missing, unreadable or older than one line.
    case headDoesNotFit
    /// The decision is about another run.
    case otherRun
    /// The checkpoint's bytes are not those that were judged.
    case checkpointChanged
    case checkpointMissing
  }
  public var kind: Kind
  /// Counts from 1; nil when it concerns no line.
  public var line: Int?
  /// A sentence; it names the line where there is one.
  public var message: String

  public init(kind: Kind, line: Int?, message: String) { (self.kind, self.line, self.message) = (kind, line, message) }
}

/// What `pitwall verify` found out about one ledger.
public struct VerificationReport: Equatable, Sendable {
  /// Of the ledger.
  public var path: String
  public var decisionCount: Int
  public var issues: [LedgerIssue]
  /// What is unusual and explained, such as the leftover of a crash.
  public var notes: [String]

  public init(path: String, decisionCount: Int, issues: [LedgerIssue], notes: [String]) {
    (self.path, self.decisionCount, self.issues, self.notes) = (path, decisionCount, issues, notes)
  }

  public var isTrustworthy: Bool { issues.isEmpty }
}
