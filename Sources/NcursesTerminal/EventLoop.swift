import CSystem
import Glibc
public import TerminalModel

/// Wakes an event loop from any thread.
public nonisolated struct Waker: Sendable {
  fileprivate let descriptor: Int32

  /// Makes the loop's `wait` return with `isWoken`; several calls before it does count once. Async-signal-safe.
  public func wake() { wakeup_signal(descriptor) }
}

/// Why a loop is to end.
public enum Ending: Hashable, Sendable {
  /// SIGTERM, SIGHUP, SIGINT (ctrl-c) or SIGQUIT.
  case signal(Int32)
  /// Input has ended: the window was closed, the connection lost.
  case terminalGone
}

/// What ended a wait; several things may have happened.
public struct Wakeup {
  /// In the order they came; a resize is among them.
  public var events: [InputEvent] = []
  public var isWoken = false
  /// The deadline has passed.
  public var isDue = false
  /// The line has taken the frames before: `TerminalSession.isReady` may have become true.
  public var isFreed = false
  /// The terminal has said what its background is.
  public var isBackgroundKnown = false
  public var ending: Ending?

  public var isEmpty: Bool {
    events.isEmpty && !isWoken && !isDue && !isFreed && !isBackgroundKnown && ending == nil
  }
}

/// Waits for the person, the terminal, other threads and the clock, and for nothing else: without a deadline a quiet
/// program sleeps until something happens.
public final class EventLoop {
  private static let escapeDelay: Duration = .milliseconds(25)

  private let session: TerminalSession
  private let wakeDescriptor: Int32
  public nonisolated let waker: Waker

  /// - Throws: `.system` when there is no descriptor left.
  public init(_ session: TerminalSession) throws(TerminalError) {
    let descriptor = wakeup_open()
    guard descriptor >= 0 else { throw .system(operation: "open a wake descriptor", code: errno) }
    self.session = session
    wakeDescriptor = descriptor
    // Stays open as long as the process: a thread may still hold the waker.
    waker = Waker(descriptor: descriptor)
  }

  /// Returns when something has happened. Resizes the session, and stops and redraws it for ctrl-z, by itself.
  public func wait(until deadline: ContinuousClock.Instant? = nil) -> Wakeup {
    var wakeup = Wakeup()
    (wakeup.events, session.early) = (session.early, [])
    while wakeup.isEmpty {
      let escapeDue = session.decoder.isWaiting ? ContinuousClock.now + Self.escapeDelay : nil
      var descriptors = [session.inputDescriptor, session.signalDescriptor, wakeDescriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let wasReady = session.isReady()
      if session.output.hasBacklog {
        descriptors.append(pollfd(fd: session.output.descriptor, events: Int16(POLLOUT), revents: 0))
      }
      // What the line has not taken cannot be answered yet: room on it is waited for then.
      let awaitsAnswer = !wasReady && !session.output.hasBacklog
      let due = [deadline, escapeDue, awaitsAnswer ? session.output.answerDue : nil].compactMap(\.self).min()
      let ready = poll(&descriptors, nfds_t(descriptors.count), Self.milliseconds(until: due))
      if ready < 0, errno != EINTR { wakeup.ending = .terminalGone }
      if descriptors[1].revents != 0 { takeSignals(into: &wakeup) }
      if descriptors[0].revents != 0 { takeInput(into: &wakeup) }
      if descriptors.count > 3, descriptors[3].revents != 0 { session.output.flush() }
      wakeup.isFreed = !wasReady && session.isReady()
      if descriptors[2].revents != 0 { wakeup.isWoken = wakeup_clear(wakeDescriptor) }
      if ready == 0, let escapeDue, ContinuousClock.now >= escapeDue { wakeup.events += session.decoder.flush() }
      if let deadline, ContinuousClock.now >= deadline { wakeup.isDue = true }
    }
    return wakeup
  }

  private func takeInput(into wakeup: inout Wakeup) {
    let before = session.background
    defer { wakeup.isBackgroundKnown = session.background != before }
    switch session.readInput() {
    case .events(let events): wakeup.events += events
    case .ended: wakeup.ending = wakeup.ending ?? .terminalGone
    }
  }

  private func takeSignals(into wakeup: inout Wakeup) {
    // The signal that ends a stop of our own comes through the pipe as well.
    var hasResumed = false
    while true {
      let number = signal_pipe_take()
      switch number {
      case SIGWINCH:
        let isChanged = session.measure()
        // There and back again, the terminal has cut what stood at its edge.
        if !isChanged { session.painter.repaint() }
        noteSize(isChanged, in: &wakeup)
      case SIGTSTP:
        let before = session.size
        session.suspend()
        hasResumed = true
        noteSize(session.size != before, in: &wakeup)
      case SIGCONT where hasResumed: hasResumed = false
      case SIGCONT:
        let before = session.size
        session.resume()
        noteSize(session.size != before, in: &wakeup)
      case let number where number > 0: wakeup.ending = .signal(number)
      default: return
      }
    }
  }

  private func noteSize(_ isChanged: Bool, in wakeup: inout Wakeup) {
    if isChanged { wakeup.events.append(.resize(session.size)) }
  }

  /// For `poll`: -1 waits for ever. Rounded up, so that a wait never ends just before its time.
  private static func milliseconds(until due: ContinuousClock.Instant?) -> Int32 {
    guard let due else { return -1 }
    let left = ContinuousClock.now.duration(to: due)
    if left <= .zero { return 0 }
    let (seconds, attoseconds) = left.components
    let whole = min(seconds, 86_400) * 1000
    return Int32(whole + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
