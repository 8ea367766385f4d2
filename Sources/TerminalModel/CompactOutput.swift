/// Says what ncurses has painted in fewer bytes: the same cells, looks and cursor on every terminal that speaks as
/// xterm does. The texts of a row are written look by look where that is shorter, a look that nothing is written in is
/// left out, one that follows on another is said as the shorter of their difference and all of it, a move is made the
/// shortest way, and only to where something is written, and a character is repeated by its number where the terminal
/// has shown that it does so.
///
/// What it does not know goes through as it is. The control sequences are those of ECMA-48, as in
/// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>.
public struct CompactOutput: Sendable {
  /// What is written, and how the terminal stands after it.
  private var pen = TerminalPen()
  /// The look that is meant for what comes next; nil: as the terminal has it.
  private var meant: Rendition?
  /// Where the cursor is meant to be; nil: where it is.
  private var target: TerminalPen.Place?
  /// Texts of one row that are not written yet, none over another.
  private var pieces: [TerminalPen.Piece] = []
  /// The ASCII character that has come last, with nothing behind it.
  private var lastCharacter: UInt8?

  /// - Parameter repeats: whether the terminal repeats any character, ASCII or not, that `CSI b` follows on.
  public init(repeats: Bool = false) { pen.repeats = repeats }

  /// Somebody else may have written to the terminal.
  public mutating func forget() { self = CompactOutput(repeats: pen.repeats) }

  /// As for `init`, once the terminal has shown it.
  public var repeats: Bool {
    get { pen.repeats }
    set { pen.repeats = newValue }
  }

  /// - Parameters:
  ///   - bytes: whole sequences and characters.
  ///   - columns: of the terminal.
  public mutating func compacting(_ bytes: [UInt8], columns: Int) -> [UInt8] {
    pen.columns = columns
    pen.bytes.removeAll(keepingCapacity: true)
    pen.bytes.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.first {
      switch byte {
      case 0x1B: takeSequence(&rest)
      case 0x20...0x7E, 0x80...0xFF: takeText(&rest)
      default:
        lastCharacter = nil
        takeControl(rest.removeFirst())
      }
    }
    writePieces()
    arrive()
    say()
    return pen.bytes
  }

  /// What goes through as it is: behind all that came before, at its place and in its look.
  private mutating func pass(_ bytes: some Sequence<UInt8>, saysLook: Bool = true) {
    writePieces()
    arrive()
    if saysLook { say() }
    pen.bytes += bytes
  }

  private mutating func loseThePlace() { (pen.place, target) = (nil, nil) }

  // MARK: Text

  private mutating func takeText(_ rest: inout ArraySlice<UInt8>) {
    let end = rest.firstIndex { $0 < 0x20 || $0 == 0x7F } ?? rest.endIndex
    let text = rest[rest.startIndex..<end]
    rest = rest[end...]
    lastCharacter = text.last.flatMap { $0 < 0x80 ? $0 : nil }
    guard let place = target ?? pen.place, let width = Self.width(of: text), place.column + width <= pen.columns + 1
    else {
      writeAtOnce(text)
      return loseThePlace()
    }
    if let last = pieces.last, last.place.row != place.row || last.end > place.column { writePieces() }
    add(text, width: width, at: place, in: meant ?? pen.look)
    target = TerminalPen.Place(row: place.row, column: place.column + width)
  }

  private mutating func writeAtOnce(_ text: ArraySlice<UInt8>) {
    writePieces()
    let blankCount = isBlankAlike(meant, pen.look) ? text.prefix { $0 == 0x20 }.count : 0
    pass(text.prefix(blankCount), saysLook: false)
    if blankCount < text.count { pass(text.dropFirst(blankCount)) }
  }

  /// Blanks belong to what is left of them where they look the same there.
  private mutating func add(_ text: ArraySlice<UInt8>, width: Int, at place: TerminalPen.Place, in look: Rendition?) {
    var (text, place, width) = (text, place, width)
    if let last = pieces.last, last.end == place.column {
      let count = look == last.look ? text.count : isBlankAlike(look, last.look) ? text.prefix { $0 == 0x20 }.count : 0
      let taken = look == last.look ? width : count
      pieces[pieces.count - 1].append(text.prefix(count), width: taken)
      (text, width) = (text.dropFirst(count), width - taken)
      place.column += taken
      if text.isEmpty { return }
    } else if let shown = pieces.last?.look ?? pen.look, isBlankAlike(look, shown), text.allSatisfy({ $0 == 0x20 }) {
      return pieces.append(TerminalPen.Piece(place: place, look: shown, bytes: text, width: width))
    }
    pieces.append(TerminalPen.Piece(place: place, look: look, bytes: text, width: width))
  }

