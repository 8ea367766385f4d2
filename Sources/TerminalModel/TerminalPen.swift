/// Writes pieces by as few bytes as it takes, knowing how the terminal stands.
struct TerminalPen: Sendable {
  var bytes: [UInt8] = []
  /// Where the cursor is; nil: not known.
  var place: CursorMove.Place?
  /// The look that the terminal has; nil: not known.
  var look: PaintedCell.Look?
  var dialect: TerminalDialect
  /// Of the terminal.
  var columns: Int

  private var changes: [UInt64: [UInt8]] = [:]

  init(dialect: TerminalDialect, columns: Int) { (self.dialect, self.columns) = (dialect, columns) }

  /// How a piece is come to.
  enum Way {
    case move(CursorMove)
    /// So many blanks, over what is blank in any case or will be written later.
    case blanks(Int)

    var byteCount: Int {
      switch self {
      case .move(let move): move.byteCount
      case .blanks(let count): count
      }
    }
  }

  /// What it takes to write a piece besides its own bytes.
  mutating func cost(of piece: PaintPiece, by way: Way, _ looks: [Style]) -> Int {
    way.byteCount + (shows(piece, looks) ? 0 : change(to: piece.look, looks).count)
  }

  func move(to piece: PaintPiece) -> CursorMove {
    CursorMove(from: place, to: piece.place, columns: columns, dialect: dialect)
  }

  mutating func write(_ piece: PaintPiece, by way: Way, _ looks: [Style]) {
    switch way {
    case .move(let move): move.append(to: &bytes)
    case .blanks(let count): bytes += repeatElement(0x20, count: count)
    }
    if !shows(piece, looks) {
      bytes += change(to: piece.look, looks)
      look = piece.look
    }
    if piece.content != .erasure, dialect.repeats, piece.hasSureWidth {
      writeRepeating(piece.bytes, column: piece.place.column)
    } else {
      bytes += piece.bytes
    }
    let isSure = piece.hasSureWidth && (dialect.waitsAtMargin || piece.end <= columns)
    place = isSure ? CursorMove.Place(row: piece.place.row, column: piece.end) : nil
  }

  /// Whether a piece looks as it should in the look that the terminal has.
  private func shows(_ piece: PaintPiece, _ looks: [Style]) -> Bool {
    guard let look else { return false }
    if look == piece.look { return true }
    return piece.content != .text && looks[Int(look)].showsBlank(of: looks[Int(piece.look)])
  }

  private mutating func change(to next: PaintedCell.Look, _ looks: [Style]) -> [UInt8] {
    let key = UInt64(look.map { UInt64($0) + 1 } ?? 0) << 32 | UInt64(next)
    if let known = changes[key] { return known }
    let change = Array(looks[Int(next)].sequence(after: look.map { looks[Int($0)] }).utf8)
    changes[key] = change
    return change
  }

  /// Characters of one column each.
  private mutating func writeRepeating(_ text: [UInt8], column: Int) {
    var (rest, column) = (text[...], column)
    while !rest.isEmpty {
      let length = rest.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count + 1
      let character = rest.prefix(length)
      // Terminals differ in where the cursor is when a repetition ends at the margin.
      let most = max(1, columns - 1 - column)
      var count = 1
      while count < most, rest.dropFirst(count * length).starts(with: character) { count += 1 }
      let short = "\u{1B}[\(count - 1)b".utf8
      if short.count < (count - 1) * length { bytes += character + short } else { bytes += rest.prefix(count * length) }
      rest = rest.dropFirst(count * length)
      column += count
    }
  }
}
