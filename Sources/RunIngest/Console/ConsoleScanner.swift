internal import Glibc
internal import RunModel

/// Counts the lines of a console as `ConsoleRows` makes them, and notes where some of them begin.
struct ConsoleScanner {
  /// The least distance of two entries at first; it doubles each time the entries become too many.
  static let firstSpacing: Int64 = 64 << 10
  static let entryLimit = 8192

  private(set) var entries = [ConsoleIndex.Entry(byteOffset: 0, line: 0)]
  /// How many bytes were taken.
  private(set) var offset: Int64 = 0
  private var spacing: Int64
  private var cursor: ConsoleCursor
  private var sequence = ConsoleSequence()
  private var hasRest = false
  private var source = ConsoleSource()
  /// A line that may become an entry, once the cursor can no longer get above it.
  private var candidate: ConsoleIndex.Entry?
  private let wantedEnds: Range<Int>
  /// How many bytes there were when each of the wanted lines had ended.
  private(set) var ends: [Int: Int64] = [:]

  /// - Parameter spacing: other than usual for tests.
  init(spacing: Int64 = firstSpacing) { (self.spacing, cursor, wantedEnds) = (spacing, ConsoleCursor(line: 0), 0..<0) }

  /// From the middle of a file: to count only.
  /// - Parameter wanted: lines whose ends are noted.
  init(from entry: ConsoleIndex.Entry, endsOf wanted: Range<Int> = 0..<0) {
    (spacing, cursor, offset) = (.max, ConsoleCursor(line: entry.line), entry.byteOffset)
    wantedEnds = wanted
  }

  var lineCount: Int { cursor.bottom + (hasRest ? 1 : 0) }
  /// The line that is being written.
  var line: Int { cursor.line }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    var at = 0
    while at < bytes.count {
      if sequence.isInside {
        let outcome = sequence.take(base[at])
        if outcome == .text { continue }
        at += 1
        if case .ended(let command) = outcome { move(command) }
        continue
      }
      let escape = memchr(base + at, 0x1B, bytes.count - at)
      let end = escape.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
      countLines(base, at, end)
      at = end
      if escape != nil {
        sequence.begin()
        at += 1
      }
    }
    offset += Int64(bytes.count)
  }

  /// What comes next is of this output: a line that another one has begun ends.
  mutating func turn(to stream: ConsoleStream?) {
    guard source.turn(to: stream) else { return }
    sequence = ConsoleSequence()
    cursor.move(.down(cursor.bottom - cursor.line))
    if hasRest { noteEnd(at: offset) }
    guard hasRest, cursor.newLine() else { return }
    hasRest = false
    noteLine(at: offset)
  }

  /// Leaves bytes out.
  mutating func pass(to offset: Int64) { self.offset = max(self.offset, offset) }

  private mutating func countLines(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) {
    var at = start
    while at < end {
      guard let found = memchr(base + at, 0x0A, end - at) else {
        if cursor.isAtBottom { hasRest = true }
        return
      }
      let newline = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if newline > at, cursor.isAtBottom { hasRest = true }
      at = newline + 1
      noteEnd(at: offset + Int64(at))
      guard cursor.newLine() else { continue }
      hasRest = false
      noteLine(at: offset + Int64(at))
    }
  }

  private mutating func move(_ command: ConsoleSequence.Command) {
    cursor.move(command)
    if let candidate, cursor.line < candidate.line { self.candidate = nil }
  }

  private mutating func noteEnd(at byteOffset: Int64) {
    if wantedEnds.contains(cursor.line) { ends[cursor.line] = byteOffset }
  }

  private mutating func noteLine(at byteOffset: Int64) {
    if let candidate {
      guard cursor.bottom - ConsoleCursor.reach + 1 >= candidate.line else { return }
      entries.append(candidate)
      self.candidate = nil
      if entries.count >= Self.entryLimit { thin() }
    }
    if byteOffset - (entries.last?.byteOffset ?? 0) >= spacing {
      candidate = ConsoleIndex.Entry(byteOffset: byteOffset, line: cursor.bottom)
    }
  }

  private mutating func thin() {
    entries = stride(from: 0, to: entries.count, by: 2).map { entries[$0] }
    spacing *= 2
  }
}
