internal import FileAccess
internal import Glibc

/// Reads runs once, for commands that do not stay.
public enum RunReader {
  /// Everything that is there now; returns when all of it has been read.
  /// - Throws: when one of the paths names nothing or may not be looked at.
  public static func read(paths: [String], options: WatchOptions = WatchOptions()) throws(ReadError) -> WatchSnapshot {
    for path in paths { try check(path) }
    let collection = RunCollection(roots: paths, options: options)
    read(collection)
    // A supervisor that lives no more leaves the rest of a console to be read.
    collection.refreshLiveness()
    read(collection)
    while collection.hasIdleWork { collection.advanceIdly() }
    collection.noteCaughtUp()
    return collection.takeNews() ?? WatchSnapshot()
  }

  private static func read(_ collection: RunCollection) {
    while collection.hasWork {
      if collection.hasStructuralWork { _ = collection.refreshStructure() }
      collection.advance()
    }
  }

  /// Whether a path can be read at all.
  private static func check(_ path: String) throws(ReadError) {
    guard access(path, R_OK) != 0 else { return }
    let code = errno
    if code == ENOENT || code == ENOTDIR { throw .missing(path: path) }
    throw .unreadable(path: path, reason: FileError.words(for: code))
  }
}
