import CPseudoTerminal
import CVTerm
import Glibc

/// A program on a pseudo-terminal whose output a terminal emulator (libvterm) interprets.
///
/// Its methods block: suites that use it are `.serialized`. Not thread-safe.
public final class PseudoTerminal {
  /// What one place of the emulated screen shows.
  public struct ScreenCell: Equatable {
    public var text: String
    /// 0 is never seen: the place right of a wide character reads as a blank.
    public var columns: Int
    public var isBold, isItalic, isUnderlined, isReversed: Bool
    /// 0xRRGGBB; nil for the terminal's own.
    public var foreground, background: UInt32?
  }

  public let process: Int32
  public private(set) var rows: Int
  public private(set) var columns: Int
  /// Everything the program has written.
  public private(set) var output: [UInt8] = []
  /// How the program ended: its exit status, or 256 plus a signal; nil while it runs.
  public private(set) var exitStatus: Int?

  /// What is answered to the first of these questions in the output, before the emulator's own answers.
  public var answers: [(question: String, answer: String)] = []
  /// Whether the emulator's own answers are kept back.
  public var isMute = false

  /// Nothing more will come.
  private var isComplete = false
  private var controller: Int32 = -1
  private var hold: Int32 = -1
  private let emulator: OpaquePointer
  private let screen: OpaquePointer
  private let properties: UnsafeMutablePointer<pitwall_vterm_properties>

  /// Starts a program. Its environment is `PATH`, `TERM=xterm-256color`, `LANG=C.UTF-8`, no Swift backtraces, and
  /// `environment` over these; an empty value removes a variable.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
    columns: Int = 80
  ) {
    self.rows = rows
    self.columns = columns
    guard let emulator = vterm_new(Int32(rows), Int32(columns)), let screen = vterm_obtain_screen(emulator) else {
      fatalError("libvterm has no memory")
    }
    self.emulator = emulator
    self.screen = screen
    properties = .allocate(capacity: 1)
    properties.initialize(to: pitwall_vterm_properties())
    vterm_set_utf8(emulator, 1)
    vterm_screen_enable_altscreen(screen, 1)
    pitwall_vterm_watch(screen, properties)
    vterm_screen_reset(screen, 1)
    var variables = [
      "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { $1 }
    let lines = variables.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }
    var argumentPointers = ([path] + arguments).map { strdup($0) } + [nil]
    var environmentPointers = lines.map { strdup($0) } + [nil]
    process = pseudo_terminal_spawn(
      path, &argumentPointers, &environmentPointers, Int32(rows), Int32(columns), &controller, &hold)
    (argumentPointers + environmentPointers).forEach { free($0) }
    guard process > 0 else { fatalError("spawn \(path): \(String(cString: strerror(errno)))") }
  }

  deinit {
    if controller >= 0 { close(controller) }
    if hold >= 0 { close(hold) }
    if exitStatus == nil {
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    vterm_free(emulator)
    properties.deallocate()
  }
}

extension PseudoTerminal {
  /// Shows output until `condition` holds. False when the time is over first, or the program has ended without it.
  @discardableResult
  public func pump(for limit: Duration = .seconds(10), until condition: (PseudoTerminal) -> Bool) -> Bool {
    let deadline = ContinuousClock.now + limit
    while true {
      let isOver = hasEnded
      if isOver { takeLastOutput() } else { takeOutput(waiting: 0) }
      if condition(self) { return true }
      if isOver || ContinuousClock.now >= deadline { return false }
      takeOutput(waiting: 20)
    }
  }

  /// Waits for the end of the program; nil when it does not come in time.
  public func waitForExit(for limit: Duration = .seconds(10)) -> Int? {
    // Not `hasEnded`: it may turn true after this round has looked for the last output.
    pump(for: limit) { $0.exitStatus != nil }
    return exitStatus
  }

  private var hasEnded: Bool {
    if exitStatus == nil {
      let status = pseudo_terminal_status(process)
      if status >= 0 { exitStatus = Int(status) }
    }
    return exitStatus != nil
  }

  /// The kernel hands output over a moment after it was written, perhaps after the end of its writer: a mark of our
  /// own, behind the last of it, tells when all has come. An emulator ignores the mark.
  private func takeLastOutput() {
    guard hold >= 0, !isComplete else { return }
    isComplete = true
    let mark = Array("\u{1B}]777;end\u{7}".utf8)
    guard write(hold, mark, mark.count) == mark.count else { return }
    let deadline = ContinuousClock.now + .seconds(10)
    while !output.suffix(mark.count).elementsEqual(mark), ContinuousClock.now < deadline { takeOutput(waiting: 20) }
    output.removeLast(min(mark.count, output.count))
  }

