internal import Glibc

/// Owns one open descriptor and closes it when the value goes away.
public final class FileDescriptor: Sendable {
  public let rawValue: Int32

  /// Takes over an open descriptor.
  public init(owning rawValue: Int32) { self.rawValue = rawValue }

  deinit { close(rawValue) }

  /// Opens with the flags of `open(2)`; `O_CLOEXEC` is added.
  public convenience init(opening path: String, flags: Int32, mode: UInt32 = 0o644) throws(FileError) {
    let descriptor = FileError.retryingWhenInterrupted { open(path, flags | O_CLOEXEC, mode) }
    guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
    self.init(owning: descriptor)
  }

  /// Reads up to `count` bytes at `offset`, fewer only at the file's end.
  public func read(count: Int, at offset: Int64, path: String) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      while used < count {
        let start = UnsafeMutableRawPointer(buffer.baseAddress! + used)
        let result = pread(rawValue, start, count - used, off_t(offset) + off_t(used))
        if result < 0, errno == EINTR { continue }
        if result < 0 { failure = errno }
        if result <= 0 { break }
        used += result
      }
    }
    guard failure == 0 else { throw FileError(operation: "read", path: path, code: failure) }
    return bytes
  }

  /// Reads from `offset` to the end, whatever size the file says it has (files below `/proc` say 0).
  public func readToEnd(from offset: Int64 = 0, path: String) throws(FileError) -> [UInt8] {
    var information = stat()
    let known = fstat(rawValue, &information) == 0 ? Int(information.st_size) - Int(offset) : 0
    var bytes: [UInt8] = []
    // One byte more than is known to be there, so that the usual file takes one read and finds its end.
    var chunkSize = max(known + 1, 4096)
    while true {
      let chunk = try read(count: chunkSize, at: offset + Int64(bytes.count), path: path)
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < chunkSize { return bytes }
      chunkSize = 65_536
    }
  }

  /// Writes all of `bytes` at the current position, with one `write` unless the system takes fewer.
  public func write(_ bytes: [UInt8], path: String) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let result = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress! + written, bytes.count - written) }
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { throw FileError(operation: "write", path: path, code: errno) }
      written += result
    }
  }

  /// Returns when everything written is on disk.
  public func sync(path: String) throws(FileError) {
    guard FileError.retryingWhenInterrupted({ fsync(rawValue) }) == 0 else {
      throw FileError(operation: "sync", path: path, code: errno)
    }
  }
}

extension FileError {
  /// Repeats a system call that a signal interrupted.
  static func retryingWhenInterrupted(_ call: () -> Int32) -> Int32 {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
