internal import FileAccess
internal import Glibc
internal import RunModel

/// The console of one run as it is followed: its end at once, the number of its lines bit by bit.
struct ConsoleFile {
  static let lineLimit = 2000
  /// What the lines kept may hold; `ConsoleReader` has those before.
  private static let keptBytes = 256 << 10
  private static let kept = ConsoleRows.Kept.newest(lineLimit, byteCount: keptBytes)
  /// How much of a long console's end is read at first.
  private static let tailSize: Int64 = 2 << 20

  private var follower: FileFollower
  private var rows = ConsoleRows(kept: kept)
  private var scanner = ConsoleScanner()
  private var generation = 0

  init(path: String) { follower = FileFollower(path: path) }

  var modified: Double? { follower.stamp?.modified }
  /// Whether lines are left to be counted.
  var hasUncounted: Bool { scanner.offset < follower.offset }

  /// As it was at the last reading or counting.
  private(set) var tail = ConsoleTail()

  private mutating func updateTail() {
    let lines = rows.lines
    let omitted = hasUncounted ? 0 : max(0, scanner.lineCount - lines.count)
    tail = ConsoleTail(
      lines: lines, omittedLineCount: omitted,
      index: ConsoleIndex(
        entries: scanner.entries, countedBytes: scanner.offset, byteCount: follower.offset, generation: generation,
        inode: follower.stamp?.inode))
  }

  /// Reads what is new at the end.
  mutating func advance(_ buffer: inout ReadBuffer) -> FileFollower.Outcome {
    if follower.stamp == nil { startNearTheEnd() }
    var (lines, counted) = (rows, scanner)
    // Lets go of the other copies, so that nothing is copied.
    (rows, scanner) = (ConsoleRows(kept: Self.kept), ConsoleScanner())
    let outcome = follower.advance(limit: .max, buffer: &buffer) { bytes, offset in
      bytes.withUnsafeBufferPointer {
        lines.append($0)
        if counted.offset == offset { counted.append($0) }
      }
      return bytes.count
    }
    (rows, scanner) = (lines, counted)
    if case .read = outcome { updateTail() }
    if outcome == .replaced {
      let next = generation + 1
      self = ConsoleFile(path: follower.path)
      generation = next
      _ = advance(&buffer)
    }
    return outcome
  }

  /// The first bytes of a long console are left to `count`.
  private mutating func startNearTheEnd() {
    do throws(FileError) {
      let file = try FileDescriptor(opening: follower.path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
      guard let stamp = FileStamp(of: file.rawValue), stamp.byteCount > Self.tailSize else { return }
      let start = stamp.byteCount - Self.tailSize
      let bytes = try file.read(count: 64 << 10, at: start, path: follower.path)
      // At a line's beginning where one is near.
      let begin = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0
      follower.skip(to: start + Int64(begin))
    } catch {
      // The read that follows meets the same obstacle and reports it.
      return
    }
  }

  /// Counts on, about `limit` bytes.
  mutating func count(limit: Int, buffer: inout ReadBuffer) throws(FileError) {
    let end = min(follower.offset, scanner.offset + Int64(limit))
    guard scanner.offset < end else { return }
    defer { updateTail() }
    let file = try FileDescriptor(opening: follower.path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
    while scanner.offset < end {
      let wanted = Int(min(end - scanner.offset, Int64(buffer.bytes.count)))
      let count = pread(file.rawValue, buffer.bytes.baseAddress, wanted, off_t(scanner.offset))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw FileError(operation: "read", path: follower.path, code: count < 0 ? errno : EIO)
      }
      let block = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
      scanner.append(block.bindMemory(to: UInt8.self))
    }
  }

  /// Gives up counting: the file cannot be read as it was.
  mutating func stopCounting() {
    scanner.pass(to: follower.offset)
    updateTail()
  }
}
