internal import Glibc

/// Whole-file operations on paths. Every function returns when the operating system has answered.
public enum Files {
  /// What a path names.
  public enum Kind: Sendable { case file, directory, other }

  /// What `stat` says of a path, symbolic links followed.
  public struct Status: Equatable, Sendable {
    public var kind: Kind
    public var byteCount: Int64
    /// Seconds since 1970.
    public var modified: Double
    /// Names the file itself, whatever its path: a replaced file has another one.
    public var device: UInt64
    public var inode: UInt64
  }

  /// The whole file.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    try read(path, from: 0)
  }

  /// From a byte offset to the end; empty when the file is shorter.
  public static func read(_ path: String, from offset: Int64) throws(FileError) -> [UInt8] {
    do {
      return try FileDescriptor(opening: path, flags: O_RDONLY).readToEnd(from: offset, path: path)
    } catch {
      throw FileError(operation: "read", path: path, code: error.code)
    }
  }

  /// Up to `count` bytes from an offset; fewer only at the file's end.
  public static func read(_ path: String, from offset: Int64, count: Int) throws(FileError) -> [UInt8] {
    do {
      return try FileDescriptor(opening: path, flags: O_RDONLY).read(count: count, at: offset, path: path)
    } catch {
      throw FileError(operation: "read", path: path, code: error.code)
    }
  }

  /// The last line that holds anything, as a program wrote it, cut to 500 bytes; nil where there is no file, or no such
  /// line among the last 4 KiB. O(1).
  public static func lastLine(of path: String) throws(FileError) -> String? {
    guard exists(path) else { return nil }
    let bytes = try read(path, from: max(0, (status(path)?.byteCount ?? 0) - 4096))
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
    let last = lines.last { line in line.contains { $0 > 0x20 } }
    return last.map { String(decoding: $0.suffix(500), as: UTF8.self) }
  }

  /// Gives a file new contents so that a reader, also after a crash, sees either all of the old or all of the new.
  /// It is on disk when this returns.
  public static func replaceAtomically(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let (directory, name) = split(path)
    let temporary = "\(directory)/.\(name).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
    do throws(FileError) {
      let file = try FileDescriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
      try file.write(bytes, path: temporary)
      try file.sync(path: temporary)
      guard rename(temporary, path) == 0 else { throw FileError(operation: "replace", path: path, code: errno) }
    } catch {
      unlink(temporary)
      throw FileError(operation: "replace", path: path, code: error.code)
    }
    try syncDirectory(directory)
  }

  /// Appends one record and its newline with one `write`, creating the file where there is none. A last line that a
  /// crash left without its newline is closed first, so that this record stands alone.
  /// - Parameter sync: return only when it is on disk.
  public static func appendLine(_ path: String, _ line: String, sync: Bool) throws(FileError) {
    let isNew = !exists(path)
    let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_APPEND)
    try appendLine(line, to: file, path: path)
    if sync {
      try file.sync(path: path)
      if isNew { try syncDirectory(split(path).directory) }
    }
  }

  /// As above, to a file that is open for reading and appending.
  public static func appendLine(_ line: String, to file: FileDescriptor, path: String) throws(FileError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.utf8.count + 2)
    let end = lseek(file.rawValue, 0, SEEK_END)
    if end > 0, try file.read(count: 1, at: Int64(end) - 1, path: path) != [0x0A] { bytes.append(0x0A) }
    bytes += line.utf8
    bytes.append(0x0A)
    try file.write(bytes, path: path)
  }

  /// The names in a directory, sorted, without `.` and `..`.
  public static func listDirectory(_ path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else { throw FileError(operation: "list", path: path, code: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else {
        guard errno == 0 else { throw FileError(operation: "list", path: path, code: errno) }
        return names.sorted()
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  /// Makes one directory; it must not exist yet.
  public static func makeDirectory(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) == 0 else { throw FileError(operation: "make directory", path: path, code: errno) }
  }

  /// Makes a directory and those above it; nothing happens where it exists.
  public static func makeDirectories(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) == 0 { return }
    let code = errno
    if code == EEXIST, status(path)?.kind == .directory { return }
    let above = split(path).directory
    guard code == ENOENT, above != path, above != "." else {
      throw FileError(operation: "make directory", path: path, code: code)
    }
    try makeDirectories(above)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw FileError(operation: "make directory", path: path, code: errno)
    }
  }

  /// Removes a file. A file that is not there is no error.
  public static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileError(operation: "remove", path: path, code: errno) }
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// nil where the path names nothing, or nothing that may be looked at.
  public static func status(_ path: String) -> Status? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    let kind: Kind =
      switch information.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      default: .other
      }
    let modified = information.st_mtim
    return Status(
      kind: kind, byteCount: Int64(information.st_size),
      modified: Double(modified.tv_sec) + Double(modified.tv_nsec) / 1e9,
      device: UInt64(information.st_dev), inode: UInt64(information.st_ino))
  }

  /// The path from the root, without symbolic links and `..`.
  public static func resolve(_ path: String) throws(FileError) -> String {
    guard let resolved = realpath(path, nil) else { throw FileError(operation: "find", path: path, code: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Makes renames and new names in a directory survive a crash.
  public static func syncDirectory(_ path: String) throws(FileError) {
    try FileDescriptor(opening: path, flags: O_RDONLY | O_DIRECTORY).sync(path: path)
  }

  /// The directory a path lies in (`.` when it has none) and its last component.
  public static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}
