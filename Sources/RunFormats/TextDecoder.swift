internal import Glibc
internal import RunModel

/// A decoder of a file of text.
protocol TextDecoder: RunDecoder {
  /// As `decode`, of the bytes `start..<end` behind a byte order mark; `byteOffset` is that of `base`.
  mutating func decodeText(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, at byteOffset: Int64, into batch: inout RecordBatch
  ) -> Int
}

extension TextDecoder {
  mutating func decode(
    _ bytes: Span<UInt8>, at byteOffset: Int64, into batch: inout RecordBatch
  ) throws(DecodeError) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      guard let start = byteOffset == 0 ? ByteOrderMark.length(in: bytes) : 0 else { return 0 }
      return decodeText(base, from: start, to: bytes.count, at: byteOffset, into: &batch)
    }
  }
}

/// What some programs write before UTF-8 text.
enum ByteOrderMark {
  private static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How many bytes of it begin these: 0 or 3; nil when it takes more bytes to say.
  static func length(in start: some Collection<UInt8>) -> Int? {
    guard zip(start, bytes).allSatisfy({ $0 == $1 }) else { return 0 }
    return start.count < bytes.count ? nil : bytes.count
  }

  /// The first bytes of a file without it.
  static func dropped(from start: ArraySlice<UInt8>) -> ArraySlice<UInt8> { start.dropFirst(length(in: start) ?? 0) }
}

/// Finds bytes in memory.
enum ByteSearch {
  /// The place of the first `byte` in `start..<end`; nil when there is none.
  @inline(__always)
  static func first(_ byte: UInt8, in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start < end, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
