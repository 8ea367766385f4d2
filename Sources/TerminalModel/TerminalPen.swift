/// Writes texts at places and in looks by as few bytes as it takes, knowing how the terminal stands.
struct TerminalPen: Sendable {
  /// From 1.
  struct Place: Equatable, Sendable {
    var row: Int
    var column: Int
  }

  struct Piece: Sendable {
    let place: Place
    /// nil: that of the terminal, which is not known.
    let look: Rendition?
    private(set) var bytes: ArraySlice<UInt8>
    private(set) var width: Int

    init(place: Place, look: Rendition?, bytes: ArraySlice<UInt8>, width: Int) {
      (self.place, self.look, self.bytes, self.width) = (place, look, bytes, width)
    }

    /// The column behind it.
    var end: Int { place.column + width }

    mutating func append(_ more: ArraySlice<UInt8>, width: Int) {
      bytes += more
      self.width += width
    }
  }

  var bytes: [UInt8] = []
  /// Where the cursor is; nil: not known.
  var place: Place?
  /// The look that the terminal has; nil: not known.
  var look: Rendition?

  /// Another pen, from where this one stands, that has written these alone.
  func writing(_ pieces: [Piece]) -> TerminalPen {
    var pen = TerminalPen(place: place, look: look)
    for piece in pieces {
      pen.move(to: piece.place)
      if let look = piece.look { pen.say(look) }
      pen.bytes += piece.bytes
      pen.place = Place(row: piece.place.row, column: piece.end)
    }
    return pen
  }

  mutating func move(to target: Place) {
    defer { place = target }
    guard let place else { return bytes += Self.whole(target) }
    if place == target { return }
    if place.row == target.row {
      bytes += Self.shorter(Self.within(place.column, target.column), "\u{1B}[\(target.column)G").utf8
    } else if place.column == target.column {
      bytes += "\u{1B}[\(target.row)d".utf8
    } else {
      bytes += Self.whole(target)
    }
  }

  private static func whole(_ target: Place) -> String.UTF8View {
    (target.column == 1 ? "\u{1B}[\(target.row)H" : "\u{1B}[\(target.row);\(target.column)H").utf8
  }

  private static func within(_ column: Int, _ target: Int) -> String {
    let distance = target - column
    if distance < 0 { return distance == -1 ? "\u{8}" : target == 1 ? "\r" : "\u{1B}[\(-distance)D" }
    return distance == 1 ? "\u{1B}[C" : "\u{1B}[\(distance)C"
  }

  mutating func say(_ next: Rendition) {
    defer { look = next }
    if next == look { return }
    let whole = next.words
    let words = look.flatMap { next.change(from: $0) }.map { Self.shorter($0, whole) } ?? whole
    bytes += "\u{1B}[\(words)m".utf8
  }

  private static func shorter(_ a: String, _ b: String) -> String { b.utf8.count < a.utf8.count ? b : a }
}
