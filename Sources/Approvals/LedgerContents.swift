internal import JSONText
internal import RunFormats
internal import RunModel

/// A ledger's bytes, taken apart and checked as a chain. Pure: it opens nothing.
struct LedgerContents {
  struct Line {
    /// Counts from 1.
    var number: Int
    var digest: String
    /// nil when the line is no decision.
    var decision: Decision?
  }
  var lines: [Line] = []
  /// What a crash left of a line that never became a record.
  var unfinishedByteCount = 0
  var issues: [LedgerIssue] = []
  var notes: [String] = []

  /// - Parameters:
  ///   - head: the contents of `decisions.head`; nil where there is none.
  ///   - runID: the run whose decisions these should be.
  init(ledger: [UInt8], head: [UInt8]?, runID: String) {
    readLines(ledger)
    for line in lines where line.decision.map({ $0.runID != runID }) ?? false {
      add(.otherRun, line.number, "is about run \(line.decision?.runID ?? ""), not \(runID)")
    }
    checkChain()
    checkHead(head)
  }

  var decisions: [Decision] { lines.compactMap(\.decision) }
  var lastDigest: String { lines.last?.digest ?? Digest.none }

  private mutating func readLines(_ ledger: [UInt8]) {
    var start = ledger.startIndex
    while let newline = ledger[start...].firstIndex(of: 0x0A) {
      let bytes = Array(ledger[start..<newline])
      let number = lines.count + 1
      var line = Line(number: number, digest: Digest.sha256(of: bytes), decision: nil)
      do {
        line.decision = try Decision(json: try JSONValue(parsing: bytes))
      } catch {
        add(.unreadable, number, "is not a decision: \(error)")
      }
      lines.append(line)
      start = newline + 1
    }
    unfinishedByteCount = ledger.count - start
  }

  /// What `unfinishedByteCount` bytes without a newline mean, when they are not a recorded line cut short.
  private mutating func noteLeftover() {
    guard unfinishedByteCount > 0 else { return }
    notes.append(
      "\(unfinishedByteCount) bytes behind the last line were never a whole record: the leftover of a crash")
  }

  private mutating func checkChain() {
    for (index, line) in lines.enumerated() {
      guard let decision = line.decision else { continue }
      let expected = index == 0 ? Digest.none : lines[index - 1].digest
      if decision.previous != expected { add(.brokenChain, line.number, whyNoLink(decision.previous, index)) }
    }
  }

  /// Says what may have happened before a line that does not follow the one before it.
  private func whyNoLink(_ previous: String, _ index: Int) -> String {
    if previous == Digest.none { return "was written as the first; the lines before it were inserted or moved" }
    let named = lines.firstIndex { $0.digest == previous }
    switch named {
    case let named? where named + 1 < index:
      let range = named + 2 == index ? "line \(index) was" : "lines \(named + 2) to \(index) were"
      return "was written behind line \(named + 1): \(range) inserted or moved"
    case let named?: return "was written behind what is now line \(named + 1): lines were moved"
    case nil:
      return index == 0
        ? "was not written as the first: the lines before it were removed"
        : "does not follow line \(index): that line was changed, or lines between them were removed"
    }
  }

  private mutating func checkHead(_ bytes: [UInt8]?) {
    if let count = bytes.flatMap(Self.head)?.count, count > lines.count { return addMissingLines(upTo: count) }
    noteLeftover()
    guard let bytes else {
      switch lines.count {
      case 0: return
      case 1: notes.append("decisions.head is missing, as after a crash during the first decision")
      default: add(.headDoesNotFit, nil, "decisions.head is missing: lines at the end may have been removed")
      }
      return
    }
    guard let (count, digest) = Self.head(bytes) else {
      return add(.headDoesNotFit, nil, "decisions.head is not readable: lines at the end may have been removed")
    }
    let named = count == 0 ? Digest.none : lines[count - 1].digest
    if named != digest {
      return add(
        .lastLineChanged, max(count, 1), "is not the one that decisions.head names: it was changed or replaced")
    }
    switch lines.count - count {
    case 0: return
    case 1: notes.append("decisions.head is one line behind, as after a crash; the next decision mends it")
    default:
      add(
        .headDoesNotFit, count + 1,
        "and those behind it are unknown to decisions.head: they were not recorded by Pitwall")
    }
  }

  /// The head knows of more lines than there are; of the first one missing a beginning may be left.
  private mutating func addMissingLines(upTo count: Int) {
    var first = lines.count + 1
    if unfinishedByteCount > 0 {
      add(.lineCutShort, first, "was recorded whole and is cut short: \(unfinishedByteCount) bytes of it are left")
      first += 1
    }
    guard first <= count else { return }
    let what = first == count ? "line \(count) was" : "lines \(first) to \(count) were"
    add(.linesRemoved, first, "is missing: \(what) removed from the end")
  }

  private static func head(_ bytes: [UInt8]) -> (count: Int, digest: String)? {
    do {
      guard let object = try JSONValue(parsing: bytes).objectValue, let count = object["count"]?.integerValue,
        count >= 0, let digest = object["sha256"]?.stringValue
      else { return nil }
      return (Int(count), digest)
    } catch {
      return nil
    }
  }

  private mutating func add(_ kind: LedgerIssue.Kind, _ line: Int?, _ what: String) {
    let message = line.map { "line \($0) \(what)" } ?? what
    issues.append(LedgerIssue(kind: kind, line: line, message: message))
  }
}
