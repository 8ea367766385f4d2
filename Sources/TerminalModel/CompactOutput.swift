/// Says what ncurses has painted in fewer bytes: the same cells, looks and cursor on every terminal that speaks as
/// xterm does. A look that nothing is written in is left out, one that follows on another is said as the shorter of
/// their difference and all of it, and a move within a row as the shorter of its column and its distance.
///
/// What it does not know goes through as it is. The control sequences are those of ECMA-48, as in
/// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>.
public struct CompactOutput: Sendable {
  /// The look that the terminal has; nil: not known.
  private var shown: Rendition?
  /// The look that is meant for what comes next; nil: as the terminal has it.
  private var meant: Rendition?
  /// From 1; nil: not known.
  private var row: Int?
  private var column: Int?
  private var columns = 0
  private var result: [UInt8] = []

  public init() {}

  /// Somebody else may have written to the terminal.
  public mutating func forget() { self = CompactOutput() }

  /// - Parameters:
  ///   - bytes: whole sequences and characters.
  ///   - columns: of the terminal.
  public mutating func compacting(_ bytes: [UInt8], columns: Int) -> [UInt8] {
    self.columns = columns
    result.removeAll(keepingCapacity: true)
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.first {
      switch byte {
      case 0x1B: takeSequence(&rest)
      case 0x20...0x7E, 0x80...0xFF: takeText(&rest)
      default: takeControl(rest.removeFirst())
      }
    }
    say()
    return result
  }

  // MARK: Text

  private mutating func takeText(_ rest: inout ArraySlice<UInt8>) {
    let end = rest.firstIndex { $0 < 0x20 || $0 == 0x7F } ?? rest.endIndex
    let text = rest[rest.startIndex..<end]
    let blankCount = isBlankAlike ? text.prefix { $0 == 0x20 }.count : 0
    result += text.prefix(blankCount)
    if blankCount < text.count {
      say()
      result += text.dropFirst(blankCount)
    }
    rest = rest[end...]
    guard let from = column, let width = Self.width(of: text), from + width <= columns else {
      // At the margin the cursor may stand on either side of the turn.
      (row, column) = (nil, nil)
      return
    }
    column = from + width
  }

  /// nil where a character may not be one column wide.
  private static func width(of text: ArraySlice<UInt8>) -> Int? {
    var count = 0
    for (index, byte) in zip(text.indices, text) {
      switch byte {
      case 0x20...0x7E: count += 1
      case 0x80...0xBF: continue
      // U+00A0 to U+02FF.
      case 0xC2...0xCB: count += 1
      // Frames, blocks and shapes up to U+25FC, and braille: what charts are made of.
      case 0xE2 where index + 2 < text.endIndex:
        let (second, third) = (text[index + 1], text[index + 2])
        guard (0x94...0x96).contains(second) || (0xA0...0xA3).contains(second) || second == 0x97 && third < 0xBD else {
          return nil
        }
        count += 1
      default: return nil
      }
    }
    return count
  }

  private mutating func takeControl(_ byte: UInt8) {
    result.append(byte)
    switch byte {
    case 0x0D: column = 1
    case 0x08: column = column.map { max(1, $0 - 1) }
    default: (row, column) = (nil, nil)
    }
  }

  // MARK: Sequences

  private mutating func takeSequence(_ rest: inout ArraySlice<UInt8>) {
    let start = rest.startIndex
    if rest.starts(with: [0x1B, 0x28, 0x42]) {
      // Back to ASCII, where ncurses never left it: it draws frames with characters of their own.
      rest.removeFirst(3)
      return
    }
    let isControl = rest.count > 2 && rest[start + 1] == 0x5B
    guard isControl, let end = rest[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      // Seldom, and what it changes may be anything.
      say()
      result += rest
      rest = []
      (shown, row, column) = (nil, nil, nil)
      return
    }
    let sequence = rest[start...end]
    let numbers = Self.numbers(sequence[(start + 2)..<end])
    rest = rest[(end + 1)...]
    take(sequence, numbers, final: sequence[end])
  }

  private mutating func take(_ sequence: ArraySlice<UInt8>, _ numbers: [Int]?, final: UInt8) {
    let first = numbers?.first ?? 0
    switch (final, numbers) {
    case (UInt8(ascii: "m"), let numbers?):
      if let next = (meant ?? shown ?? Rendition.afterReset(numbers))?.applying(numbers) { return meant = next }
      say()
      result += sequence
      shown = nil
    case (UInt8(ascii: "H"), let numbers?):
      move(row: max(1, first), column: max(1, numbers.count > 1 ? numbers[1] : 1), or: sequence)
    case (UInt8(ascii: "G"), _?):
      if let row { move(row: row, column: max(1, first), or: sequence) } else { passMove(sequence, max(1, first)) }
    case (UInt8(ascii: "d"), _?):
      result += sequence
      row = max(1, first)
    case (UInt8(ascii: "K"), _?), (UInt8(ascii: "X"), _?), (UInt8(ascii: "J"), _?):
      if !isBlankAlike { say() }
      result += sequence
    default:
      say()
      result += sequence
      if final == UInt8(ascii: "m") { shown = nil } else { (row, column) = (nil, nil) }
    }
  }

