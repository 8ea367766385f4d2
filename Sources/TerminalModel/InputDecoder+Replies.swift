extension InputDecoder {
  /// `ESC ]` … up to BEL or `ESC \\`. Longer than any other sequence, since unknown ones are dropped whole.
  private static let longestCommand = 4096

  /// An answer has begun. A slow line may hold up its rest for long; nobody types `ESC ]` and more in one go.
  static func isInsideCommand(_ pending: [UInt8]) -> Bool { pending.count > 2 && pending.starts(with: [0x1B, 0x5D]) }

  func operatingSystemCommand(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> (Int, Outcome) {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else {
      if isFinal, bytes.count == 2 { return (2, .key(.character("]"), alt: true)) }
      return bytes.count > Self.longestCommand ? (bytes.count, .nothing) : (0, .nothing)
    }
    let outcome = TerminalReply(operatingSystemCommand: body[..<end]).map(Outcome.reply) ?? .nothing
    let length = end - bytes.startIndex + 1
    guard bytes[end] == 0x1B else { return (length, outcome) }
    guard end + 1 < bytes.endIndex else { return (0, .nothing) }
    // Another sequence begins in the middle of this one: it is broken.
    return bytes[end + 1] == 0x5C ? (length + 1, outcome) : (length - 1, .nothing)
  }

  /// The answer that a control sequence is, such as `ESC [ ? 62 ; 4 c` and `ESC [ 0 n`.
  static func reply(_ body: ArraySlice<UInt8>, final: UInt8, _ parameters: [Int]) -> TerminalReply? {
    switch final {
    case 0x63: body.first == 0x3F ? .attributes : nil
    case 0x6E: parameters == [0] ? .ready : nil
    case 0x52 where parameters.count == 2 && parameters[0] > 1: .cursor(row: parameters[0], column: parameters[1])
    default: nil
    }
  }
}
