internal import FileAccess
internal import Glibc

/// Wakes when something new stands complete in a directory. Where the system gives no notice (its limits are
/// reached, or the file system is a network's), waiting simply ends after its time.
final class DirectoryWatch {
  /// -1 where there is none.
  let descriptor: Int32

  init(_ path: String) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    let mask = UInt32(IN_MOVED_TO) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_ONLYDIR)
    if descriptor >= 0 { _ = inotify_add_watch(descriptor, path, mask) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Returns at the first news, or after `duration`.
  func wait(atMost duration: Duration) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&entry, 1, duration.pollMilliseconds) > 0 { drain() }
  }

  /// Forgets the news so far. What they were about is looked up anyway.
  func drain() {
    withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
      while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
