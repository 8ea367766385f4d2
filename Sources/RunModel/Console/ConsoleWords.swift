/// The words by which a line of a console is an error or a warning.
///
/// A training's metrics are called errors too: `val_error=0.1`, `error: 0.12` are none. What counts is `ERROR`, `Error`,
/// `ValueError`, `Traceback` and their like, and in small letters only what a line or a part of it begins with:
/// `error: no such file`, `[warning] …`, `train.py: error: …`.
enum ConsoleWords {
  private static let errors: Set<String> = ["error", "exception", "traceback", "fatal", "critical", "panic"]
  private static let warnings: Set<String> = ["warning", "warn"]

  /// What every such word holds.
  static func stems(_ level: ConsoleLevel) -> [String] {
    ["error", "exception", "traceback", "fatal", "critical", "panic"] + (level == .warning ? ["warn"] : [])
  }

  /// The letters, digits and underscores around a place.
  static func word(at place: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    var (start, end) = (place.lowerBound, place.upperBound)
    while start > 0, isWordByte(bytes[start - 1]), end - start < 80 { start -= 1 }
    while end < bytes.count, isWordByte(bytes[end]), end - start < 80 { end += 1 }
    return end - start < 80 ? start..<end : nil
  }

  static func says(_ level: ConsoleLevel, _ place: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
    let word = String(decoding: bytes[place], as: UTF8.self)
    let small = word.lowercased()
    let words = level == .warning ? errors.union(warnings) : errors
    if words.contains(small) {
      if isFollowedByNumber(place.upperBound, bytes) { return false }
      return word != small || (isFollowedByMark(place.upperBound, bytes) && isBeginning(place.lowerBound, bytes))
    }
    // `ValueError`, `RuntimeWarning`: names that other words are joined in.
    guard !word.contains("_"), !isFollowedByNumber(place.upperBound, bytes) else { return false }
    return ["Error", "Exception"].contains { word.hasSuffix($0) } || (level == .warning && word.hasSuffix("Warning"))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  /// `: 0.12`, `=3`: it is a quantity.
  private static func isFollowedByNumber(_ end: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard end < bytes.count, bytes[end] == 0x3A || bytes[end] == 0x3D else { return false }
    var at = end + 1
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x2D { at += 1 }
    return at < bytes.count && (0x30...0x39).contains(bytes[at])
  }

  private static func isFollowedByMark(_ end: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    end < bytes.count && (bytes[end] == 0x3A || bytes[end] == 0x5D || bytes[end] == 0x3E)
  }

  /// Whether only brackets and blanks stand between it and the line's beginning or a colon.
  private static func isBeginning(_ start: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var at = start
    while at > 0, [0x20, 0x09, 0x5B, 0x3C, 0x28].contains(bytes[at - 1]) { at -= 1 }
    return at == 0 || bytes[at - 1] == 0x0A || bytes[at - 1] == 0x0D || bytes[at - 1] == 0x3A
  }
}
