internal import Glibc
internal import RunModel

/// The last lines of a console, made of its bytes as they come.
struct ConsoleLines {
  static let lineLimit = 2000
  /// Longer lines are cut.
  static let lineByteLimit = 4096

  private var lines: [String] = []
  private(set) var lineCount = 0
  /// The line that has no newline yet, without what a carriage return overwrote.
  private var partial: [UInt8] = []
  private var endsInReturn = false

  /// Counts lines that are not kept.
  mutating func skip(lines count: Int) { lineCount += count }

  static func newlineCount(in bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var (at, count) = (0, 0)
    while at < bytes.count, let found = memchr(base + at, 0x0A, bytes.count - at) {
      at = UnsafeRawPointer(found) - base + 1
      count += 1
    }
    return count
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    var at = 0
    while at < bytes.count {
      let found = memchr(base + at, 0x0A, bytes.count - at)
      let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
      appendToLine(UnsafeBufferPointer(start: base + at, count: end - at))
      if found != nil { finishLine() }
      at = end + 1
    }
    if lines.count > 2 * Self.lineLimit { lines.removeFirst(lines.count - Self.lineLimit) }
  }

  private mutating func appendToLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    var (start, end) = (0, bytes.count)
    while end > 0, base[end - 1] == 0x0D { end -= 1 }
    if memchr(base, 0x0D, end) != nil {
      partial.removeAll(keepingCapacity: true)
      start = end
      while base[start - 1] != 0x0D { start -= 1 }
    } else if endsInReturn, end > 0 {
      partial.removeAll(keepingCapacity: true)
    }
    endsInReturn = end < bytes.count || (endsInReturn && end == 0)
    let kept = min(end - start, Self.lineByteLimit - partial.count)
    partial.append(contentsOf: UnsafeBufferPointer(start: base + start, count: kept))
  }

  private mutating func finishLine() {
    lines.append(String(decoding: partial, as: UTF8.self))
    lineCount += 1
    partial.removeAll(keepingCapacity: true)
    endsInReturn = false
  }

  /// With the line that is still being written as the last.
  var tail: ConsoleTail {
    var shown = Array(lines.suffix(Self.lineLimit))
    if !partial.isEmpty {
      if shown.count == Self.lineLimit { shown.removeFirst() }
      shown.append(String(decoding: partial, as: UTF8.self))
    }
    let total = lineCount + (partial.isEmpty ? 0 : 1)
    return ConsoleTail(lines: shown, omittedLineCount: total - shown.count)
  }
}
