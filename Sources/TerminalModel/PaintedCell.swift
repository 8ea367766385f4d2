/// What a terminal shows in one column.
public struct PaintedCell: Equatable, Sendable {
  /// The number of a look, given out by `ShownScreen.look`.
  public typealias Look = UInt16

  public var character: Character
  public var look: Look
  /// 1 or 2 columns; 0 for the trailing half of a wide character.
  public var width: UInt8

  public init(_ character: Character, look: Look, width: UInt8 = 1) {
    (self.character, self.look, self.width) = (character, look, width)
  }

  /// Whether every terminal moves its cursor by one column behind it: ASCII, Latin letters, frames, blocks, the shapes
  /// up to U+25FC, and braille, which is what charts are made of.
  var hasSureWidth: Bool {
    guard width == 1, let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return false
    }
    return switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2FF, 0x2500...0x25FC, 0x2800...0x28FF: true
    default: false
    }
  }
}

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
}
