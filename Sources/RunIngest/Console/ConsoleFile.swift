internal import FileAccess
internal import Glibc
internal import RunModel

/// The console of one run as it is followed: its end at once, the number of its lines bit by bit.
struct ConsoleFile {
  static let lineLimit = 2000
  /// What the lines kept may hold; `ConsoleReader` has those before.
  private static let keptBytes = 256 << 10
  private static let kept = ConsoleRows.Kept.newest(lineLimit, byteCount: keptBytes)
  /// How much of a long console's end is read at first; less where it lies in pieces in two files.
  private static let (tailSize, apartTailSize): (Int64, Int64) = (2 << 20, 256 << 10)

  private var follower: ConsoleFollower
  private var rows = ConsoleRows(kept: kept)
  private var scanner = ConsoleScanner()
  private var generation = 0

  init(_ files: ConsoleFiles) { follower = ConsoleFollower(files) }

  var modified: Double? { follower.modified }
  /// Whether the two outputs are known each for itself.
  var isApart: Bool { follower.marks != nil }
  /// Whether lines are left to be counted.
  var hasUncounted: Bool { scanner.offset < follower.offset }

  /// As it was at the last reading or counting.
  private(set) var tail = ConsoleTail()

  private var index: ConsoleIndex {
    ConsoleIndex(
      entries: scanner.entries, countedBytes: scanner.offset, byteCount: follower.offset, generation: generation,
      inode: follower.inode, stream: follower.files.stream, marks: follower.marks)
  }

  private mutating func updateTail() {
    let lines = rows.lines
    let omitted = hasUncounted ? 0 : max(0, scanner.lineCount - lines.count)
    tail = ConsoleTail(lines: lines, omittedLineCount: omitted, index: index)
    tail.hasOpenLine = rows.hasOpenLine
  }

  /// Reads what is new at the end.
  /// - Parameter isSupervised: of a console in two files, whether somebody notes their order.
  mutating func advance(isSupervised: Bool, _ buffer: inout ReadBuffer) -> FileFollower.Outcome {
    let outcome = advanceOnce(isSupervised: isSupervised, &buffer)
    guard outcome == .replaced else { return outcome }
    let next = generation + 1
    self = ConsoleFile(follower.files)
    generation = next
    // A file that is shorter than it says would be replaced for ever.
    _ = advanceOnce(isSupervised: isSupervised, &buffer)
    return outcome
  }

  private mutating func advanceOnce(isSupervised: Bool, _ buffer: inout ReadBuffer) -> FileFollower.Outcome {
    if !follower.hasBegun { follower.skip(toLast: isApart ? Self.apartTailSize : Self.tailSize) }
    var (lines, counted) = (rows, scanner)
    // Lets go of the other copies, so that nothing is copied.
    (rows, scanner) = (ConsoleRows(kept: Self.kept), ConsoleScanner())
    let outcome = follower.advance(isSupervised: isSupervised, &buffer) { bytes, offset, stream in
      bytes.withUnsafeBufferPointer {
        lines.turn(to: stream)
        lines.append($0)
        if counted.offset == offset {
          counted.turn(to: stream)
          counted.append($0)
        }
      }
    }
    (rows, scanner) = (lines, counted)
    if case .read = outcome { updateTail() }
    return outcome
  }

  /// Counts on, about `limit` bytes.
  mutating func count(limit: Int) throws(FileError) {
    let end = min(follower.offset, scanner.offset + Int64(limit))
    guard scanner.offset < end else { return }
    defer { updateTail() }
    var bytes = try ConsoleBytes(follower.files, marks: follower.marks)
    while scanner.offset < end {
      let (block, stream) = try bytes.read(from: scanner.offset, to: end)
      guard !block.isEmpty else { throw FileError(operation: "read", path: follower.files.path, code: EIO) }
      scanner.turn(to: stream)
      block.withUnsafeBufferPointer { scanner.append($0) }
    }
  }

  /// Gives up counting: the file cannot be read as it was.
  mutating func stopCounting() {
    scanner.pass(to: follower.offset)
    updateTail()
  }
}
