internal import CSystem
internal import Glibc

/// Tells of changes in directories through inotify.
final class FileMonitor {
  enum Change: Equatable {
    case contents(directory: String, name: String)
    case names(directory: String, name: String)
    case vanished(String)
    /// Events were lost.
    case overflow
  }

  let descriptor: Int32
  private var paths: [Int32: String] = [:]
  private var watches: [String: Int32] = [:]

  /// nil when the kernel gives none.
  init?() {
    let descriptor = file_monitor_open()
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Watches exactly these. Returns those that are newly watched, and those that cannot be.
  func watch(directories: Set<String>, files: Set<String>) -> (added: [String], refused: Set<String>) {
    let wanted = directories.union(files)
    for (path, watch) in watches where !wanted.contains(path) {
      watches[path] = nil
      // The same directory may have come back under another name, with the same watch.
      guard paths[watch] == path else { continue }
      paths[watch] = nil
      file_monitor_remove(descriptor, watch)
    }
    var (added, refused) = ([String](), Set<String>())
    for path in wanted where watches[path] == nil {
      if file_system_is_remote(path) {
        refused.insert(path)
        continue
      }
      let watch = file_monitor_add(descriptor, path, directories.contains(path))
      if watch >= 0 {
        (watches[path], paths[watch]) = (watch, path)
        added.append(path)
      } else if errno != ENOENT, errno != ENOTDIR {
        refused.insert(path)
      }
    }
    return (added, refused)
  }

  /// What has happened since the last call; does not wait.
  func takeChanges() -> [Change] {
    var changes: [Change] = []
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        var (offset, change) = (0, file_change())
        while file_monitor_next(buffer.baseAddress, count, &offset, &change) { take(change, into: &changes) }
      }
    }
    return changes
  }

  private func take(_ change: file_change, into changes: inout [Change]) {
    if change.kind & UInt32(change_overflow) != 0 { return changes.append(.overflow) }
    guard let path = paths[change.watch] else { return }
    let name = String(cString: change.name)
    let next: Change
    if change.kind & UInt32(change_of_watch) != 0 {
      (paths[change.watch], watches[path]) = (nil, nil)
      file_monitor_remove(descriptor, change.watch)
      next = .vanished(path)
    } else if change.kind & UInt32(change_of_names) != 0 {
      next = .names(directory: path, name: name)
    } else {
      next = .contents(directory: path, name: name)
    }
    if changes.last != next { changes.append(next) }
  }
}
