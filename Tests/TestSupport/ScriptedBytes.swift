public import RunFormats

/// A file's bytes as a follower meets them: so many at a time, the rest of a record presented again.
public struct ScriptedBytes: Sendable {
  public let bytes: [UInt8]
  /// How many new bytes each look at the file finds.
  public let chunkLength: Int

  /// - Parameter chunkLength: at least 1; all bytes at once when nil.
  public init(_ bytes: [UInt8], chunkLength: Int? = nil) {
    self.bytes = bytes
    self.chunkLength = max(1, chunkLength ?? bytes.count)
  }

  /// Presents all bytes; returns how many the decoder used up. What it read is in `batch`, also when it throws.
  @discardableResult
  public func decode(
    with decoder: inout any RunDecoder, into batch: inout RecordBatch
  ) throws(DecodeError) -> Int {
    var used = 0
    var end = 0
    while end < bytes.count {
      end = min(bytes.count, end + chunkLength)
      let unread = bytes[used..<end]
      used += try decoder.decode(unread.span, at: Int64(used), into: &batch)
    }
    return used
  }
}
