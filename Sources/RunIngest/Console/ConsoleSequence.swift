/// Follows the escape sequences of a program's output byte by byte, across the ends of blocks. ECMA-48, of which only
/// what changes lines means anything here. Any sequence ends with its line at the latest.
struct ConsoleSequence {
  enum Command: Equatable {
    /// Chooses colours: kept.
    case style
    case up(Int)
    case down(Int)
    /// The same to the beginning of a line.
    case previousLine(Int)
    case nextLine(Int)
    /// From the cursor to the end, or all of it.
    case clearToEnd
    case clearLine
    case lineBeginning
    case nothing
  }
  enum Outcome: Equatable {
    case inside
    case ended(Command)
    /// The byte is none of a sequence: it is to be read as text.
    case text
  }
  private enum State { case ground, escape, intermediate, control, string, stringEscape }

  private var state = State.ground
  /// The first parameter; nil while it is not given.
  private var number: Int?
  private var parameterCount = 0
  private var isPrivate = false

  var isInside: Bool { state != .ground }

  /// Takes an ESC.
  mutating func begin() { (state, number, parameterCount, isPrivate) = (.escape, nil, 0, false) }

  /// Takes a byte behind an ESC.
  mutating func take(_ byte: UInt8) -> Outcome {
    if byte == 0x0A {
      state = .ground
      return .text
    }
    switch state {
    case .ground: return .text
    case .escape: return takeKind(byte)
    case .intermediate:
      if (0x20...0x2F).contains(byte) { return .inside }
      return end(.nothing)
    case .control: return takeControl(byte)
    case .string:
      if byte == 0x07 { return end(.nothing) }
      if byte == 0x1B { state = .stringEscape }
      return .inside
    case .stringEscape:
      if byte == 0x5C { return end(.nothing) }
      begin()
      return takeKind(byte)
    }
  }

  private mutating func takeKind(_ byte: UInt8) -> Outcome {
    switch byte {
    case 0x5B: state = .control
    case 0x5D, 0x50, 0x58, 0x5E, 0x5F: state = .string
    case 0x20...0x2F: state = .intermediate
    case 0x1B: begin()
    case 0x4D: return end(.up(1))
    case 0x45: return end(.nextLine(1))
    case 0x30...0x7E: return end(.nothing)
    default:
      state = .ground
      return .text
    }
    return .inside
  }

  private mutating func takeControl(_ byte: UInt8) -> Outcome {
    switch byte {
    case 0x30...0x39:
      if parameterCount == 0 { number = min((number ?? 0) * 10 + Int(byte - 0x30), 9_999) }
    case 0x3A, 0x3B: parameterCount += 1
    case 0x20...0x2F, 0x3C...0x3F: isPrivate = true
    case 0x40...0x7E: return end(isPrivate ? .nothing : command(byte))
    default:
      state = .ground
      return .text
    }
    return .inside
  }

  private mutating func end(_ command: Command) -> Outcome {
    state = .ground
    return .ended(command)
  }

  private func command(_ final: UInt8) -> Command {
    let count = max(1, number ?? 1)
    switch final {
    case 0x6D: return .style
    case 0x41: return .up(count)
    case 0x42: return .down(count)
    case 0x45: return .nextLine(count)
    case 0x46: return .previousLine(count)
    case 0x47: return count == 1 ? .lineBeginning : .nothing
    case 0x4B: return (number ?? 0) == 0 ? .clearToEnd : .clearLine
    default: return .nothing
    }
  }
}

/// Which line the cursor of a program is in. Lines that are more than `reach` above the last one stay as they are.
struct ConsoleCursor {
  static let reach = 64

  /// The line that no other is below of, and the one that is being written.
  private(set) var bottom: Int
  private(set) var line: Int
  private let first: Int

  init(line: Int) { (bottom, self.line, first) = (line, line, line) }

  var isAtBottom: Bool { line == bottom }

  /// Goes to the next line; true when that is a new one.
  mutating func newLine() -> Bool {
    line += 1
    guard line > bottom else { return false }
    bottom = line
    return true
  }

  mutating func move(_ command: ConsoleSequence.Command) {
    switch command {
    case .up(let count), .previousLine(let count): line = max(line - count, bottom - Self.reach + 1, first)
    case .down(let count), .nextLine(let count): line = min(line + count, bottom)
    default: break
    }
  }
}
