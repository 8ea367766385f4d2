public import FileAccess
internal import Glibc
internal import JSONText
internal import RunFormats
public import RunModel

/// The decisions about one run, `decisions.jsonl`: each line names the line before it by its SHA-256, and
/// `decisions.head` names the last.
public struct Ledger: Sendable {
  public let runDirectory: String
  /// The run's id, or its directory's name where it was not launched by Pitwall.
  public let runID: String

  /// How long to wait while another program records a decision.
  private let lockTimeout: Duration

  public var path: String { "\(runDirectory)/decisions.jsonl" }
  var headPath: String { "\(runDirectory)/decisions.head" }

  /// - Throws: when there is no such directory, or its `run.json` cannot be read.
  public init(runDirectory: String, lockTimeout: Duration = .seconds(5)) throws(FileError) {
    self.lockTimeout = lockTimeout
    let resolved = try Files.resolve(runDirectory)
    self.runDirectory = resolved
    let document = "\(resolved)/run.json"
    runID = Files.exists(document) ? try Self.id(in: document) : Files.split(resolved).name
  }

  private static func id(in document: String) throws(FileError) -> String {
    let bytes = try Files.read(document)
    do {
      return try RunIdentity(json: try JSONValue(parsing: bytes)).id
    } catch {
      throw FileError(operation: "understand", path: document, code: EILSEQ)
    }
  }

  /// Every decision, oldest first; lines that are none are left out (`verify` names them). Empty without a ledger.
  public func decisions() throws(FileError) -> [Decision] { try contents().decisions }

  /// Characters that a reason has at least, without blanks at its ends: a key pressed by mistake is none.
  private static let minimumReason = 3

  /// Records a decision about the checkpoint's bytes as they are now. It is on disk when this returns.
  /// - Parameters:
  ///   - checkpoint: relative to the run, or absolute and inside it.
  ///   - recordedDigest: the SHA-256 that the approval request names; nil when the run recorded none.
  ///   - reason: may hold several lines.
  ///   - escalation: what was asked, where the training stopped on its way.
  ///   - alternative: of that escalation.
  ///   - by: `user@host`.
  /// - Throws: and records nothing, when the reason is too short, the bytes are not those that were asked about, they
  ///   were decided about already, or the ledger as it is cannot be trusted.
  public func append(
    verdict: Verdict, checkpoint: String, recordedDigest: String?, reason: String,
    escalation: Escalation? = nil, alternative: String? = nil, by: String = Host.userAtHost,
    at time: WallTime = Host.now()
  ) throws(ApprovalError) -> Decision {
    guard Self.isReason(reason) else { throw .shortReason(minimum: Self.minimumReason) }
    guard !by.isEmpty else { throw .emptyAuthor }
    let relative = try relativePath(of: checkpoint)
    let digest = try digest(of: relative)
    if let recordedDigest, recordedDigest.lowercased() != digest {
      throw .checkpointChanged(path: relative, recorded: recordedDigest, found: digest)
    }
    let isNew = !Files.exists(path)
    let taken: FileLock? = try onFiles { () throws(FileError) in
      try FileLock.acquire(path, timeout: lockTimeout)
    }
    guard let lock = taken else { throw .busy(path: path) }
    let contents: LedgerContents = try onFiles { () throws(FileError) in try self.contents() }
    guard contents.issues.isEmpty else { throw .damagedLedger(path: path, issues: contents.issues) }
    let asked = ApprovalRequest(checkpoint: relative, sha256: digest, question: "", escalation: escalation)
    if let standing = asked.decision(among: contents.decisions, barring: verdict) { throw .alreadyDecided(standing) }
    let decision = Decision(
      id: Self.makeID(time), wallTime: time, verdict: verdict, runID: runID, checkpoint: relative, sha256: digest,
      by: by, reason: reason, alternative: alternative, previous: contents.lastDigest)
    try onFiles { () throws(FileError) in
      try write(decision, behind: contents, holding: lock)
      if isNew { try Files.syncDirectory(runDirectory) }
    }
    return decision
  }

  private static func isReason(_ text: String) -> Bool {
    let start = text.drop(while: \.isWhitespace)
    return start.count - start.reversed().prefix(while: \.isWhitespace).count >= minimumReason
  }

  private func onFiles<Result>(_ body: () throws(FileError) -> Result) throws(ApprovalError) -> Result {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }

  private func write(_ decision: Decision, behind contents: LedgerContents, holding lock: FileLock) throws(FileError) {
    if contents.unfinishedByteCount > 0 {
      // Never a record, and behind it no line could follow the one before.
      let end = lseek(lock.file.rawValue, 0, SEEK_END) - off_t(contents.unfinishedByteCount)
      guard ftruncate(lock.file.rawValue, end) == 0 else {
        throw FileError(operation: "mend", path: path, code: errno)
      }
    }
    let line = decision.json.serialized()
    try Files.appendLine(line, to: lock.file, path: path)
    try lock.file.sync(path: path)
    let head: JSONValue = .object([
      "count": .integer(Int64(contents.lines.count + 1)), "sha256": .string(Digest.sha256(of: line.utf8)),
    ])
    try Files.replaceAtomically(headPath, with: Array((head.serialized() + "\n").utf8))
  }

  func contents() throws(FileError) -> LedgerContents {
    // The head first: a decision recorded between the two reads is then one line that the head does not know yet.
    let head = Files.exists(headPath) ? try Files.read(headPath) : nil
    let ledger = Files.exists(path) ? try Files.read(path) : []
    return LedgerContents(ledger: ledger, head: head, runID: runID)
  }

  private func relativePath(of checkpoint: String) throws(ApprovalError) -> String {
    let isInside = checkpoint.hasPrefix("\(runDirectory)/")
    let relative = isInside ? String(checkpoint.dropFirst(runDirectory.count + 1)) : checkpoint
    guard !relative.isEmpty, !relative.hasPrefix("/"), !relative.split(separator: "/").contains("..") else {
      throw .checkpointOutsideRun(path: checkpoint)
    }
    return relative
  }

  private func digest(of relative: String) throws(ApprovalError) -> String {
    let absolute = "\(runDirectory)/\(relative)"
    guard let status = Files.status(absolute) else { throw .checkpointMissing(path: absolute) }
    guard status.kind == .file else { throw .checkpointNotAFile(path: absolute) }
    return try onFiles { () throws(FileError) in try Digest.sha256(ofFile: absolute) }
  }

  /// Unlike any other, also when two decisions are taken within one microsecond.
  private static func makeID(_ time: WallTime) -> String {
    "\(Int64(time.secondsSince1970 * 1e6))-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
  }
}
