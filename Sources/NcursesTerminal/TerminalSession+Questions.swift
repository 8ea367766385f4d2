import Glibc
public import TerminalModel

extension TerminalSession {
  /// Asks for what the terminal's entry does not say. The last question is the one that every terminal answers.
  func ask() {
    let repetition = abilities.glyphs == .ascii ? "" : TerminalQuery.repetition
    output.send(TerminalQuery.background + repetition + TerminalQuery.ready + TerminalQuery.attributes)
  }

  /// Takes in the answers that are still under way, for a moment: a shell would show them as typed.
  func settle() {
    guard abilities.hasPrivateModes, !isAnswered || output.answerDue != nil else { return }
    let deadline = ContinuousClock.now + .milliseconds(200)
    while !isAnswered || output.answerDue != nil, waitForInput(until: deadline) {
      guard case .events = readInput() else { return }
    }
  }

  /// False when the time is over, or nobody is there any more.
  private func waitForInput(until deadline: ContinuousClock.Instant) -> Bool {
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return false }
    let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    var ready = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, Int32(milliseconds) + 1) > 0
  }

  func takeReplies() {
    for reply in decoder.takeReplies() {
      switch reply {
      case .background(let color): background = color
      case .ready:
        output.answers = true
        output.confirm()
      case .cursor: if reply == TerminalQuery.repeats { painter.useRepetition() }
      case .attributes: isAnswered = true
      }
    }
  }

  /// The terminal's background, once it has said so; nil where it does not say. Waits for the answer no longer than
  /// `limit`, and no longer than the terminal takes to answer anything. Keys that come meanwhile are kept.
  public func awaitBackground(for limit: Duration) -> Color? {
    guard abilities.hasPrivateModes else { return nil }
    let deadline = ContinuousClock.now + limit
    while !isAnswered, background == nil, waitForInput(until: deadline) {
      // The event loop finds the end of the input again.
      guard case .events(let events) = readInput() else { break }
      early += events
    }
    return background
  }
}
