public import FileAccess
internal import RunModel

extension Ledger {
  /// Checks a run's ledger line by line, its head, and the bytes of the checkpoints that were decided about. It writes
  /// nothing; a run without decisions is in order.
  public static func verify(runDirectory: String) throws(FileError) -> VerificationReport {
    try Ledger(runDirectory: runDirectory).verify()
  }

  /// As above. It reads every checkpoint that was decided about.
  public func verify() throws(FileError) -> VerificationReport {
    let contents = try contents()
    var report = VerificationReport(
      path: path, decisionCount: contents.decisions.count, issues: contents.issues, notes: contents.notes)
    // Of several decisions about one path the newest speaks of the bytes that should be there.
    var newest: [String: LedgerContents.Line] = [:]
    for line in contents.lines {
      if let decision = line.decision { newest[decision.checkpoint] = line }
    }
    for line in newest.values.sorted(by: { $0.number < $1.number }) {
      guard let decision = line.decision else { continue }
      try check(decision, line.number, &report)
    }
    return report
  }

  private func check(_ decision: Decision, _ line: Int, _ report: inout VerificationReport) throws(FileError) {
    let absolute = "\(runDirectory)/\(decision.checkpoint)"
    guard Files.status(absolute)?.kind == .file else {
      let sentence = "line \(line): \(decision.checkpoint), decided about with \(decision.verdict.rawValue), is missing"
      if decision.verdict == .approve {
        report.issues.append(LedgerIssue(kind: .checkpointMissing, line: line, message: sentence))
      } else {
        report.notes.append(sentence)
      }
      return
    }
    let found = try Digest.sha256(ofFile: absolute)
    guard found != decision.sha256 else { return }
    report.issues.append(
      LedgerIssue(
        kind: .checkpointChanged, line: line,
        message: "line \(line): \(decision.checkpoint) has changed since it was judged: "
          + "its SHA-256 was \(decision.sha256) and is \(found)"))
  }
}
