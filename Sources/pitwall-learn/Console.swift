internal import Glibc

/// Whole lines to the standard streams, unbuffered, so that a log shows them at once.
enum Console {
  /// A reader that went away must not end a training, so a failed write is no error.
  static func say(_ line: String) { write(line, to: STDOUT_FILENO) }

  /// One sentence on standard error, then the end.
  static func fail(_ message: String, _ code: Int32) -> Never {
    write(message, to: STDERR_FILENO)
    leave(code)
  }

  static func leave(_ code: Int32) -> Never { exit(code) }

  private static func write(_ line: String, to descriptor: Int32) {
    let bytes = Array("\(line)\n".utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      start += count
    }
  }
}
