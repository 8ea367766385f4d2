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
    if isEmpty { return write(from: before, clearing: true) }
    let start = pen
    let bytes = write(from: before, clearing: false)
    // Another screen altogether may be shorter from the beginning. A terminal without synchronised updates shows the
    // empty screen for a moment: not for a few bytes.
    let most = bytes.count - bytes.count / Self.leastGain
    guard bytes.count > Self.longFrame, inkBytes < most else { return bytes }
    let end = pen
    pen = start
    let anew = write(from: blankRows, clearing: true)
    if anew.count < most { return anew }
    pen = end
    return bytes
  }

  /// Bytes of a frame that may be another screen.
  private static let longFrame = 1000
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

  /// Writes all rows over others.
  private mutating func write(from before: [[PaintedCell]], clearing: Bool) -> [UInt8] {
    pen.bytes.removeAll(keepingCapacity: true)
    if clearing {
      // Whoever had the terminal may have left a scroll region, at whose end a line feed scrolls.
      pen.bytes += "\u{1B}[m\(dialect.hasScrollRegions ? "\u{1B}[r" : "")\u{1B}[H\u{1B}[2J".utf8
      (pen.place, pen.look) = (CursorMove.Place(row: 1, column: 1), 0)
    }
    var pieces: [PaintPiece] = []
    for row in rows.indices where rows[row] != before[row] {
      let cutter = PieceCutter(row: row, isLastRow: row == size.rows - 1, looks: looks, dialect: dialect)
      pieces += cutter.pieces(from: before[row], to: rows[row])
    }
    PieceOrder(pieces, of: rows, looks: looks).write(with: &pen)
    return pen.bytes
  }
}
