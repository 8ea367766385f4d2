import Glibc

/// A fresh directory that is removed with everything in it when the value goes away.
public final class TemporaryDirectory: Sendable {
  /// Absolute, without symbolic links.
  public let path: String

  public init() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    // mkdtemp fills six places in.
    var template = Array("\(base)/pitwall-tests-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("mkdtemp: \(String(cString: strerror(errno)))") }
    guard let resolved = realpath(template, nil) else { fatalError("realpath: \(String(cString: strerror(errno)))") }
    path = String(cString: resolved)
    free(resolved)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        guard name != ".", name != ".." else { continue }
        let child = "\(path)/\(name)"
        // Only a real directory is entered: a link may lead out of this one.
        if entry.pointee.d_type == UInt8(DT_DIR) { remove(child) } else { unlink(child) }
      }
      closedir(directory)
    }
    rmdir(path)
  }

  /// The absolute path of something in it.
  public func path(_ relative: String) -> String { "\(path)/\(relative)" }
}