  /// nil for anything but numbers between semicolons.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    var numbers = [0]
    for byte in bytes {
      switch byte {
      case 0x30...0x39: numbers[numbers.count - 1] = min(numbers[numbers.count - 1] * 10 + Int(byte - 0x30), 1 << 30)
      case 0x3B: numbers.append(0)
      default: return nil
      }
    }
    return numbers
  }

  // MARK: Moves

  private mutating func passMove(_ sequence: ArraySlice<UInt8>, _ to: Int) {
    result += sequence
    column = to
  }

  private mutating func move(row to: Int, column at: Int, or sequence: ArraySlice<UInt8>) {
    defer { (row, column) = (to, at) }
    guard row == to else { return result += sequence }
    if column == at { return }
    var words = "\u{1B}[\(at)G"
    if let column {
      let distance = at - column
      let relative = distance == -1 ? "\u{8}" : distance == 1 ? "\u{1B}[C" : "\u{1B}[\(distance)C"
      if distance >= -1, relative.utf8.count < words.utf8.count { words = relative }
    }
    if words.utf8.count < sequence.count { result += Array(words.utf8) } else { result += sequence }
  }

  // MARK: Looks

  /// Whether what is empty looks the same in the look that is shown and in the one that is meant.
  private var isBlankAlike: Bool {
    guard let shown, let meant else { return meant == nil }
    return shown.hasPlainBlanks && meant.hasPlainBlanks && shown.background == meant.background
  }

  /// Brings the terminal to the look that is meant.
  private mutating func say() {
    guard let meant else { return }
    defer { (shown, self.meant) = (meant, nil) }
    if meant == shown { return }
    let whole = meant.words
    let change = shown.flatMap { meant.change(from: $0) }
    let words = change.map { $0.utf8.count < whole.utf8.count ? $0 : whole } ?? whole
    result += Array("\u{1B}[\(words)m".utf8)
  }
}

/// Colours and attributes of what is written, by the numbers that switch them on.
private struct Rendition: Equatable, Sendable {
  var foreground: [Int] = []
  var background: [Int] = []
  /// Ascending.
  var attributes: [Int] = []

  /// Whether a blank shows nothing but the background: not underlined, reversed or struck through.
  var hasPlainBlanks: Bool { attributes.allSatisfy { [1, 2, 3].contains($0) } }

  /// Where to begin when nothing is known: only a reset says enough.
  static func afterReset(_ numbers: [Int]) -> Rendition? { numbers.first == 0 ? Rendition() : nil }

  /// nil for a number that is not known.
  func applying(_ numbers: [Int]) -> Rendition? {
    var (next, rest) = (self, numbers[...])
    while let number = rest.popFirst() {
      switch number {
      case 0: next = Rendition()
      case 1...9: next.attributes = (next.attributes.filter { $0 != number } + [number]).sorted()
      case 22: next.attributes.removeAll { $0 == 1 || $0 == 2 }
      case 23, 24, 25, 27, 28, 29: next.attributes.removeAll { $0 == number - 20 }
      case 30...37, 90...97: next.foreground = [number]
      case 40...47, 100...107: next.background = [number]
      case 39: next.foreground = []
      case 49: next.background = []
      case 38, 48:
        guard let length = rest.first.flatMap({ $0 == 5 ? 2 : $0 == 2 ? 4 : nil }), rest.count >= length else {
          return nil
        }
        let color = [number] + rest.prefix(length)
        if number == 38 { next.foreground = color } else { next.background = color }
        rest.removeFirst(length)
      default: return nil
      }
    }
    return next
  }

  /// All of it, after a reset; empty for the plain look.
  var words: String {
    let numbers = attributes + foreground + background
    return numbers.isEmpty ? "" : Self.text([0] + numbers)
  }

  /// What has to be switched; nil where that is not possible without a reset.
  func change(from before: Rendition) -> String? {
    guard before.attributes.allSatisfy(attributes.contains) else { return nil }
    var numbers = attributes.filter { !before.attributes.contains($0) }
    if foreground != before.foreground { numbers += foreground.isEmpty ? [39] : foreground }
    if background != before.background { numbers += background.isEmpty ? [49] : background }
    return Self.text(numbers)
  }

  private static func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ";") }
}
