internal import Glibc
public import RunModel
internal import TerminalModel

extension ConsoleReader {
  private static let matchLimit = 1_000_000
  /// Longer stretches are not read as a whole.
  private static let wholeSize: Int64 = 4 << 20

  /// Looks through the whole console, from its end to its beginning: who searches is mostly at the end.
  /// - Parameters:
  ///   - isCancelled: asked every now and then; the result is nil once it is true.
  ///   - report: called at most ten times a second with what was found so far.
  public func matches(
    of pattern: ConsolePattern, isCancelled: () -> Bool, report: (ConsoleMatches) -> Void
  ) throws(Failure) -> ConsoleMatches? {
    let matcher = ConsoleMatcher(pattern)
    // Descending.
    var found: [Int] = []
    var nextReport = ContinuousClock.now + .milliseconds(100)
    for stretch in stretches {
      if isCancelled() { return nil }
      found += try matches(matcher, from: stretch.entry, to: stretch.end, isCancelled).reversed()
      if found.count >= Self.matchLimit {
        return ConsoleMatches(lines: found.prefix(Self.matchLimit).reversed(), isCut: true)
      }
      if ContinuousClock.now >= nextReport {
        report(ConsoleMatches(lines: found.reversed(), searchedFrom: stretch.entry.line))
        nextReport = .now + .milliseconds(100)
      }
    }
    return isCancelled() ? nil : ConsoleMatches(lines: found.reversed())
  }

  /// Of one stretch; whatever was found until then once it is cancelled.
  private func matches(
    _ matcher: ConsoleMatcher, from entry: ConsoleIndex.Entry, to end: Int64, _ isCancelled: () -> Bool
  ) throws(Failure) -> [Int] {
    if end - entry.byteOffset <= Self.wholeSize {
      var (whole, source) = ([UInt8](), ConsoleStream?.none)
      try read(from: entry.byteOffset, to: end) { bytes, stream in
        // No line has words of both outputs.
        if stream != source, let last = whole.last, last != 0x0A { whole.append(0x0A) }
        source = stream
        whole += bytes
        return true
      }
      if let found = Self.plainMatches(matcher, in: whole, firstLine: entry.line) { return found }
    }
    var (rows, found, line) = (ConsoleRows(firstLine: entry.line, kept: .range(0..<Int.max)), [Int](), entry.line)
    let look = { (texts: [String]) in
      for text in texts {
        if matcher.matches(ProgramText.plain(text)) { found.append(line) }
        line += 1
      }
    }
    try read(from: entry.byteOffset, to: end) { bytes, stream in
      rows.turn(to: stream)
      rows.append(bytes)
      look(rows.takeFinished())
      return !isCancelled()
    }
    look(rows.lines)
    return found
  }

  /// Of text without sequences and carriage returns within lines, whose bytes are what is shown; nil for any other.
  static func plainMatches(_ matcher: ConsoleMatcher, in bytes: [UInt8], firstLine: Int) -> [Int]? {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return [] }
      for special: Int32 in [0x1B, 0x08, 0x0D] where memchr(base, special, bytes.count) != nil { return nil }
      var (found, line, lineStart, at) = ([Int](), firstLine, 0, 0)
      while let match = matcher.firstMatch(in: bytes, from: at) {
        while let newline = Self.newline(base, lineStart, match.lowerBound) {
          (line, lineStart) = (line + 1, newline + 1)
        }
        // What is cut off a long line is not seen.
        if match.upperBound - lineStart <= ConsoleRows.lineByteLimit { found.append(line) }
        guard let next = Self.newline(base, match.upperBound, bytes.count) else { break }
        (line, lineStart, at) = (line + 1, next + 1, next + 1)
      }
      return found
    }
  }

  private static func newline(_ base: UnsafeRawPointer, _ start: Int, _ end: Int) -> Int? {
    guard start < end else { return nil }
    return memchr(base + start, 0x0A, end - start).map { UnsafeRawPointer($0) - base }
  }
}
