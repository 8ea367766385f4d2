internal import Glibc
internal import RunModel

/// Lines as a terminal would show them in the end, made of a program's bytes as they come: what a carriage return or a
/// cleared line did away with is gone, and bars that are redrawn by moving the cursor up are one line each. Sequences
/// that choose colours stay in the text, all others are dropped.
struct ConsoleRows {
  enum Kept {
    /// The newest so many, and no more than so many bytes of them.
    case newest(Int, byteCount: Int)
    /// Those with these numbers.
    case range(Range<Int>)
  }
  /// Longer lines are cut.
  static let lineByteLimit = 4096

  private struct Row {
    var bytes: [UInt8] = []
    /// What is written next replaces what is there.
    var isFresh = false
    var stream: ConsoleStream?
  }

  /// Lines that stay as they are, without those that are not kept.
  private(set) var finished: [String] = []
  private var finishedBytes = 0
  private let kept: Kept
  /// Lines that may change still, and the number of the first.
  private var live = [Row()]
  private var firstLive: Int
  private var cursor: ConsoleCursor
  private var sequence = ConsoleSequence()
  /// The sequence that is being read, from its ESC.
  private var sequenceBytes: [UInt8] = []
  /// Whether anything but sequences came for the last line.
  private var hasRest = false
  private var source = ConsoleSource()

  init(firstLine: Int = 0, kept: Kept) {
    (firstLive, cursor, self.kept) = (firstLine, ConsoleCursor(line: firstLine), kept)
  }

  /// The number behind the last line's.
  var endLine: Int { cursor.bottom + (hasRest ? 1 : 0) }
  /// Whether nothing has ended the last line.
  var hasOpenLine: Bool { hasRest }
  /// Lines before this one stay as they are.
  var firstChanging: Int { firstLive }

  /// What comes next is of this output: a line that another one has begun ends.
  mutating func turn(to stream: ConsoleStream?) {
    guard source.turn(to: stream) else { return }
    sequence = ConsoleSequence()
    cursor.move(.down(cursor.bottom - cursor.line))
    if hasRest { finishLine() }
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    var at = 0
    while at < bytes.count {
      let found = memchr(base + at, 0x0A, bytes.count - at)
      let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
      if end > at { appendToLine(UnsafeBufferPointer(start: base + at, count: end - at)) }
      if found != nil { finishLine() }
      at = end + 1
    }
  }

  private mutating func finishLine() {
    if sequence.isInside { _ = sequence.take(0x0A) }
    guard cursor.newLine() else {
      live[cursor.line - firstLive].isFresh = true
      return
    }
    live.append(Row())
    hasRest = false
    // Some at a time, since removing at the front moves the rest.
    if live.count > 4 * ConsoleCursor.reach { settle(live.count - ConsoleCursor.reach) }
  }

  private mutating func settle(_ count: Int) {
    for row in live.prefix(count) {
      if isKept(firstLive) {
        finished.append(Self.text(row))
        finishedBytes += row.bytes.count
      }
      firstLive += 1
    }
    live.removeFirst(count)
    if case .newest(let limit, let byteCount) = kept, finished.count > 2 * limit || finishedBytes > 2 * byteCount {
      finished.removeFirst(finished.count - Self.newestCount(of: finished, limit, byteCount))
      finishedBytes = finished.reduce(0) { $0 + $1.utf8.count }
    }
  }

  /// How many lines at the end are within both limits; the last one always is.
  private static func newestCount(of lines: [String], _ limit: Int, _ byteCount: Int) -> Int {
    var bytes = 0
    let count = lines.suffix(limit).reversed().prefix { line in
      bytes += line.utf8.count
      return bytes <= byteCount
    }.count
    return max(count, min(lines.count, 1))
  }

  private func isKept(_ line: Int) -> Bool {
    if case .range(let range) = kept { return range.contains(line) }
    return true
  }

  private static func text(_ row: Row) -> String {
    let text = String(decoding: row.bytes, as: UTF8.self)
    return row.stream == .error ? ConsoleStream.errorMark + text : text
  }

  /// All lines that are kept, also those that may change still.
  var lines: [String] {
    var lines = finished
    for (index, row) in live.enumerated() where firstLive + index < endLine && isKept(firstLive + index) {
      lines.append(Self.text(row))
    }
    if case .newest(let limit, let byteCount) = kept {
      lines.removeFirst(lines.count - Self.newestCount(of: lines, limit, byteCount))
    }
    return lines
  }

  /// Takes away the lines that stay as they are.
  mutating func takeFinished() -> [String] {
    defer { (finished, finishedBytes) = ([], 0) }
    return finished
  }

  // MARK: Within a line

  private mutating func appendToLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    var (start, end) = (0, bytes.count)
    let isPlain = !sequence.isInside && memchr(base, 0x1B, end) == nil && memchr(base, 0x08, end) == nil
    guard isPlain else {
      for byte in bytes { take(byte) }
      return
    }
    if cursor.isAtBottom { hasRest = true }
    while end > 0, base[end - 1] == 0x0D { end -= 1 }
    let returns = end < bytes.count
    if memchr(base, 0x0D, end) != nil {
      start = end
      while base[start - 1] != 0x0D { start -= 1 }
      live[cursor.line - firstLive].isFresh = true
    }
    if end > start { write(UnsafeBufferPointer(start: base + start, count: end - start)) }
    if returns { live[cursor.line - firstLive].isFresh = true }
  }

  private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    let at = cursor.line - firstLive
    if live[at].isFresh {
      live[at].bytes.removeAll(keepingCapacity: true)
      live[at].isFresh = false
    }
    live[at].stream = source.stream
    let room = Self.lineByteLimit - live[at].bytes.count
    if room > 0 { live[at].bytes.append(contentsOf: bytes.prefix(room)) }
  }

  private mutating func take(_ byte: UInt8) {
    if sequence.isInside {
      if byte == 0x1B { sequenceBytes.removeAll(keepingCapacity: true) }
      if sequenceBytes.count < 128 { sequenceBytes.append(byte) }
      switch sequence.take(byte) {
      case .inside: return
      case .ended(let command): return obey(command)
      case .text: break
      }
    }
    let at = cursor.line - firstLive
    if byte != 0x1B, cursor.isAtBottom { hasRest = true }
    switch byte {
    case 0x1B:
      sequence.begin()
      sequenceBytes = [byte]
    case 0x0D: live[at].isFresh = true
    case 0x08: eraseLast()
    default: withUnsafePointer(to: byte) { write(UnsafeBufferPointer(start: $0, count: 1)) }
    }
  }

  /// Takes back a character.
  private mutating func eraseLast() {
    let at = cursor.line - firstLive
    while let last = live[at].bytes.popLast(), last & 0xC0 == 0x80 {}
  }

  private mutating func obey(_ command: ConsoleSequence.Command) {
    let at = cursor.line - firstLive
    switch command {
    case .style:
      guard sequenceBytes.count < 128 else { return }
      sequenceBytes.withUnsafeBufferPointer { write($0) }
    case .clearToEnd:
      if live[at].isFresh { live[at].bytes.removeAll(keepingCapacity: true) }
    case .clearLine: (live[at].bytes, live[at].isFresh) = ([], true)
    case .lineBeginning: live[at].isFresh = true
    case .up, .down, .previousLine, .nextLine:
      let before = cursor.line
      cursor.move(command)
      if cursor.line != before { live[cursor.line - firstLive].isFresh = true }
    case .nothing: break
    }
  }
}
