import Glibc
import NcursesTerminal
import TerminalModel

/// A program for tests of the terminal: shows the last events, and ends in whatever way a key asks for.
///
/// Its screen: row 0 its abilities, row 1 the extent, row 2 colours and text of every kind, then the last events.
@main
struct TerminalProbe {
  private struct Refused: Error {}

  static func main() throws {
    let session: TerminalSession
    do throws(TerminalError) {
      session = try TerminalSession()
    } catch {
      print("refused: \(error)")
      exit(69)
    }
    defer { session.close() }
    try run(session)
  }

  private static func run(_ session: TerminalSession) throws {
    let loop = try EventLoop(session)
    var log: [String] = []
    while true {
      session.present(frame(session, log: log), theme: .dark)
      let wakeup = loop.wait()
      if let ending = wakeup.ending { leave(session, ending) }
      if wakeup.isWoken { log.append("woken") }
      for event in wakeup.events {
        if case .key(let stroke) = event, try act(on: stroke, session, loop, log: &log) { return }
        // A key that only asks for another frame, equal to the last one.
        if event == .key(.character("=")) { continue }
        log.append(words(for: event))
      }
    }
  }

  private static func leave(_ session: TerminalSession, _ ending: Ending) -> Never {
    session.close()
    if case .signal(let number) = ending { exit(128 + number) }
    exit(74)
  }

  /// True when the program is to end.
  private static func act(
    on stroke: KeyStroke, _ session: TerminalSession, _ loop: EventLoop, log: inout [String]
  ) throws -> Bool {
    switch stroke {
    case .character("q"): return true
    case .character("F"): fatalError("asked for")
    case .character("S"): _ = UnsafePointer<Int>(bitPattern: 8)?.pointee
    case .character("A"): abort()
    case .character("O"): print(descend(1))
    case .character("T"): throw Refused()
    case .character("E"): exit(3)
    case .character("W"): wakeFromThread(loop.waker)
    case .character("G"): log.append(background(session))
    case .character("C"): session.send(TerminalSignal.copy("value 0.25", through: multiplexer) ?? "")
    case .character("N"):
      session.send(
        TerminalSignal.notify("run 3 failed; see it", title: "Pitwall", style: .osc777, through: multiplexer))
    case .character("D"):
      count(session, loop)
      return true
    case .character("H"):
      // A main loop that hangs: only a second signal helps.
      session.present(frame(session, log: ["hangs"]), theme: .dark)
      while true { sleep(1) }
    default: break
    }
    return false
  }

  private static var multiplexer: Multiplexer? {
    Multiplexer { name in getenv(name).map { String(cString: $0) } }
  }

  private static func background(_ session: TerminalSession) -> String {
    session.awaitBackground(for: .seconds(10)).map { "background \($0) light \($0.isLight ?? false)" }
      ?? "no background"
  }

  /// Three hundred screens full of digits, each shown if the line is free then; at the end makes the file that
  /// `PROBE_DONE` names, and shows the last until any key ends the program.
  private static func count(_ session: TerminalSession, _ loop: EventLoop) {
    var shown = 0
    for number in 1...300 {
      if session.isReady() {
        session.present(digits(number, session.size), theme: .dark)
        shown = number
      }
      // A key that comes after the last is for the end.
      if number < 300 { _ = loop.wait(until: ContinuousClock.now + .milliseconds(1)) }
    }
    if let path = getenv("PROBE_DONE") { close(creat(path, 0o600)) }
    while shown < 300 {
      if session.isReady() {
        session.present(digits(300, session.size), theme: .dark)
        shown = 300
      } else if let ending = loop.wait().ending {
        leave(session, ending)
      }
    }
    while true {
      let wakeup = loop.wait()
      if let ending = wakeup.ending { leave(session, ending) }
      if !wakeup.events.isEmpty { return }
    }
  }

  private static func digits(_ number: Int, _ size: Size) -> CellBuffer {
    var buffer = CellBuffer(size: size)
    for row in 0..<size.rows {
      let digits = (0..<size.columns).map { Character("\((number + $0) % 10)") }
      buffer.put(String(digits), at: Point(column: 0, row: row))
    }
    buffer.put("number \(number) ", at: Point(column: 0, row: 0))
    return buffer
  }

  /// Recurses until the stack is full.
  private static func descend(_ depth: Int) -> Int {
    var room = (depth, depth, depth, depth, depth, depth, depth, depth)
    return withUnsafeMutablePointer(to: &room) {
      $0.pointee.3 = descend(depth + 1) + $0.pointee.2; return $0.pointee.3
    }
  }

  private nonisolated static func wakeFromThread(_ waker: Waker) {
    let box = Unmanaged.passRetained(WakerBox(waker))
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<WakerBox>.fromOpaque(argument).takeRetainedValue().waker.wake() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }

  private static func words(for event: InputEvent) -> String {
    switch event {
    case .key(let stroke): return "key \(stroke.description)"
    case .mouse(let mouse): return "mouse \(mouse.kind) \(mouse.at.column),\(mouse.at.row)"
    case .paste(let text): return "paste \(text)"
    case .resize(let size): return "resize \(size)"
    case .focusGained: return "focus gained"
    case .focusLost: return "focus lost"
    }
  }

  private static func frame(_ session: TerminalSession, log: [String]) -> CellBuffer {
    var buffer = CellBuffer(size: session.size)
    let abilities = "glyphs=\(session.glyphs) depth=\(session.colorDepth)"
    buffer.put(abilities, at: Point(column: 0, row: 0), style: .title)
    buffer.put("size \(session.size)", at: Point(column: 0, row: 1))
    var column = 0
    for index in 0..<StyleRole.seriesCount {
      column += buffer.put("⣿", at: Point(column: column, row: 2), style: .series(index))
    }
    for index in 0..<StyleRole.heatCount {
      let role = StyleRole.heat((Double(index) + 0.5) / Double(StyleRole.heatCount))
      column += buffer.put("#", at: Point(column: column, row: 2), style: role)
    }
    buffer.put(" 漢字 e\u{301} \u{1B}[31m\u{202E}x 👩‍🔬|", at: Point(column: column, row: 2))
    for (row, line) in log.suffix(max(0, session.size.rows - 4)).enumerated() {
      buffer.put(line, at: Point(column: 0, row: 3 + row))
    }
    let corner = Cell("*", style: .accent)
    buffer[session.size.columns - 1, session.size.rows - 1] = corner
    return buffer
  }
}

private nonisolated final class WakerBox: Sendable {
  let waker: Waker
  init(_ waker: Waker) { self.waker = waker }
}
