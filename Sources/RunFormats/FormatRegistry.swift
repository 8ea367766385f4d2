/// One file format: how it is known, and what reads it.
public struct RunFormat: Sendable {
  /// Such as `tensorboard`; what snapshots and exports call it.
  public let name: String
  /// A decoder for one file, at its first byte.
  public let makeDecoder: @Sendable (FileContext) -> any RunDecoder
  private let claims: @Sendable (_ fileName: String, _ prefix: ArraySlice<UInt8>) -> Bool

  init(
    name: String,
    claims: @escaping @Sendable (_ fileName: String, _ prefix: ArraySlice<UInt8>) -> Bool,
    makeDecoder: @escaping @Sendable (FileContext) -> any RunDecoder
  ) {
    (self.name, self.claims, self.makeDecoder) = (name, claims, makeDecoder)
  }

  /// Whether a file is in this format, by the last part of its path and its first bytes (at most 4096 are looked at).
  public func matches(fileName: String, prefix: some Collection<UInt8>) -> Bool {
    claims(fileName, Array(prefix.prefix(FormatRegistry.prefixLength))[...])
  }
}

/// Every format Pitwall reads, in the order they are asked.
public enum FormatRegistry {
  /// How many of a file's first bytes identification looks at.
  public static let prefixLength = 4096

  public static let formats: [RunFormat] = [.pitwallRun, .tensorBoard, .jsonLines, .csv]

  /// The first format that claims the file; nil for an ordinary file, and for one whose first bytes do not say yet.
  public static func format(fileName: String, prefix: some Collection<UInt8>) -> RunFormat? {
    let start = Array(prefix.prefix(prefixLength))
    return formats.first { $0.matches(fileName: fileName, prefix: start) }
  }
}
