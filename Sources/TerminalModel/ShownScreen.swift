/// What a terminal shows, and the bytes that turn it into something else: what has changed and nothing else, in the order
/// and by the ways that take the fewest.
///
/// The control sequences are those of ECMA-48, as in <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>.
public struct ShownScreen: Sendable {
  public private(set) var size: Size
  private var rows: [[PaintedCell]] = []
  /// By their numbers; the first is the terminal's own.
  private var looks = [Style()]
  private var numbers: [Style: PaintedCell.Look] = [Style(): 0]
  private var pen: TerminalPen

  public init(size: Size, dialect: TerminalDialect = TerminalDialect()) {
    self.size = size
    pen = TerminalPen(dialect: dialect, columns: size.columns)
  }

  public var dialect: TerminalDialect {
    get { pen.dialect }
    set { pen.dialect = newValue }
  }

  /// The number of a look, for `PaintedCell`. The same for equal looks, for as long as the screen lives.
  public mutating func look(_ style: Style) -> PaintedCell.Look {
    if let number = numbers[style] { return number }
    let number = PaintedCell.Look(looks.count)
    looks.append(style)
    numbers[style] = number
    return number
  }

  /// The look of a blank: of some looks nothing but the background is seen in it.
  public mutating func blankLook(_ style: Style) -> PaintedCell.Look {
    look(style.hasPlainBlanks ? Style(background: style.background) : style)
  }

  /// Somebody else may have written to the terminal, or it has another extent: the next frame begins with an empty
  /// screen.
  public mutating func forget(size: Size) {
    (self.size, pen.columns, rows) = (size, size.columns, [])
    (pen.place, pen.look) = (nil, nil)
  }

  /// The bytes that bring rows to the screen, and whatever is not shown yet to be blank.
  /// - Parameter changes: rows from 0 with as many cells as there are columns; a row at most once.
  /// - Complexity: O(cells) to find what differs, O(pieces x looks) to write them.
  public mutating func show(_ changes: [(row: Int, cells: [PaintedCell])]) -> [UInt8] {
    if changes.isEmpty { return [] }
    let isEmpty = rows.isEmpty
    let before = isEmpty ? blankRows : rows
    var after = before
    for (row, cells) in changes { after[row] = cells }
    rows = after
    if isEmpty { return write(from: before, .emptyScreen) }
    let start = pen
    let bytes = write(from: before, .whatIsShown)
    // Another screen altogether may be shorter from the beginning. A terminal without synchronised updates shows what is
    // empty for a moment: not for a few bytes.
    let most = bytes.count - bytes.count / Self.leastGain
    guard bytes.count > longFrame else { return bytes }
    var best = (bytes: bytes, pen: pen)
    for ground in inkBytes < most ? [Ground.emptyEnds, .emptyScreen] : [.emptyEnds] {
      pen = start
      let anew = write(from: before, ground)
      if anew.count < min(most, best.bytes.count) { best = (anew, pen) }
    }
    pen = best.pen
    return best.bytes
  }

  /// Bytes of a frame that may be another screen.
  var longFrame = 1000
  /// What an empty screen has to save is one part in so many.
  private static let leastGain = 16

  /// What all that is not blank takes without moves and looks.
  private var inkBytes: Int {
    // A terminal that repeats characters may take fewer.
    if dialect.repeats { return 0 }
    return rows.reduce(0) { count, row in
      row.reduce(count) { $0 + ($1.character == " " || $1.width == 0 ? 0 : $1.character.utf8.count) }
    }
  }

  private var blankRows: [[PaintedCell]] {
    Array(repeating: Array(repeating: PaintedCell(" ", look: 0), count: size.columns), count: size.rows)
  }

  // MARK: Writing

  /// What a frame is written over.
  private enum Ground {
    case whatIsShown
    /// Rows whose ends are erased first, where that is shorter.
    case emptyEnds
    case emptyScreen
  }

  /// Writes all rows over others.
  private mutating func write(from shown: [[PaintedCell]], _ ground: Ground) -> [UInt8] {
    pen.bytes.removeAll(keepingCapacity: true)
    var before = shown
    switch ground {
    case .whatIsShown: break
    case .emptyEnds: eraseEnds(&before)
    case .emptyScreen:
      // Whoever had the terminal may have left a scroll region, at whose end a line feed scrolls.
      pen.bytes += "\u{1B}[m\(dialect.hasScrollRegions ? "\u{1B}[r" : "")\u{1B}[H\u{1B}[2J".utf8
      (pen.place, pen.look) = (CursorMove.Place(row: 1, column: 1), 0)
      before = blankRows
    }
    var pieces: [PaintPiece] = []
    for row in rows.indices where rows[row] != before[row] {
      pieces += cutter(row).pieces(from: before[row], to: rows[row])
    }
    PieceOrder(pieces, of: rows, looks: looks).write(with: &pen)
    return pen.bytes
  }

  private func cutter(_ row: Int) -> PieceCutter {
    PieceCutter(row: row, isLastRow: row == size.rows - 1, looks: looks, dialect: dialect)
  }

  /// Erases rows from one of the first places on that change, each where it is worth it.
  private mutating func eraseEnds(_ shown: inout [[PaintedCell]]) {
    for row in rows.indices where rows[row] != shown[row] {
      let cutter = cutter(row)
      let changes = cutter.pieces(from: shown[row], to: rows[row])
      var least = changes.reduce(0) { $0 + $1.likelyCost }
      var best: (erasure: PaintPiece, cells: [PaintedCell])?
      // Not from the middle of a wide character.
      for change in changes.prefix(Self.triedEnds) where shown[row][change.place.column - 1].width > 0 {
        let kept = shown[row].prefix(change.place.column - 1)
        let cells = kept + repeatElement(PaintedCell(" ", look: 0), count: size.columns - kept.count)
        let erasure = PaintPiece(
          place: change.place, look: 0, content: .erasure, bytes: Array("\u{1B}[K".utf8), width: 0)
        let cost = cutter.pieces(from: Array(cells), to: rows[row]).reduce(erasure.likelyCost) { $0 + $1.likelyCost }
        if cost < least { (least, best) = (cost, (erasure, Array(cells))) }
      }
      guard let best else { continue }
      pen.write(best.erasure, by: .move(pen.move(to: best.erasure)), looks)
      shown[row] = best.cells
    }
  }

  /// How many places of a row are tried as the beginning of what is erased.
  private static let triedEnds = 4
}
