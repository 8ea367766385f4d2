internal import FileAccess

/// Finds the commit a directory is checked out at, from git's own files.
public enum GitCommit {
  /// Hexadecimal; nil outside a repository, before its first commit, or where its files are of a kind not known here.
  public static func checkedOut(at directory: String) -> String? {
    guard let repository = repository(above: directory), let head = line("\(repository)/HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return hash(head) }
    let reference = String(head.dropFirst(5))
    // A worktree keeps its branches in the repository it belongs to.
    let shared = line("\(repository)/commondir").map { path($0, in: repository) } ?? repository
    if let commit = line("\(shared)/\(reference)") { return hash(commit) }
    let packed = text("\(shared)/packed-refs")?.split(separator: "\n").first { $0.hasSuffix(" \(reference)") }
    return packed.flatMap { hash(String($0.prefix { $0 != " " })) }
  }

  private static func repository(above directory: String) -> String? {
    var current = directory
    while true {
      let candidate = current == "/" ? "/.git" : "\(current)/.git"
      switch Files.status(candidate)?.kind {
      case .directory: return candidate
      case .file:
        guard let pointer = line(candidate), pointer.hasPrefix("gitdir: ") else { return nil }
        return path(String(pointer.dropFirst(8)), in: current)
      case .other, nil: break
      }
      let above = Files.split(current).directory
      guard above != current, above != "." else { return nil }
      current = above
    }
  }

  private static func path(_ path: String, in directory: String) -> String {
    path.hasPrefix("/") ? path : "\(directory)/\(path)"
  }

  private static func hash(_ text: String) -> String? {
    (text.count == 40 || text.count == 64) && text.allSatisfy(\.isHexDigit) ? text : nil
  }

  private static func line(_ path: String) -> String? {
    text(path)?.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init)
  }

  /// nil where it cannot be read: then the commit is not known, which is no reason not to launch.
  private static func text(_ path: String) -> String? {
    do { return String(decoding: try Files.read(path), as: UTF8.self) } catch { return nil }
  }
}