  /// Writes the row that has been gathered, from left to right or look by look.
  private mutating func writePieces() {
    guard !pieces.isEmpty else { return }
    defer { pieces.removeAll(keepingCapacity: true) }
    var looks = [pen.look]
    let ranks = pieces.map { piece in
      if let known = looks.firstIndex(of: piece.look) { return known }
      looks.append(piece.look)
      return looks.count - 1
    }
    let straight = pen.writing(pieces)
    let byLook = pen.writing(pieces.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { pieces[$0] })
    // A cursor that is to wait at the margin gets there by writing alone.
    let mayTurn = target.map { $0.column <= pen.columns } ?? true
    let shorter = mayTurn && byLook.bytes.count < straight.bytes.count ? byLook : straight
    pen.bytes += shorter.bytes
    (pen.place, pen.look) = (shorter.place, shorter.look)
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
    let place = target ?? pen.place
    switch byte {
    case 0x0D where place != nil: target = place.map { TerminalPen.Place(row: $0.row, column: 1) }
    case 0x08:
      guard let place, place.column <= pen.columns else { fallthrough }
      target = TerminalPen.Place(row: place.row, column: max(1, place.column - 1))
    default:
      pass([byte])
      loseThePlace()
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
      pass(rest)
      rest = []
      pen.look = nil
      return loseThePlace()
    }
    let sequence = rest[start...end]
    let numbers = Self.numbers(sequence[(start + 2)..<end])
    rest = rest[(end + 1)...]
    if sequence[end] == UInt8(ascii: "b"), let numbers, let character = lastCharacter {
      // Said again by the pen, where the terminal knows it.
      var text = ArraySlice(repeatElement(character, count: min(max(1, numbers[0]), pen.columns)))
      return takeText(&text)
    }
    lastCharacter = nil
    take(sequence, numbers, final: sequence[end])
  }

  private mutating func take(_ sequence: ArraySlice<UInt8>, _ numbers: [Int]?, final: UInt8) {
    let first = max(1, numbers?.first ?? 1)
    let place = target ?? pen.place
    switch (final, numbers) {
    case (UInt8(ascii: "m"), let numbers?):
      if let next = (meant ?? pen.look ?? Rendition.afterReset(numbers))?.applying(numbers) { return meant = next }
      pass(sequence)
      pen.look = nil
    case (UInt8(ascii: "H"), let numbers?):
      target = TerminalPen.Place(row: first, column: max(1, numbers.count > 1 ? numbers[1] : 1))
    case (UInt8(ascii: "G"), _?) where place != nil:
      target = place.map { TerminalPen.Place(row: $0.row, column: first) }
    case (UInt8(ascii: "d"), _?) where place.map { $0.column <= pen.columns } ?? false:
      target = place.map { TerminalPen.Place(row: first, column: $0.column) }
    case (UInt8(ascii: "K"), _?), (UInt8(ascii: "X"), _?), (UInt8(ascii: "J"), _?):
      writePieces()
      pass(sequence, saysLook: !isBlankAlike(meant, pen.look))
    default:
      pass(sequence)
      if final == UInt8(ascii: "m") { pen.look = nil } else { loseThePlace() }
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

  // MARK: Place and look

  private mutating func arrive() {
    guard let target else { return }
    pen.move(to: target)
    self.target = nil
  }

  private mutating func say() {
    guard let meant else { return }
    pen.say(meant)
    self.meant = nil
  }

  /// Whether what is empty looks the same in both.
  private func isBlankAlike(_ meant: Rendition?, _ shown: Rendition?) -> Bool {
    guard let shown, let meant else { return meant == nil }
    return shown.hasPlainBlanks && meant.hasPlainBlanks && shown.background == meant.background
  }
}
