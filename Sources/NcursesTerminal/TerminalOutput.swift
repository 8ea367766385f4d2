import CSystem
import Glibc
import TerminalModel

/// All that goes to the terminal while the dashboard has it, in its order, without ever waiting for a slow line: only the
/// few bytes by which ncurses takes the screen and gives it back go past it.
final class TerminalOutput {
  /// After as many bytes the terminal is asked to say when it has come that far.
  private static let bytesBetweenQuestions = 1024
  /// What may be under way for keys, whose answers should not wait for a distant terminal's.
  private static let bytesAheadForKeys = 8192
  /// When an answer counts as lost.
  private static let longestWait: Duration = .seconds(5)

  /// For ncurses alone, which takes the screen and gives it back.
  let ncursesDescriptor: Int32
  /// For `poll`, while there is a backlog.
  let descriptor: Int32
  /// All bytes since the beginning.
  private(set) var byteCount = 0
  /// Whether the terminal says when it has come as far as it was told to.
  var answers = false

  private var backlog: [UInt8] = []
  /// Bytes that the terminal has not confirmed.
  private var unconfirmed = 0
  private var asked: ContinuousClock.Instant?

  init() throws(TerminalError) {
    ncursesDescriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard ncursesDescriptor >= 0 else { throw .system(operation: "open the terminal for writing", code: errno) }
    let reopened = output_reopen(STDOUT_FILENO)
    descriptor = reopened >= 0 ? reopened : STDOUT_FILENO
  }

  func close() {
    Glibc.close(ncursesDescriptor)
    if descriptor != STDOUT_FILENO { Glibc.close(descriptor) }
  }

  var hasBacklog: Bool { !backlog.isEmpty }

  /// When `isFree` becomes true without an answer; nil where none is awaited.
  var answerDue: ContinuousClock.Instant? { asked.map { $0 + Self.longestWait } }

  /// Whether the line has taken the frames before, so that another one would not wait behind them.
  func isFree(forKey: Bool) -> Bool {
    if hasBacklog { return false }
    guard let asked else { return true }
    if ContinuousClock.now - asked >= Self.longestWait { return true }
    return forKey && unconfirmed < Self.bytesAheadForKeys
  }

  /// Writes a frame between two brackets, or keeps what the line does not take now. Nothing is written of no bytes.
  func frame(_ bytes: [UInt8], from begin: String = "", to end: String = "") {
    if bytes.isEmpty { return }
    send(Array(begin.utf8) + bytes + Array(end.utf8) + question(after: bytes.count))
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  private func send(_ bytes: [UInt8]) {
    byteCount += bytes.count
    backlog += bytes
    flush()
  }

  /// Asks at most once at a time.
  private func question(after count: Int) -> [UInt8] {
    unconfirmed += count
    if let asked, ContinuousClock.now - asked >= Self.longestWait { self.asked = nil }
    guard answers, asked == nil, unconfirmed >= Self.bytesBetweenQuestions else { return [] }
    asked = ContinuousClock.now
    unconfirmed = 0
    return Array(TerminalQuery.ready.utf8)
  }

  /// The terminal has come as far as the last question.
  func confirm() { asked = nil }

  /// What was asked before the terminal was somebody else's gets no answer any more.
  func forgetQuestion() { (asked, unconfirmed) = (nil, 0) }

  /// Writes as much of the backlog as the line takes.
  func flush() {
    while !backlog.isEmpty {
      let count = backlog.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno != EAGAIN { backlog = [] }
      guard count > 0 else { return }
      backlog.removeFirst(count)
    }
  }

  /// Writes the rest, for at most `limit`; what a line has not taken by then is lost, and what the terminal has of a
  /// sequence is cut off.
  func finish(within limit: Duration) {
    let deadline = ContinuousClock.now + limit
    while hasBacklog, ContinuousClock.now < deadline {
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&ready, 1, 20)
      flush()
    }
    if hasBacklog {
      tcflush(descriptor, TCOFLUSH)
      backlog = Array("\u{18}".utf8)
      flush()
      backlog = []
    }
  }
}
