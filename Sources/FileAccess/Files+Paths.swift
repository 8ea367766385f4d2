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

  /// Whether a program can be found: a path from a directory, or a name in the search path.
  public static func canStart(_ program: String, in directory: String) -> Bool {
    if program.hasPrefix("/") { return access(program, X_OK) == 0 }
    if program.contains("/") { return access("\(directory)/\(program)", X_OK) == 0 }
    let search = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
    return search.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
