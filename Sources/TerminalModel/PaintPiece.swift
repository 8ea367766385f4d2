/// Something to be written at one place in one look.
struct PaintPiece: Sendable {
  enum Content: Equatable, Sendable {
    case text
    /// Blanks, shown alike in every look of the same background.
    case blanks
    /// As blanks, by a sequence that leaves the cursor.
    case erasure
  }

  var place: CursorMove.Place
  var look: PaintedCell.Look
  var content: Content
  var bytes: [UInt8]
  /// Columns that the cursor moves by.
  var width: Int
  /// Whether the cursor is known to be behind it when it is written.
  var hasSureWidth = true

  /// The column behind it.
  var end: Int { place.column + width }

  /// What it takes with a move to it, before the order of all pieces is known.
  var likelyCost: Int { bytes.count + 4 }
}
