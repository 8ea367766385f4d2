/// Writes texts at places and in looks by as few bytes as it takes, knowing how the terminal stands.
struct TerminalPen: Sendable {
  /// From 1; behind the last column the cursor waits at the margin, and the next character begins another row.
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
  /// Of the terminal.
  var columns = 0
  /// Whether the terminal repeats the character that `CSI b` follows on.
  var repeats = false

  /// Another pen, from where this one stands, that has written these alone.
  func writing(_ pieces: [Piece]) -> TerminalPen {
    var pen = TerminalPen(place: place, look: look, columns: columns, repeats: repeats)
    for piece in pieces {
      pen.move(to: piece.place)
      if let look = piece.look { pen.say(look) }
      pen.write(piece.bytes)
      pen.place = Place(row: piece.place.row, column: piece.end)
    }
    return pen
  }

  mutating func move(to target: Place) {
    defer { place = target }
    guard let place else { return bytes += Self.whole(target) }
    if place == target { return }
    // Terminals differ in where a distance from there leads to.
    let isAtMargin = place.column > columns
    if target == Place(row: place.row + 1, column: 1) {
      bytes += "\r\n".utf8
    } else if place.row == target.row {
      let absolute = target.column == 1 ? "\r" : "\u{1B}[\(target.column)G"
      bytes += (isAtMargin ? absolute : Self.shorter(Self.within(place.column, target.column), absolute)).utf8
    } else if place.column == target.column, !isAtMargin {
      bytes += "\u{1B}[\(target.row)d".utf8
    } else {
      bytes += Self.whole(target)
    }
  }

  /// Writes characters of one column each from where the pen stands.
  private mutating func write(_ text: ArraySlice<UInt8>) {
    guard repeats, var column = place?.column else { return bytes += text }
    var rest = text
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
