import Glibc

/// A fresh directory that is removed with everything in it when the value goes away.
public final class TemporaryDirectory: Sendable {
  /// Absolute, without symbolic links.
  public let path: String

  public init() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/pitwall-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("mkdtemp: \(String(cString: strerror(errno)))") }
    guard let resolved = realpath(template, nil) else { fatalError("realpath: \(String(cString: strerror(errno)))") }
    path = String(cString: resolved)
    free(resolved)
  }

  deinit {
    nftw(path, { path, _, _, _ in path.map { Glibc.remove($0) } ?? 0 }, 16, FTW_DEPTH.rawValue | FTW_PHYS.rawValue)
  }

  /// The absolute path of something in it.
  public func path(_ relative: String) -> String { "\(path)/\(relative)" }
}
