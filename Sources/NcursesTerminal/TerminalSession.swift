import CNcurses
import CSystem
import Glibc
public import TerminalModel

/// The terminal while the dashboard has it: alternate screen, hidden cursor, keys and mouse as events.
///
/// One at a time, on the main thread. However the process ends (`close()`, a signal through `EventLoop`, `exit`, a
/// crash), the terminal gets back its screen and modes; only SIGKILL is out of reach.
public final class TerminalSession {
  /// What a person asked for instead of what the terminal seems to show.
  public struct Options {
    public var glyphs: GlyphSet?
    /// Lowers the depth; it never claims more than the terminal's entry does.
    public var colorDepth: ColorDepth?

    public init(glyphs: GlyphSet? = nil, colorDepth: ColorDepth? = nil) {
      self.glyphs = glyphs
      self.colorDepth = colorDepth
    }
  }

  public private(set) var size: Size
  public let abilities: TerminalAbilities
  public var glyphs: GlyphSet { abilities.glyphs }
  public var colorDepth: ColorDepth { abilities.colorDepth }
  /// The descriptor to wait on for `readEvents()`.
  public let inputDescriptor: Int32 = STDIN_FILENO

  var decoder = InputDecoder()
  /// What the terminal has said its background is.
  public internal(set) var background: Color?
  /// The last of our questions has its answer: the ones before it have theirs, or will get none.
  var isAnswered = false
  /// Events that came while an answer was awaited.
  var early: [InputEvent] = []
  let signalDescriptor: Int32
  let painter: ScreenPainter
  let output: TerminalOutput
  private let screen: OpaquePointer
  private var isOpen = true

  /// Takes the terminal.
  /// - Throws: when input or output is no terminal, or TERM names one that cannot show a dashboard; the terminal is
  ///   then as it was.
  public init(options: Options = Options()) throws(TerminalError) {
    let entry = try Self.terminalEntry()
    Self.adoptLocale()
    abilities = TerminalAbilities(entry: entry, environment: Self.environment, wishes: options)
    let reset = Array(Self.resetSequence(entry, hasPrivateModes: abilities.hasPrivateModes).utf8CString.dropLast())
    guard terminal_guard_begin(STDIN_FILENO, reset, reset.count) == 0 else {
      throw .system(operation: "read the terminal's modes", code: errno)
    }
    signalDescriptor = signal_pipe_open()
    guard signalDescriptor >= 0, terminal_guard_install_crash_handlers() == 0 else {
      let code = errno
      signal_pipe_close()
      throw .system(operation: "install signal handlers", code: code)
    }
    do {
      output = try TerminalOutput()
    } catch {
      signal_pipe_close()
      throw error
    }
    terminal_guard_arm()
    // The window is as large as its terminal says, not as the environment of a shell elsewhere does.
    use_tioctl(true)
    guard let screen = pitwall_new_terminal(entry.name, output.ncursesDescriptor) else {
      terminal_guard_restore()
      signal_pipe_close()
      output.close()
      throw .unknownTerminal(name: entry.name)
    }
    self.screen = screen
    size = Size(columns: Int(getmaxx(pitwall_standard_screen())), rows: Int(getmaxy(pitwall_standard_screen())))
    painter = ScreenPainter(abilities: abilities, size: size, output: output)
    Self.takeScreen()
    painter.begin()
    measure()
    if abilities.hasPrivateModes { ask() }
  }

  /// Gives the terminal back. Does nothing when done before.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    signal_pipe_close()
    delscreen(screen)
    output.close()
  }

  /// Shows a frame; cells outside the screen are left out. Writes what differs from what is shown, and no byte when
  /// nothing does.
  public func present(_ buffer: CellBuffer, theme: Theme) {
    guard isOpen else { return }
    painter.present(buffer, theme: theme)
  }

  /// Whether the line has taken the frames before. A frame that is presented all the same waits behind them.
  /// - Parameter forKey: a person waits for it.
  public func isReady(forKey: Bool = false) -> Bool { output.isFree(forKey: forKey) }
  /// All bytes that were written to the terminal.
  public var byteCount: Int { output.byteCount }
  /// Sends a sequence that does not touch the screen, such as `TerminalSignal.copy`.
  public func send(_ sequence: String) { if isOpen { output.send(sequence) } }

  /// The events that have arrived, without waiting; a lone ESC stays back until `EventLoop` has given the rest of a
  /// sequence its time.
  public func readEvents() -> [InputEvent] {
    if case .events(let events) = readInput() { return events }
    return []
  }
}

extension TerminalSession {
  enum InputOutcome {
    case events([InputEvent])
    /// The other side of the terminal has gone.
    case ended
  }

  func readInput() -> InputOutcome {
    var events: [InputEvent] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      var descriptor = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 0) > 0 else { return .events(events) }
      let count = read(inputDescriptor, &bytes, bytes.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return .ended }
      events += decoder.decode(bytes[..<count])
      takeReplies()
      // Less than asked for: the rest has not come.
      if count < bytes.count { return .events(events) }
    }
  }

  /// Follows the terminal's extent. True when it has changed.
  @discardableResult
  func measure() -> Bool {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard terminal_size(STDOUT_FILENO, &columns, &rows) == 0, columns > 0, rows > 0 else { return false }
    let measured = Size(columns: Int(columns), rows: Int(rows))
    guard measured != size else { return false }
    size = measured
    resizeterm(rows, columns)
    painter.resize(to: size)
    return true
  }

  /// Gives the terminal back, stops, and takes it again when the process goes on.
  func suspend() {
    leave()
    stop_as_suspended()
    resume()
  }

  /// The guard's own bytes would leave the alternate screen, and pop the title, a second time.
  private func leave() {
    output.finish(within: .seconds(1))
    settle()
    painter.end()
    terminal_guard_disarm()
    terminal_guard_restore_modes()
  }

  /// Takes the terminal as after a stop, whoever stopped the process, and repaints it.
  func resume() {
    terminal_guard_arm()
    painter.takeBack()
    // Of another extent nothing that was shown fits.
    if !measure() { painter.repaint() }
  }
}

extension TerminalSession {
  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func terminalEntry() throws(TerminalError) -> TerminalEntry {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    guard let name = environment("TERM"), !name.isEmpty else { throw .terminalNameMissing }
    guard pitwall_find_terminal(name) == 1 else { throw .unknownTerminal(name: name) }
    let entry = TerminalEntry(name: name)
    guard entry.placesCursor else { throw .tooSimple(name: name) }
    return entry
  }

  /// In the C locale the C library knows the widths of ASCII alone.
  private static func adoptLocale() {
    setlocale(LC_CTYPE, "")
    if String(cString: pitwall_code_set()) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  private static func takeScreen() {
    cbreak()
    noecho()
    nonl()
    terminal_take_control_keys(STDIN_FILENO)
    def_prog_mode()
    curs_set(0)
  }

  /// Undoes in the fixed order of the outside in what `ScreenPainter` and ncurses do to the screen.
  private static func resetSequence(_ entry: TerminalEntry, hasPrivateModes: Bool) -> String {
    let own = ["sgr0", "rmkx", "cnorm", "rmcup"].compactMap(entry.string)
    return (hasPrivateModes ? ScreenPainter.privateModesOff : "") + own.joined()
  }
}
