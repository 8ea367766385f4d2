/// Walks over JSON bytes without building values: what reads metric lines fast, and what the parser stands on.
///
/// The bytes must outlive the cursor. Offsets count from the first byte.
public struct JSONCursor {
  public let base: UnsafePointer<UInt8>
  public let count: Int
  public var position: Int

  @inlinable
  public init(_ base: UnsafePointer<UInt8>, count: Int, position: Int = 0) {
    (self.base, self.count, self.position) = (base, count, position)
  }

  /// A string's bytes between its quotes, as written.
  public struct RawString {
    public var start: Int
    public var end: Int
    /// Whether a backslash occurs: then the bytes are not yet the text.
    public var hasEscapes: Bool

    @inlinable
    init(start: Int, end: Int, hasEscapes: Bool) {
      (self.start, self.end, self.hasEscapes) = (start, end, hasEscapes)
    }
  }

  /// How deep arrays and objects may nest.
  public static var depthLimit: Int { 64 }

  @inlinable
  public var isAtEnd: Bool { position >= count }

  /// The byte at the position; nil at the end.
  @inlinable
  public var byte: UInt8? { position < count ? base[position] : nil }

  @inlinable
  public mutating func skipWhitespace() {
    while position < count {
      switch base[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// Steps over `expected` if it is there.
  @inlinable
  public mutating func take(_ expected: UInt8) -> Bool {
    guard position < count, base[position] == expected else { return false }
    position += 1
    return true
  }

  /// Steps over a string whose opening quote is at the position.
  /// - Throws: when it does not end, or holds a control character or a bad escape.
  @inlinable
  public mutating func scanString() throws(JSONError) -> RawString {
    let start = position + 1
    var at = start
    while at < count {
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        position = at + 1
        return RawString(start: start, end: at, hasEscapes: false)
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 { return try scanEscapedString(from: start, at: at) }
      at += 1
    }
    throw JSONError(byteOffset: count, reason: "the string does not end")
  }

  @usableFromInline
  mutating func scanEscapedString(from start: Int, at: Int) throws(JSONError) -> RawString {
    var at = at
    while at < count {
      switch base[at] {
      case UInt8(ascii: "\""):
        position = at + 1
        return RawString(start: start, end: at, hasEscapes: true)
      case UInt8(ascii: "\\"):
        try checkEscape(at: at)
        at += base[at + 1] == UInt8(ascii: "u") ? 6 : 2
      case 0..<0x20:
        throw JSONError(byteOffset: at, reason: "a control character in a string must be escaped")
      default:
        at += 1
      }
    }
    throw JSONError(byteOffset: count, reason: "the string does not end")
  }

  private func checkEscape(at: Int) throws(JSONError) {
    guard at + 1 < count else { throw JSONError(byteOffset: count, reason: "the string does not end") }
    switch base[at + 1] {
    case UInt8(ascii: "u"):
      for digit in at + 2..<at + 6 {
        guard digit < count else { throw JSONError(byteOffset: count, reason: "the string does not end") }
        guard JSONCursor.hexadecimalDigit(base[digit]) != nil else {
          throw JSONError(byteOffset: digit, reason: "\\u needs four hexadecimal digits")
        }
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    default:
      throw JSONError(byteOffset: at + 1, reason: "no such escape")
    }
  }

  static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 48...57: UInt32(byte - 48)
    case 65...70: UInt32(byte - 55)
    case 97...102: UInt32(byte - 87)
    default: nil
    }
  }

  /// Steps over a number at the position, or over a bare NaN, Infinity or -Infinity.
  @inlinable
  public mutating func scanNumber() throws(JSONError) -> DecimalNumber {
    var end = position
    if let number = DecimalNumber.scan(base, from: position, to: count, end: &end) {
      position = end
      return number
    }
    return try scanNumberWord(failedAt: end)
  }

  @usableFromInline
  mutating func scanNumberWord(failedAt place: Int) throws(JSONError) -> DecimalNumber {
    if takeWord("NaN") { return DecimalNumber(double: .nan, integer: nil) }
    if takeWord("Infinity") { return DecimalNumber(double: .infinity, integer: nil) }
    if takeWord("-Infinity") { return DecimalNumber(double: -.infinity, integer: nil) }
    throw JSONError(byteOffset: place, reason: place >= count ? "the text ends inside a value" : "no value here")
  }

  /// Steps over `word` if it is there.
  public mutating func takeWord(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard position + length <= count else { return false }
    for index in 0..<length where base[position + index] != word.utf8Start[index] { return false }
    position += length
    return true
  }

  /// Steps over any one value, checking it.
  public mutating func skipValue(depth: Int = 0) throws(JSONError) {
    switch byte {
    case UInt8(ascii: "\""):
      _ = try scanString()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skipContainer(depth: depth)
    case UInt8(ascii: "t") where takeWord("true"), UInt8(ascii: "f") where takeWord("false"),
      UInt8(ascii: "n") where takeWord("null"):
      return
    default:
      _ = try scanNumber()
    }
  }

  private mutating func skipContainer(depth: Int) throws(JSONError) {
    guard depth < JSONCursor.depthLimit else {
      throw JSONError(byteOffset: position, reason: "nested deeper than \(JSONCursor.depthLimit)")
    }
    let isObject = base[position] == UInt8(ascii: "{")
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    position += 1
    skipWhitespace()
    if take(close) { return }
    while true {
      if isObject {
        _ = try scanKey()
      }
      try skipValue(depth: depth + 1)
      if try !scanSeparator(close: close) { return }
    }
  }

  /// Steps over a key, its colon and the white space around them.
  @inlinable
  public mutating func scanKey() throws(JSONError) -> RawString {
    guard position < count, base[position] == UInt8(ascii: "\"") else {
      throw JSONError(byteOffset: position, reason: "a key in quotes must be here")
    }
    let key = try scanString()
    skipWhitespace()
    guard take(UInt8(ascii: ":")) else { throw JSONError(byteOffset: position, reason: "a colon must be here") }
    skipWhitespace()
    return key
  }

  /// Steps over a comma (true) or the closing byte (false), and the white space around a comma.
  @inlinable
  public mutating func scanSeparator(close: UInt8) throws(JSONError) -> Bool {
    skipWhitespace()
    if take(UInt8(ascii: ",")) {
      skipWhitespace()
      return true
    }
    if take(close) { return false }
    throw JSONError(byteOffset: position, reason: "a comma or the closing bracket must be here")
  }
}
