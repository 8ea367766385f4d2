public import RunModel

extension ConsoleMark {
  /// Every line of `console.order` has so many bytes, its newline included, so that a reader can go to any of them.
  public static let lineByteCount = 26
  private static let digits = 12

  /// Such as `000000081920 000000005100`, without the newline.
  public var line: String { "\(Self.padded(outputBytes)) \(Self.padded(errorBytes))" }

  /// nil when the bytes, those of one line with its newline, are none of a mark.
  public init?(line: some Collection<UInt8>) {
    let bytes = Array(line)
    guard bytes.count == Self.lineByteCount, bytes[Self.digits] == 0x20, bytes.last == 0x0A,
      let output = Self.number(bytes[..<Self.digits]), let error = Self.number(bytes[(Self.digits + 1)...].dropLast())
    else { return nil }
    self.init(outputBytes: output, errorBytes: error)
  }

  private static func padded(_ number: Int64) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    digits.allSatisfy { (0x30...0x39).contains($0) } ? Int64(String(decoding: digits, as: UTF8.self)) : nil
  }
}
