internal import Glibc

extension Files {
  /// The path from the root, by the working directory; links and `..` stay as they are.
  public static func absolutePath(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    let directory = String(cString: current)
    return path == "." || path.isEmpty ? directory : "\(directory)/\(path)"
  }
}
