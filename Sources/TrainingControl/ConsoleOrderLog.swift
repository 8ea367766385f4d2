internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel

/// Notes how the two outputs of a training lie in each other: both are written by the training itself, each to its own
/// file, so that nothing depends on this; what is noted is only the order.
///
/// A mark comes within `shortPause` of what was written to standard error, or within `longPause` where standard output
/// has said nothing since. A training that writes to standard output alone costs nothing.
final class ConsoleOrderLog {
  static let shortPause = Duration.milliseconds(20)
  private static let longPause = Duration.milliseconds(100)

  private let run: RunDirectory
  /// Of standard error's file; -1 where the outputs are not apart, or where the system gives no notice.
  private let watch: Int32
  private var last: ConsoleMark
  private(set) var due: ContinuousClock.Instant?

  /// Goes on where a predecessor ended. Cuts off what is no whole mark.
  init(run: RunDirectory) throws(FileError) {
    self.run = run
    let path = run.consoleOrderPath
    let size = Int64(ConsoleMark.lineByteCount)
    let byteCount = Files.status(path)?.byteCount ?? 0
    var (count, newest) = (byteCount / size, ConsoleMark?.none)
    while newest == nil, count > 0 {
      newest = ConsoleMark(line: try Files.read(path, from: (count - 1) * size, count: Int(size)))
      if newest == nil { count -= 1 }
    }
    guard byteCount == count * size || truncate(path, off_t(count * size)) == 0 else {
      throw FileError(operation: "mend", path: path, code: errno)
    }
    last = newest ?? ConsoleMark()
    watch = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    if watch >= 0 { _ = inotify_add_watch(watch, run.consoleErrorPath, UInt32(IN_MODIFY)) }
  }

  deinit { if watch >= 0 { close(watch) } }

  /// To wait for; -1 while nothing is to be waited for.
  var descriptor: Int32 { due == nil ? watch : -1 }

  /// Takes notice of news, and notes what is due.
  func advance(hasNews: Bool) throws(FileError) {
    if let due {
      guard ContinuousClock.now >= due else { return }
    } else if !hasNews {
      return
    }
    due = nil
    drain()
    try note()
  }

  /// Notes up to where both are by now, if standard error has grown.
  func note() throws(FileError) {
    // Standard error first: what standard output had by then is then certainly counted.
    let errorBytes = Files.status(run.consoleErrorPath)?.byteCount ?? 0
    guard errorBytes > last.errorBytes else { return }
    let outputBytes = Files.status(run.consolePath)?.byteCount ?? 0
    let mark = ConsoleMark(outputBytes: outputBytes, errorBytes: errorBytes)
    guard mark.follows(last) else { return }
    try Files.appendLine(run.consoleOrderPath, mark.line, sync: false)
    due = .now + (outputBytes > last.outputBytes ? Self.shortPause : Self.longPause)
    last = mark
  }

  private func drain() {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
      while read(watch, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
