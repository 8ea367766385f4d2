/// Turns one run file's bytes into records. Opens nothing, waits for nothing.
public protocol RunDecoder: Sendable {
  /// Decodes every whole record in `bytes`, which start at `byteOffset` of the file, and appends to `batch`.
  ///
  /// Returns how many bytes are used up; the caller presents the rest again, with more behind it. A record that is
  /// not yet whole is not used up; one that is damaged is, and is reported in `batch.damage`.
  /// - Throws: when nothing after a point can be trusted. What came before it is in `batch`.
  mutating func decode(
    _ bytes: Span<UInt8>, at byteOffset: Int64, into batch: inout RecordBatch
  ) throws(DecodeError) -> Int
}

/// Why the rest of a file cannot be read.
public enum DecodeError: Error, Equatable, CustomStringConvertible {
  /// Nothing from this byte of the file on can be trusted.
  case untrustworthy(byteOffset: Int64, reason: String)

  public var description: String {
    switch self {
    case .untrustworthy(let byteOffset, let reason):
      "cannot be read from byte \(byteOffset) on: \(reason); what came before is kept"
    }
  }
}

/// What is known of a file besides its bytes.
public struct FileContext: Equatable, Sendable {
  /// The last part of its path.
  public var fileName: String

  public init(fileName: String) { self.fileName = fileName }
}
