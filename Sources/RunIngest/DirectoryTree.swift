internal import FileAccess
internal import Glibc
internal import RunFormats

/// What lies below the roots, as far as runs are concerned.
struct DirectoryTree {
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  struct File {
    /// nil while the first bytes do not say, and for files that are no metric files.
    var format: RunFormat?
    /// As it was when the format was looked for.
    var status: Files.Status
    var isSymbolicLink: Bool
    /// Bytes that identification has seen; a file that was short may become a metric file as it grows.
    var seenByteCount: Int64
  }

  struct Directory {
    var root: Int
    var depth: Int
    var parent: String?
    var identity: Identity
    var modified: Double
    /// By name. Native documents and files that may become metric files are among them.
    var files: [String: File] = [:]
    /// By name, those that were entered.
    var subdirectories: Set<String> = []

    /// Names of its files of settings; empty where it holds no metrics, since such names alone make no run.
    var settingsFiles: [String] {
      guard isNative || files.values.contains(where: { $0.format != nil }) else { return [] }
      return files.keys.filter(SettingsFile.names.contains)
    }

    /// A native run directory, which owns what lies below it.
    var isNative: Bool { files["run.json"] != nil || files["metrics.jsonl"] != nil }
  }

  /// A place to look at, and for links: only when everything real has been seen.
  private struct Visit {
    var path: String
    var root: Int
    var depth: Int
    var parent: String?
  }

