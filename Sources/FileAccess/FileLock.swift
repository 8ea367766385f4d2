internal import Glibc

/// An exclusive lock (`flock`) on a file, held until the value goes away or the process ends, however it ends.
public final class FileLock: Sendable {
  /// Open for reading and appending.
  public let file: FileDescriptor

  private init(file: FileDescriptor) { self.file = file }

  /// Takes the lock, making the file where there is none; nil while another holder has it.
  public static func acquire(_ path: String) throws(FileError) -> FileLock? {
    let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_APPEND)
    if FileError.retryingWhenInterrupted({ flock(file.rawValue, LOCK_EX | LOCK_NB) }) == 0 {
      return FileLock(file: file)
    }
    guard errno == EWOULDBLOCK else { throw FileError(operation: "lock", path: path, code: errno) }
    return nil
  }

  /// Takes the lock as soon as it is free; nil when it still is not after `timeout`.
  public static func acquire(_ path: String, timeout: Duration) throws(FileError) -> FileLock? {
    let deadline = ContinuousClock.now + timeout
    while true {
      if let lock = try acquire(path) { return lock }
      // flock knows no timeout, and an alarm signal would belong to the whole process.
      guard ContinuousClock.now < deadline else { return nil }
      usleep(5_000)
    }
  }
}
