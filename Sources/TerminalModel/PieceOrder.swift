/// The order in which the pieces of a frame take few bytes: each time the one that is reached by the fewest from where the
/// pen stands, among those near by and the first of every look.
///
/// From left to right a frame of charts changes its look at every second piece; look by look it hardly does, but moves more.
/// This does whichever is shorter, piece by piece. Pieces never lie over each other, so any order shows the same; only
/// those that a terminal may draw wider than they are meant come first, so that what it thereby hides is written behind
/// them.
struct PieceOrder {
  private let pieces: [PaintPiece]
  private let rows: [[PaintedCell]]
  private let looks: [Style]
  /// The cells, row by row, of pieces that are left.
  private var unwritten: [Bool]
  /// Of every look the pieces that are left, in reading order.
  private var left: [[Int]] = []
  /// To which of these a piece belongs.
  private var groups: [Int] = []
  /// Of a piece that is left, or was written last, the next that is left; and the other way.
  private var next: [Int]
  private var previous: [Int]

  /// How many of the same look are tried ahead and behind, and how many of any look.
  private static let (ahead, behind, near) = (12, 4, 3)

  /// - Parameter rows: what is to be shown.
  init(_ pieces: [PaintPiece], of rows: [[PaintedCell]], looks: [Style]) {
    (self.pieces, self.rows, self.looks) = (pieces, rows, looks)
    unwritten = Array(repeating: false, count: rows.count * (rows.first?.count ?? 0))
    next = Array(1..<(pieces.count + 1))
    previous = Array(-1..<(pieces.count - 1))
    var known: [PaintedCell.Look: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      let group = known[piece.look, default: left.count]
      if group == left.count {
        known[piece.look] = group
        left.append([])
      }
      groups.append(group)
      left[group].append(index)
      for cell in cells(of: piece) { unwritten[cell] = true }
    }
  }

  /// By their numbers in `unwritten`.
  private func cells(of piece: PaintPiece) -> Range<Int> {
    let start = (piece.place.row - 1) * (rows.first?.count ?? 0) + piece.place.column - 1
    return start..<start + piece.width
  }

  /// Writes them all.
  /// - Complexity: O(pieces x looks), and O(pieces) a piece of a look in memory moved.
  consuming func write(with pen: inout TerminalPen) {
    var last: Int?
    for index in pieces.indices where !pieces[index].hasSureWidth {
      write(index, by: way(to: pieces[index], pen), &pen)
      last = index
    }
    while let next = cheapest(last.map(candidates) ?? left.map { $0[0] }, &pen) {
      write(next.index, by: next.way, &pen)
      last = next.index
    }
  }

  private mutating func write(_ index: Int, by way: TerminalPen.Way, _ pen: inout TerminalPen) {
    pen.write(pieces[index], by: way, looks)
    takeAway(index)
  }

  /// Blanks where they are shorter than a move.
  private func way(to piece: PaintPiece, _ pen: TerminalPen) -> TerminalPen.Way {
    let move = pen.move(to: piece)
    guard let place = pen.place, let look = pen.look, place.row == piece.place.row else { return .move(move) }
    let count = piece.place.column - place.column
    guard count > 0, count < move.byteCount else { return .move(move) }
    let (row, style) = (rows[place.row - 1], looks[Int(look)])
    let start = cells(of: piece).lowerBound - count
    for offset in 0..<count where !unwritten[start + offset] {
      let cell = row[place.column - 1 + offset]
      guard cell.isPlainBlank(looks), style.showsBlank(of: looks[Int(cell.look)]) else { return .move(move) }
    }
    return .blanks(count)
  }

  /// The first of equals; nil of none.
  private func cheapest(_ candidates: [Int], _ pen: inout TerminalPen) -> (index: Int, way: TerminalPen.Way)? {
    var best: (index: Int, way: TerminalPen.Way)?
    var least = Int.max
    for index in candidates {
      let way = way(to: pieces[index], pen)
      let cost = pen.cost(of: pieces[index], by: way, looks)
      if cost < least { (best, least) = ((index, way), cost) }
    }
    return best
  }

  private func candidates(after last: Int) -> [Int] {
    var candidates: [Int] = []
    var index = next[last]
    while index < pieces.count, candidates.count < Self.near {
      candidates.append(index)
      index = next[index]
    }
    let alike = left[groups[last]]
    let place = Self.firstIndex(above: last, in: alike)
    candidates += alike[place...].prefix(Self.ahead)
    candidates += alike[..<place].suffix(Self.behind)
    for others in left { candidates += others.prefix(1) }
    return candidates
  }

  private mutating func takeAway(_ index: Int) {
    for cell in cells(of: pieces[index]) { unwritten[cell] = false }
    if previous[index] >= 0 { next[previous[index]] = next[index] }
    if next[index] < pieces.count { previous[next[index]] = previous[index] }
    let group = groups[index]
    left[group].remove(at: Self.firstIndex(above: index - 1, in: left[group]))
  }

  private static func firstIndex(above value: Int, in sorted: [Int]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
