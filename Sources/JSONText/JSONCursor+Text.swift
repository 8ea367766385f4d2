extension JSONCursor {
  /// The text of a string this cursor stepped over. Bytes that are not UTF-8, and halves of surrogate pairs, become
  /// U+FFFD.
  public func text(of raw: RawString) -> String {
    let bytes = UnsafeBufferPointer(start: base + raw.start, count: raw.end - raw.start)
    guard raw.hasEscapes else { return String(decoding: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var at = raw.start
    while at < raw.end {
      guard base[at] == UInt8(ascii: "\\") else {
        decoded.append(base[at])
        at += 1
        continue
      }
      switch base[at + 1] {
      case UInt8(ascii: "u"):
        decoded.append(contentsOf: String(escapedScalar(at: &at, end: raw.end)).utf8)
        continue
      case UInt8(ascii: "b"): decoded.append(0x08)
      case UInt8(ascii: "f"): decoded.append(0x0C)
      case UInt8(ascii: "n"): decoded.append(0x0A)
      case UInt8(ascii: "r"): decoded.append(0x0D)
      case UInt8(ascii: "t"): decoded.append(0x09)
      default: decoded.append(base[at + 1])
      }
      at += 2
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The scalar of the `\u` escape at `at`, which moves past it, and past the second half of a pair.
  private func escapedScalar(at: inout Int, end: Int) -> Unicode.Scalar {
    let first = codeUnit(at: at)
    at += 6
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), at + 6 <= end, base[at] == UInt8(ascii: "\\"),
      base[at + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let second = codeUnit(at: at)
    guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
    at += 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private func codeUnit(at: Int) -> UInt32 {
    var unit: UInt32 = 0
    for place in at + 2..<at + 6 { unit = unit << 4 | (JSONCursor.hexadecimalDigit(base[place]) ?? 0) }
    return unit
  }
}
