/// A message that is not protobuf.
struct WireError: Error { let reason: StaticString }

/// Reads the protobuf wire format (protobuf.dev/programming-guides/encoding) inside `position..<end`.
struct WireReader {
  struct Field {
    var number: UInt64
    var type: UInt8
  }
  /// A stretch of the same bytes.
  struct Stretch {
    var start: Int
    var end: Int
    var count: Int { end - start }
  }

  let base: UnsafePointer<UInt8>
  var position: Int
  let end: Int

  init(_ base: UnsafePointer<UInt8>, _ stretch: Stretch) {
    (self.base, position, end) = (base, stretch.start, stretch.end)
  }

  var isAtEnd: Bool { position >= end }

  @inline(__always)
  mutating func varint() throws(WireError) -> UInt64 {
    guard position < end else { throw WireError(reason: "a number is cut short") }
    let first = base[position]
    position += 1
    return first < 0x80 ? UInt64(first) : try longVarint(UInt64(first & 0x7F))
  }

  private mutating func longVarint(_ first: UInt64) throws(WireError) -> UInt64 {
    var value = first
    var shift: UInt64 = 7
    while shift < 64 {
      guard position < end else { throw WireError(reason: "a number is cut short") }
      let byte = base[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw WireError(reason: "a number is too long")
  }

  @inline(__always)
  mutating func field() throws(WireError) -> Field {
    let key = try varint()
    return Field(number: key >> 3, type: UInt8(key & 7))
  }

  @inline(__always)
  mutating func fixed64() throws(WireError) -> UInt64 {
    guard end - position >= 8 else { throw WireError(reason: "a number is cut short") }
    defer { position += 8 }
    return UnsafeRawPointer(base).loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  }

  @inline(__always)
  mutating func fixed32() throws(WireError) -> UInt32 {
    guard end - position >= 4 else { throw WireError(reason: "a number is cut short") }
    defer { position += 4 }
    return UnsafeRawPointer(base).loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian
  }

  @inline(__always)
  mutating func stretch() throws(WireError) -> Stretch {
    let length = try varint()
    guard length <= UInt64(end - position) else { throw WireError(reason: "a part is longer than the whole") }
    let start = position
    position += Int(length)
    return Stretch(start: start, end: position)
  }

  /// Steps over a field's value. Groups, long out of use, are refused.
  mutating func skip(_ type: UInt8) throws(WireError) {
    switch type {
    case 0: _ = try varint()
    case 1: _ = try fixed64()
    case 2: _ = try stretch()
    case 5: _ = try fixed32()
    default: throw WireError(reason: "a field has an unknown type")
    }
  }

  func text(_ stretch: Stretch) -> String {
    String(decoding: UnsafeBufferPointer(start: base + stretch.start, count: stretch.count), as: UTF8.self)
  }
}
