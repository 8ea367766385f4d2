/// A file that cannot be read as a table.
public struct TableError: Error, Equatable, Sendable {
  public var path: String
  /// Counts from 1.
  public var line: Int
  /// Counts from 0.
  public var byteOffset: Int
  /// What is wrong and, where it can be said, what to do.
  public var reason: String

  public init(path: String, line: Int, byteOffset: Int, reason: String) {
    (self.path, self.line, self.byteOffset, self.reason) = (path, line, byteOffset, reason)
  }

  /// `path:line: reason (byte n)`.
  public var message: String { "\(path):\(line): \(reason) (byte \(byteOffset))" }
}