  static let skippedDirectories: Set<String> = ["node_modules", "checkpoints", "__pycache__"]
  static let nativeDocuments: Set<String> = [
    "run.json", "state.json", "events.jsonl", "decisions.jsonl", ConsoleFiles.output, ConsoleFiles.error,
    ConsoleFiles.order,
  ]
  /// Kinds of files that are never read to find out what they are.
  private static let skippedExtensions: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "mp4", "npy", "npz", "pt", "pth", "ckpt", "safetensors", "bin", "ubj",
    "onnx", "h5", "parquet", "arrow", "gz", "zip", "tar", "zst", "xz", "py", "pyc", "so", "o", "pkl", "md", "html",
  ]

  private let maximumDepth: Int
  /// By path.
  private(set) var directories: [String: Directory] = [:]
  private var seen: [Identity: String] = [:]
  /// By path; a problem ends when its path can be looked at.
  private(set) var problems: [String: String] = [:]

  init(maximumDepth: Int) { self.maximumDepth = maximumDepth }

  /// Looks at a root directory and everything below it.
  mutating func addRoot(_ path: String, index: Int) {
    visit([Visit(path: path, root: index, depth: 0, parent: nil)])
  }

  /// Looks again at one directory, and at everything below it that is new. Returns the paths of new and of vanished
  /// directories.
  mutating func refresh(_ path: String) -> (added: [String], removed: [String]) {
    guard let directory = directories[path] else { return ([], []) }
    guard let status = Files.status(path), status.kind == .directory,
      Identity(device: status.device, inode: status.inode) == directory.identity
    else {
      let removed = remove(path)
      guard directory.parent != nil, Files.status(path)?.kind == .directory else { return ([], removed) }
      let added = visit([
        Visit(path: path, root: directory.root, depth: directory.depth, parent: directory.parent)
      ])
      return (added, removed)
    }
    let (before, now) = (directory.subdirectories, list(path))
    let removed = before.subtracting(now.map(\.path)).sorted().flatMap { remove($0) }
    directories[path]?.subdirectories.subtract(removed)
    let new = now.filter { !before.contains($0.path) }
    let added = visit(new.filter { !$0.isLink }.map(\.visit), links: new.filter(\.isLink).map(\.visit))
    return (added, removed)
  }

  /// The run that a native run is a part of: the nearest directory above it with a `run.json`.
  func enclosingRun(of path: String) -> String? {
    guard let run = directories[path], run.isNative else { return nil }
    var above = run.parent
    while let candidate = above, let directory = directories[candidate] {
      if directory.files["run.json"] != nil { return candidate }
      above = directory.parent
    }
    return nil
  }

  /// Forgets a directory and everything below it.
  @discardableResult mutating func remove(_ path: String) -> [String] {
    guard let directory = directories.removeValue(forKey: path) else { return [] }
    seen[directory.identity] = nil
    problems[path] = nil
    if let parent = directory.parent { directories[parent]?.subdirectories.remove(path) }
    return [path] + directory.subdirectories.sorted().flatMap { remove($0) }
  }

  @discardableResult private mutating func visit(_ first: [Visit], links firstLinks: [Visit] = []) -> [String] {
    var (queue, links, added) = (first, firstLinks, [String]())
    var next = 0
    while next < queue.count || !links.isEmpty {
      // A link is followed last, so that what it leads to is known by its real path where that is below a root too.
      if next == queue.count { queue.append(links.removeFirst()) }
      let visit = queue[next]
      next += 1
      guard let status = Files.status(visit.path), status.kind == .directory else { continue }
      let identity = Identity(device: status.device, inode: status.inode)
      guard seen[identity] == nil else { continue }
      seen[identity] = visit.path
      directories[visit.path] = Directory(
        root: visit.root, depth: visit.depth, parent: visit.parent, identity: identity, modified: status.modified)
      if let parent = visit.parent { directories[parent]?.subdirectories.insert(visit.path) }
      added.append(visit.path)
      for below in list(visit.path) {
        if below.isLink { links.append(below.visit) } else { queue.append(below.visit) }
      }
    }
    return added
  }

  private struct Below {
    var path: String
    var isLink: Bool
    var visit: Visit
  }

  /// Reads a known directory: its files are updated, its sub-directories returned.
  private mutating func list(_ path: String) -> [Below] {
    guard var directory = directories[path] else { return [] }
    let names: [String]
    do {
      directory.modified = Files.status(path)?.modified ?? directory.modified
      names = try Files.listDirectory(path)
      problems[path] = nil
    } catch {
      if !error.isMissing { problems[path] = "\(error.message); it is left out" }
      return []
    }
    var (files, below) = ([String: File](), [Below]())
    for name in names where !name.hasPrefix(".") {
      let full = path == "/" ? "/\(name)" : "\(path)/\(name)"
      guard let status = Files.status(full) else { continue }
      switch status.kind {
      case .directory:
        guard directory.depth < maximumDepth, !Self.skippedDirectories.contains(name) else { continue }
        let visit = Visit(path: full, root: directory.root, depth: directory.depth + 1, parent: path)
        below.append(Below(path: full, isLink: Self.isSymbolicLink(full), visit: visit))
      case .file:
        if let file = identified(full, name: name, status: status, before: directory.files[name]) { files[name] = file }
      case .other: continue
      }
    }
    directory.files = files
    directories[path] = directory
    return below
  }

  /// nil for a file that can never matter.
  private mutating func identified(_ path: String, name: String, status: Files.Status, before: File?) -> File? {
    let isSameFile = before.map { $0.status.inode == status.inode && $0.status.device == status.device } ?? false
    if let before, isSameFile, before.format != nil || before.seenByteCount >= min(status.byteCount, Self.enough) {
      return before
    }
    let isLink = Self.isSymbolicLink(path)
    if Self.nativeDocuments.contains(name) || name == "metrics.jsonl" {
      // The name alone decides: what is wrong inside is damage of the run, not a reason to pass it over.
      let format = name == "metrics.jsonl" ? FormatRegistry.format(fileName: name, prefix: []) : nil
      return File(format: format, status: status, isSymbolicLink: isLink, seenByteCount: .max)
    }
    if SettingsFile.names.contains(name) {
      return File(format: nil, status: status, isSymbolicLink: isLink, seenByteCount: .max)
    }
    let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    if let suffix, Self.skippedExtensions.contains(suffix) { return nil }
    do {
      let prefix = try Files.read(path, from: 0, count: FormatRegistry.prefixLength)
      problems[path] = nil
      return File(
        format: FormatRegistry.format(fileName: name, prefix: prefix), status: status, isSymbolicLink: isLink,
        seenByteCount: Int64(prefix.count))
    } catch {
      if !error.isMissing { problems[path] = "\(error.message); it is left out" }
      return nil
    }
  }

  private static let enough = Int64(FormatRegistry.prefixLength)

  private static func isSymbolicLink(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFLNK
  }
}
