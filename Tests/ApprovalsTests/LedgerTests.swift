import Approvals
import FileAccess
import Glibc
import JSONText
import RunModel
import TestSupport
import Testing

@Suite struct LedgerTests {
  let directory = TemporaryDirectory()
  let ledger: Ledger

  init() throws {
    try Files.makeDirectory(directory.path("checkpoints"))
    for name in ["a", "b", "c", "d"] {
      try Files.replaceAtomically(directory.path("checkpoints/\(name)"), with: Array("model \(name)".utf8))
    }
    ledger = try Ledger(runDirectory: directory.path, lockTimeout: .milliseconds(200))
  }

  @discardableResult
  func decide(_ name: String, _ verdict: Verdict = .approve, reason: String = "good") throws -> Decision {
    try ledger.append(
      verdict: verdict, checkpoint: "checkpoints/\(name)", recordedDigest: nil, reason: reason, by: "ada@laptop")
  }

  func lines() throws -> [String] {
    String(decoding: try Files.read(ledger.path), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func rewrite(_ lines: [String]) throws {
    try Files.replaceAtomically(ledger.path, with: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  func issues() throws -> [String] { try ledger.verify().issues.map { "\($0.kind) \($0.line ?? 0)" } }

  @Test func chainsDecisionsAndNamesTheBytes() throws {
    let first = try decide("a", .hold, reason: "look again\nat \"drift\"")
    let second = try decide("a")
    #expect(first.previous == String(repeating: "0", count: 64))
    #expect(second.previous == Digest.sha256(of: try lines()[0].utf8))
    #expect(first.sha256 == Digest.sha256(of: "model a".utf8))
    #expect(try ledger.decisions() == [first, second])
    #expect(try lines().count == 2, "a reason of two lines is one line of the ledger")
    let report = try ledger.verify()
    #expect(report.isTrustworthy && report.notes.isEmpty && report.decisionCount == 2)
  }

  /// Lines without alternatives, as all were before there were any, and lines with one are one chain.
  @Test func anAlternativeIsPartOfTheHashedLine() throws {
    try decide("a")
    let chosen = try ledger.append(
      verdict: .approve, checkpoint: "checkpoints/b", recordedDigest: nil, reason: "copies", alternative: "leave-out",
      by: "ada@laptop")
    try decide("c")
    #expect(!(try lines()[0].contains("alternative")) && chosen.alternative == "leave-out")
    #expect(try lines()[1].contains("\"reason\":\"copies\",\"alternative\":\"leave-out\",\"previous\":"))
    #expect(try ledger.decisions()[1] == chosen && issues().isEmpty)
    var changed = try lines()
    changed[1] = changed[1].replacing("leave-out", with: "go-on")
    try rewrite(changed)
    #expect(try issues() == ["brokenChain 3"])
  }

  @Test func sha256IsTheStandardOne() {
    #expect(Digest.sha256(of: "abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func nothingDecidedIsInOrder() throws {
    #expect(try ledger.verify().isTrustworthy)
    #expect(try ledger.verify().notes.isEmpty)
    #expect(try ledger.decisions().isEmpty)
    #expect(!Files.exists(ledger.path), "looking writes nothing")
  }

  @Test func findsEveryTampering() throws {
    for name in ["a", "b", "c", "d"] { try decide(name) }
    let good = try lines()
    let tampered: [([String], [String])] = [
      ([good[0], good[1].replacing("good", with: "evil"), good[2], good[3]], ["brokenChain 3"]),
      ([good[0], good[1], good[2], good[3].replacing("good", with: "evil")], ["lastLineChanged 4"]),
      ([good[0], good[2], good[3]], ["brokenChain 2", "linesRemoved 4"]),
      ([good[1], good[2], good[3]], ["brokenChain 1", "linesRemoved 4"]),
      ([good[0], good[1], good[2]], ["linesRemoved 4"]),
      ([], ["linesRemoved 1"]),
      ([good[0], good[0], good[1], good[2], good[3]], ["brokenChain 2", "lastLineChanged 4"]),
      ([good[0], good[2], good[1], good[3]], ["brokenChain 2", "brokenChain 3", "brokenChain 4"]),
      ([good[0], "{}", good[2], good[3]], ["unreadable 2", "brokenChain 3"]),
    ]
    for (lines, found) in tampered {
      try rewrite(lines)
      #expect(try issues() == found)
      #expect { try decide("a") } throws: { error in
        guard case .damagedLedger = error as? ApprovalError else { return false }
        return true
      }
      #expect(try self.lines() == lines, "a damaged ledger is not written to")
    }
    try rewrite(good)
    #expect(try issues() == [])
  }

  @Test func saysWhatMayHaveHappened() throws {
    for name in ["a", "b", "c"] { try decide(name) }
    let good = try lines()
    try rewrite([good[0], good[1], good[0], good[2]])
    let messages = try ledger.verify().issues.map(\.message)
    #expect(messages.contains("line 4 was written behind line 2: line 3 was inserted or moved"))
    try rewrite([good[0], good[1]])
    #expect(
      try ledger.verify().issues.map(\.message) == ["line 3 is missing: line 3 was removed from the end"])
  }

  @Test func aTornLineThatWasRecordedIsCutShortAndNothingElse() throws {
    for name in ["a", "b", "c"] { try decide(name) }
    let good = try lines()
    let torn = good[1].utf8.prefix(40)
    try Files.replaceAtomically(ledger.path, with: Array("\(good[0])\n".utf8) + torn)
    let report = try ledger.verify()
    #expect(
      report.issues.map(\.message) == [
        "line 2 was recorded whole and is cut short: 40 bytes of it are left",
        "line 3 is missing: line 3 was removed from the end",
      ])
    #expect(report.notes.isEmpty)
    try Files.replaceAtomically(ledger.path, with: Array(good.joined(separator: "\n").utf8))
    #expect(try issues() == ["lineCutShort 3"], "only the last newline is missing")
  }

  @Test func aHeadOneLineBehindIsACrashAndMended() throws {
    try decide("a")
    let head = try Files.read(directory.path("decisions.head"))
    try decide("b")
    try Files.replaceAtomically(directory.path("decisions.head"), with: head)
    var report = try ledger.verify()
    #expect(report.isTrustworthy && report.notes.count == 1)
    try decide("c")
    report = try ledger.verify()
    #expect(report.isTrustworthy && report.notes.isEmpty && report.decisionCount == 3)
    try Files.replaceAtomically(directory.path("decisions.head"), with: head)
    #expect(try issues() == ["headDoesNotFit 2"])
    try Files.remove(directory.path("decisions.head"))
    #expect(try issues() == ["headDoesNotFit 0"])
  }

  @Test func whatACrashLeftOfALineIsCutOff() throws {
    try decide("a")
    try FileDescriptor(opening: ledger.path, flags: O_WRONLY | O_APPEND)
      .write(Array(#"{"t":1,"ki"#.utf8), path: ledger.path)
    #expect(try ledger.verify().isTrustworthy)
    try decide("b")
    let report = try ledger.verify()
    #expect(report.isTrustworthy && report.notes.isEmpty && report.decisionCount == 2)
  }

  @Test func findsChangedAndMissingCheckpoints() throws {
    try decide("a")
    try decide("b")
    try decide("c", .reject)
    try Files.replaceAtomically(directory.path("checkpoints/a"), with: Array("other".utf8))
    try Files.remove(directory.path("checkpoints/b"))
    try Files.remove(directory.path("checkpoints/c"))
    #expect(try issues() == ["checkpointChanged 1", "checkpointMissing 2"])
    #expect(try ledger.verify().notes.count == 1, "a rejected checkpoint may be thrown away")
    try decide("a")
    #expect(try issues() == ["checkpointMissing 2"], "the newest decision speaks of the bytes that are there")
  }

  @Test func refusesBytesThatWereNotAskedAbout() throws {
    let asked = Digest.sha256(of: "model z".utf8)
    let found = Digest.sha256(of: "model a".utf8)
    #expect(throws: ApprovalError.checkpointChanged(path: "checkpoints/a", recorded: asked, found: found)) {
      try ledger.append(
        verdict: .approve, checkpoint: "checkpoints/a", recordedDigest: asked, reason: "good", by: "ada")
    }
    #expect(!Files.exists(ledger.path))
    let decision = try ledger.append(
      verdict: .approve, checkpoint: directory.path("checkpoints/a"), recordedDigest: found, reason: "good", by: "ada")
    #expect(decision.checkpoint == "checkpoints/a")
  }

  @Test func refusesWhatIsNoDecision() throws {
    func append(_ checkpoint: String, reason: String = "good", by: String = "ada") throws {
      _ = try ledger.append(verdict: .approve, checkpoint: checkpoint, recordedDigest: nil, reason: reason, by: by)
    }
    for reason in ["", " \n", "r", "  ok\t"] {
      #expect(throws: ApprovalError.shortReason(minimum: 3)) { try append("checkpoints/a", reason: reason) }
    }
    #expect(throws: ApprovalError.emptyAuthor) { try append("checkpoints/a", by: "") }
    #expect(throws: ApprovalError.checkpointMissing(path: directory.path("nothing"))) { try append("nothing") }
    #expect(throws: ApprovalError.checkpointNotAFile(path: directory.path("checkpoints"))) { try append("checkpoints") }
    #expect(throws: ApprovalError.checkpointOutsideRun(path: "../x")) { try append("../x") }
    #expect(throws: ApprovalError.checkpointOutsideRun(path: "/etc/passwd")) { try append("/etc/passwd") }
    #expect(!Files.exists(ledger.path))
  }

  @Test func whatWasDecidedStandsAndTheRefusalSaysByWhomAndWhen() throws {
    try decide("a", .hold)
    try decide("a", .hold)
    let standing = try decide("a", reason: "yes")
    let before = try Files.read(ledger.path)
    for verdict in Verdict.allCases {
      #expect(throws: ApprovalError.alreadyDecided(standing)) { try decide("a", verdict) }
    }
    #expect(try Files.read(ledger.path) == before)
    let words = ApprovalError.alreadyDecided(standing).message(secondsFromUTC: 3600)
    let when = ClockTime.dateAndTime(standing.wallTime, secondsFromUTC: 3600)
    #expect(words.contains("approved by ada@laptop on \(when): yes"))
    try decide("b", .reject)
    #expect(throws: ApprovalError.self) { try decide("b") }
    try Files.replaceAtomically(directory.path("checkpoints/a"), with: Array("another".utf8))
    try decide("a", .reject)
  }

  @Test func onlyAnEndOnTheWayCanBeThoughtBetterOf() throws {
    let escalation = Escalation(
      kind: "data_issues",
      alternatives: [.init(name: "leave-out", what: ""), .init(name: "stop", what: "", ends: true)])
    func answer(_ verdict: Verdict, _ alternative: String? = nil) throws {
      _ = try ledger.append(
        verdict: verdict, checkpoint: "checkpoints/a", recordedDigest: nil, reason: "good", escalation: escalation,
        alternative: alternative, by: "ada")
    }
    try answer(.reject)
    #expect(throws: ApprovalError.self) { try answer(.hold) }
    try answer(.approve, "stop")
    try answer(.approve, "leave-out")
    for alternative in ["stop", "leave-out"] {
      #expect(throws: ApprovalError.self) { try answer(.approve, alternative) }
    }
    #expect(try ledger.decisions().map(\.alternative) == [nil, "stop", "leave-out"])
  }

  @Test func aLedgerOfAnotherRunIsNoticed() throws {
    try decide("a")
    let run: JSONValue = ["format": "pitwall-run/1", "id": "another", "name": "another"]
    try Files.replaceAtomically(directory.path("run.json"), with: Array(run.serialized().utf8))
    #expect(try Ledger.verify(runDirectory: directory.path).issues.map(\.kind) == [.otherRun])
  }

  @Test func aBusyLedgerSaysSo() throws {
    let lock = try FileLock.acquire(ledger.path)
    #expect(throws: ApprovalError.busy(path: ledger.path)) { try decide("a") }
    withExtendedLifetime(lock) {}
  }
}