  private func takeOutput(waiting milliseconds: Int32) {
    var descriptor = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var wait = milliseconds
    while poll(&descriptor, 1, wait) > 0 {
      let count = read(controller, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer[..<count]
      buffer.withUnsafeBytes { bytes in
        _ = vterm_input_write(emulator, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count)
      }
      answerQuestions()
      var answer = [CChar](repeating: 0, count: 4096)
      let length = vterm_output_read(emulator, &answer, answer.count)
      if length > 0, !isMute { _ = write(controller, answer, length) }
      wait = 0
    }
  }

  private func answerQuestions() {
    guard let next = answers.first, contains(next.question) else { return }
    answers.removeFirst()
    send(next.answer)
  }

  /// Whether a text has come from the program.
  public func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return output.indices.contains { output[$0...].starts(with: wanted) }
  }

  /// How often a text has come from the program, from a place in its output on.
  public func count(of text: String, from start: Int = 0) -> Int {
    let wanted = Array(text.utf8)
    return output.indices.dropFirst(start).count { output[$0...].starts(with: wanted) }
  }

  /// Types text or control sequences.
  public func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Presses and releases the left mouse button at a cell, or another one by xterm's code.
  public func click(column: Int, row: Int, button: Int = 0) {
    send("\u{1B}[<\(button);\(column + 1);\(row + 1)M\u{1B}[<\(button);\(column + 1);\(row + 1)m")
  }

  /// Turns the wheel by one notch at a cell.
  public func scroll(up: Bool, column: Int, row: Int) {
    send("\u{1B}[<\(up ? 64 : 65);\(column + 1);\(row + 1)M")
  }

  public func signal(_ number: Int32) { kill(process, number) }

  /// Changes the window; the program gets SIGWINCH.
  public func resize(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    vterm_set_size(emulator, Int32(rows), Int32(columns))
    pseudo_terminal_resize(controller, Int32(rows), Int32(columns))
  }

  /// Closes the controlling side, as when a window is closed: the program gets SIGHUP and the end of its input.
  public func hangUp() {
    close(hold)
    close(controller)
    hold = -1
    controller = -1
  }
}

extension PseudoTerminal {
  /// One row of the screen without trailing blanks.
  public func row(_ row: Int) -> String {
    var text = ""
    var column = 0
    while column < columns {
      let cell = cell(column: column, row: row)
      text += cell.text
      column += max(1, cell.columns)
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The screen, row by row.
  public var text: String { (0..<rows).map(row).joined(separator: "\n") }

  public func cell(column: Int, row: Int) -> ScreenCell {
    var read = pitwall_vterm_cell()
    guard pitwall_vterm_read(screen, Int32(row), Int32(column), &read) else {
      return ScreenCell(
        text: " ", columns: 1, isBold: false, isItalic: false, isUnderlined: false, isReversed: false)
    }
    let text = withUnsafeBytes(of: &read.scalars) { bytes in
      String(
        String.UnicodeScalarView(
          bytes.bindMemory(to: UInt32.self).prefix { $0 != 0 && $0 != .max }.compactMap(Unicode.Scalar.init)))
    }
    return ScreenCell(
      text: text.isEmpty ? " " : text, columns: Int(read.width), isBold: read.bold, isItalic: read.italic,
      isUnderlined: read.underline, isReversed: read.reverse,
      foreground: read.has_default_foreground ? nil : read.foreground,
      background: read.has_default_background ? nil : read.background)
  }

  public var isCursorHidden: Bool { properties.pointee.is_cursor_hidden }
  public var isAlternateScreen: Bool { properties.pointee.is_alternate_screen }
  /// Whether the program gets mouse reports.
  public var reportsMouse: Bool { properties.pointee.mouse != 0 }
  public var echoes: Bool { pseudo_terminal_echoes(hold) }
  public var collectsLines: Bool { pseudo_terminal_collects_lines(hold) }
  /// True when a shell would find the terminal as it left it.
  public var isRestored: Bool {
    !isCursorHidden && !isAlternateScreen && !reportsMouse && echoes && collectsLines && hasPlainLook
  }

  /// Whether the last look that was asked for is none.
  private var hasPlainLook: Bool {
    let text = String(decoding: output, as: UTF8.self)
    let looks = text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).dropFirst().compactMap { sequence in
      let numbers = sequence.prefix { $0.isNumber || $0 == ";" }
      return sequence.dropFirst(numbers.count).first == "m" ? numbers : nil
    }
    return looks.last.map { $0.isEmpty || $0 == "0" } ?? true
  }

  /// The modes that `isRestored` looks at, for the message of a failed test.
  public var modes: String {
    "cursor hidden \(isCursorHidden), alternate screen \(isAlternateScreen), mouse \(reportsMouse), "
      + "echo \(echoes), lines \(collectsLines); last output \(String(decoding: output.suffix(200), as: UTF8.self).debugDescription)"
  }

  /// Where a product of this package's build lies, for tests that run one.
  public static func product(_ name: String) -> String {
    // Beside the test bundle: the test process is a runner from elsewhere on some versions.
    let candidates = CommandLine.arguments + [Self.own]
    for path in candidates {
      guard let slash = path.lastIndex(of: "/") else { continue }
      let product = "\(path[..<slash])/\(name)"
      if access(product, X_OK) == 0 { return product }
    }
    fatalError("\(name) is not beside \(candidates)")
  }

  private static var own: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }
}
