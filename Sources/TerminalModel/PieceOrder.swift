/// The order in which the pieces of a frame take few bytes: each time the one that is reached by the fewest from where the
/// pen stands, among those near by and the first of every look.
///
/// Pieces never lie over each other, so that any order shows the same. From left to right a frame of charts changes its
/// look at every second piece; look by look it hardly does, but moves more. This does whichever is shorter, piece by
/// piece.
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
  /// - Complexity: O(pieces x looks).
  consuming func write(with pen: inout TerminalPen) {
    guard var best = cheapest(left.map { $0[0] }, &pen) else { return }
    for _ in 1..<pieces.count {
      pen.write(pieces[best], over: blanks(to: pieces[best], pen), looks)
      takeAway(best)
      guard let following = cheapest(candidates(after: best), &pen) else { return }
      best = following
    }
    pen.write(pieces[best], over: blanks(to: pieces[best], pen), looks)
  }

  /// How many blanks lead from the pen to a piece where they are shorter than a move: over cells that are blank in any
  /// case, or will be written later.
  private func blanks(to piece: PaintPiece, _ pen: TerminalPen) -> Int? {
    guard let place = pen.place, let look = pen.look, place.row == piece.place.row else { return nil }
    let count = piece.place.column - place.column
    guard count > 0, count < pen.move(to: piece).byteCount else { return nil }
    let (row, style) = (rows[place.row - 1], looks[Int(look)])
    let start = cells(of: piece).lowerBound - count
    for offset in 0..<count where !unwritten[start + offset] {
      let cell = row[place.column - 1 + offset]
      let isBlank = cell.character == " " && cell.width == 1 && looks[Int(cell.look)].hasPlainBlanks
      guard isBlank, style.hasPlainBlanks, style.background == looks[Int(cell.look)].background else { return nil }
    }
    return count
  }

  /// The first of equals.
  private func cheapest(_ candidates: [Int], _ pen: inout TerminalPen) -> Int? {
    var best: (index: Int, cost: Int)?
    for index in candidates {
      let cost = pen.cost(of: pieces[index], over: blanks(to: pieces[index], pen), looks)
      if cost < best?.cost ?? Int.max { best = (index, cost) }
    }
    return best?.index
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
