/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// Counted from the first byte of the text.
  public var byteOffset: Int
  /// What is wrong there, as part of a sentence.
  public var reason: String

  public init(byteOffset: Int, reason: String) { (self.byteOffset, self.reason) = (byteOffset, reason) }

  public var description: String { "not JSON at byte \(byteOffset): \(reason)" }
}
