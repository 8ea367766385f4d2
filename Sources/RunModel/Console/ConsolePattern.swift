internal import Glibc

/// What is looked for in the lines of a console: a text, or how serious a line is.
public enum ConsolePattern: Hashable, Sendable {
  /// Capitals count only where the text has some; beyond ASCII they always do.
  case text(String)
  case level(ConsoleLevel)
}

/// How serious a line is by its words, since a console does not say.
public enum ConsoleLevel: Int, CaseIterable, Comparable, Sendable {
  /// Warnings and errors.
  case warning
  case error

  public static func < (a: ConsoleLevel, b: ConsoleLevel) -> Bool { a.rawValue < b.rawValue }
}

/// A pattern made ready for bytes.
public struct ConsoleMatcher: Sendable {
  private let needles: [ByteNeedle]
  private let level: ConsoleLevel?

  public init(_ pattern: ConsolePattern) {
    switch pattern {
    case .text(let text):
      let foldsCase = !text.utf8.contains { (0x41...0x5A).contains($0) }
      (needles, level) = ([ByteNeedle(Array(text.utf8), foldsCase: foldsCase)], nil)
    case .level(let level):
      (needles, self.level) = (ConsoleWords.stems(level).map { ByteNeedle(Array($0.utf8), foldsCase: true) }, level)
    }
  }

  /// The first match at or behind `start`, of a text; of a level, the word that says it.
  /// - Parameter bytes: whole lines; words of a level are judged by what stands around them in their line.
  public func firstMatch(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Range<Int>? {
    var best: Range<Int>?
    for needle in needles {
      var from = start
      while let found = needle.first(in: bytes, from: from) {
        if let best, found.lowerBound >= best.lowerBound { break }
        guard let level else {
          best = found
          break
        }
        if let word = ConsoleWords.word(at: found, in: bytes), ConsoleWords.says(level, word, in: bytes) {
          best = word
          break
        }
        from = found.upperBound
      }
    }
    return best
  }

  /// Every match of a line, without overlaps, as ranges of its UTF-8.
  public func matches(in line: String) -> [Range<Int>] {
    var line = line
    return line.withUTF8 { bytes in
      var (found, from) = ([Range<Int>](), 0)
      while let next = firstMatch(in: UnsafeRawBufferPointer(bytes), from: from) {
        found.append(next)
        from = Swift.max(next.upperBound, next.lowerBound + 1)
      }
      return found
    }
  }

  public func matches(_ line: String) -> Bool {
    var line = line
    return line.withUTF8 { firstMatch(in: UnsafeRawBufferPointer($0)) != nil }
  }
}

/// Bytes to be found among many: looks for the rarest of them first.
struct ByteNeedle: Sendable {
  private let bytes: [UInt8]
  private let foldsCase: Bool
  private let pivot: Int

  init(_ bytes: [UInt8], foldsCase: Bool) {
    self.bytes = foldsCase ? bytes.map(Self.lowered) : bytes
    self.foldsCase = foldsCase
    pivot = bytes.indices.min { Self.frequency(of: bytes[$0]) < Self.frequency(of: bytes[$1]) } ?? 0
  }

  /// Nothing is found of an empty needle. Linear in what is looked through, times the needle where it nearly fits often.
  func first(in text: UnsafeRawBufferPointer, from start: Int) -> Range<Int>? {
    guard !bytes.isEmpty, let base = text.baseAddress, text.count >= bytes.count else { return nil }
    let wanted = bytes[pivot]
    let other = foldsCase ? Self.raised(wanted) : wanted
    let end = text.count - (bytes.count - 1 - pivot)
    var at = start + pivot
    var (next, nextOther) = (-1, -1)
    while at < end {
      if next < at { next = Self.find(wanted, base, at, end) }
      if nextOther < at { nextOther = other == wanted ? end : Self.find(other, base, at, end) }
      at = min(next, nextOther)
      guard at < end else { return nil }
      let first = at - pivot
      if fits(text, at: first) { return first..<first + bytes.count }
      at += 1
    }
    return nil
  }

  private func fits(_ text: UnsafeRawBufferPointer, at first: Int) -> Bool {
    for index in bytes.indices {
      let byte = text[first + index]
      if (foldsCase ? Self.lowered(byte) : byte) != bytes[index] { return false }
    }
    return true
  }

  private static func find(_ byte: UInt8, _ base: UnsafeRawPointer, _ start: Int, _ end: Int) -> Int {
    memchr(base + start, Int32(byte), end - start).map { UnsafeRawPointer($0) - base } ?? end
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
  private static func raised(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }

  /// How common a byte is in text, roughly.
  private static func frequency(of byte: UInt8) -> Int {
    switch byte {
    case 0x20: 30
    case 0x61...0x7A: Array(" zqxjkvbpygfwmucldrhsnioate".utf8).firstIndex(of: byte) ?? 0
    case 0x30...0x39: 20
    default: 1
    }
  }
}
