internal import Glibc

/// A call on a file or directory that the operating system refused.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was tried, to stand after "cannot": `read`, `replace`, `open`.
  public var operation: String
  public var path: String
  /// The `errno`.
  public var code: Int32

  public init(operation: String, path: String, code: Int32) {
    (self.operation, self.path, self.code) = (operation, path, code)
  }

  /// One sentence: `cannot read /runs/a/state.json: Permission denied`.
  public var message: String { "cannot \(operation) \(path): \(FileError.words(for: code))" }
  public var description: String { message }

  /// The path names nothing.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// The operating system's own words for an `errno`.
  public static func words(for code: Int32) -> String {
    // strerror's shared buffer is only used for unknown codes, which the kernel does not return.
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
