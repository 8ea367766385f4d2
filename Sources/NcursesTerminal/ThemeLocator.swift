import Glibc
public import TerminalModel

/// Why a theme was not loaded.
public nonisolated enum ThemeLocationError: Error, Equatable {
  case notFound(name: String)
  case unreadable(path: String, code: Int32)
  case damaged(path: String, ThemeError)
}

extension ThemeLocationError: CustomStringConvertible {
  public nonisolated var description: String {
    switch self {
    case .notFound(let name): "there is no theme \(HarmlessText.make(name))"
    case .unreadable(let path, let code): "\(HarmlessText.make(path)): \(String(cString: strerror(code)))"
    case .damaged(let path, let error): "\(HarmlessText.make(path)), \(error)"
    }
  }
}

/// Finds theme files: a path as given; else `NAME.theme` in the person's configuration, beside the installed
/// program, or in a `themes` folder above it; the dark theme needs no file.
public nonisolated struct ThemeLocator: Sendable {
  /// Where names are looked up, first one first.
  public let directories: [String]

  /// - Parameters:
  ///   - executable: the program's absolute path, or nil when unknown.
  ///   - configurationHome: `$XDG_CONFIG_HOME`, else `~/.config`; nil when neither is known.
  public init(executable: String?, configurationHome: String?) {
    var directories: [String] = []
    if let configurationHome { directories.append("\(configurationHome)/pitwall/themes") }
    if let executable {
      var folder = Self.parent(of: executable)
      directories.append("\(Self.parent(of: folder ?? "") ?? "")/share/pitwall/themes")
      while let current = folder {
        directories.append(current == "/" ? "/themes" : "\(current)/themes")
        folder = Self.parent(of: current)
      }
    }
    self.directories = directories
  }

  /// For this process: `/proc/self/exe` and the environment.
  public init() {
    let home = getenv("HOME").map { String(cString: $0) + "/.config" }
    let configured = getenv("XDG_CONFIG_HOME").map { String(cString: $0) }
    let resolved = realpath("/proc/self/exe", nil)
    let executable = resolved.map { String(cString: $0) }
    free(resolved)
    self.init(
      executable: executable, configurationHome: configured.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home)
  }

  /// The theme of a name, or in the file of a path (with `/`, or ending in `.theme`). Reads files.
  public func theme(_ nameOrPath: String) throws(ThemeLocationError) -> Theme {
    if nameOrPath.contains("/") || nameOrPath.hasSuffix(".theme") {
      guard let theme = try Self.load(nameOrPath) else { throw .unreadable(path: nameOrPath, code: ENOENT) }
      return theme
    }
    for directory in directories {
      if let theme = try Self.load("\(directory)/\(nameOrPath).theme") { return theme }
    }
    if nameOrPath == Theme.dark.name { return .dark }
    throw .notFound(name: nameOrPath)
  }

  /// Nil when there is no such file.
  private static func load(_ path: String) throws(ThemeLocationError) -> Theme? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .unreadable(path: path, code: errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, code: errno) }
      if count == 0 { break }
      bytes += chunk[..<count]
      // No theme is as long; whatever this is, it is not one.
      if bytes.count > 1 << 20 { throw .unreadable(path: path, code: EFBIG) }
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.hasSuffix(".theme") ? String(file.dropLast(6)) : file
    do throws(ThemeError) {
      return try Theme.parse(String(decoding: bytes, as: UTF8.self), name: name)
    } catch {
      throw .damaged(path: path, error)
    }
  }

  private static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
