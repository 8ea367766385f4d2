/// Cuts what has changed in a row into pieces of one look each.
struct PieceCutter {
  /// From 0.
  let row: Int
  let isLastRow: Bool
  let looks: [Style]
  let dialect: TerminalDialect

  /// Blanks are erased from so many on: the sequence and the move behind it are as long.
  private static let erasedBlanks = 9
  /// And at the end of a row, where no move follows.
  private static let erasedEnd = 4
  /// What a move over a few columns takes: no more than that is written again in its place.
  private static let moveBytes = 4

  func pieces(from old: [PaintedCell], to new: [PaintedCell]) -> [PaintPiece] {
    var pieces: [PaintPiece] = []
    let tail = erasedTail(old, new)
    // Where the cursor does not wait at the margin, the last place of all would scroll the screen.
    let limit = tail ?? (isLastRow && !dialect.waitsAtMargin ? new.count - 1 : new.count)
    var index = 0
    while index < limit {
      guard new[index].width > 0, index + Int(new[index].width) <= limit, isChanged(index, old, new) else {
        index += 1
        continue
      }
      if new[index].isPlainBlank(looks) {
        let end = blankEnd(index, limit, old, new)
        addBlanks(index..<end, new[index].look, to: &pieces)
        index = end
      } else {
        add(index, old, new, to: &pieces)
        index += Int(new[index].width)
      }
    }
    if let tail {
      pieces.append(piece(at: tail, new[tail].look, .erasure, Array("\u{1B}[K".utf8), width: 0))
    }
    return pieces
  }

  private func piece(
    at index: Int, _ look: PaintedCell.Look, _ content: PaintPiece.Content, _ bytes: [UInt8], width: Int
  ) -> PaintPiece {
    PaintPiece(
      place: CursorMove.Place(row: row + 1, column: index + 1), look: look, content: content, bytes: bytes, width: width
    )
  }

  /// A wide character is written whole when one half of it was something else.
  private func isChanged(_ index: Int, _ old: [PaintedCell], _ new: [PaintedCell]) -> Bool {
    new[index] != old[index] || new[index].width == 2 && index + 1 < new.count && new[index + 1] != old[index + 1]
  }

  // MARK: Blanks

  private func canErase(_ look: PaintedCell.Look) -> Bool {
    dialect.erasesInColor || looks[Int(look)].background == .default
  }

  /// Where the blank end of a row begins to differ, if it is worth being erased.
  private func erasedTail(_ old: [PaintedCell], _ new: [PaintedCell]) -> Int? {
    guard let last = new.last, last.isPlainBlank(looks), canErase(last.look) else { return nil }
    var start = new.count
    while start > 0, new[start - 1] == last { start -= 1 }
    let changed = (start..<new.count).filter { new[$0] != old[$0] }
    guard let first = changed.first, let end = changed.last, end - first + 1 >= Self.erasedEnd else { return nil }
    return first
  }

  /// Behind the last that has changed of equal blanks.
  private func blankEnd(_ start: Int, _ limit: Int, _ old: [PaintedCell], _ new: [PaintedCell]) -> Int {
    var (index, end) = (start, start)
    while index < limit, new[index] == new[start] {
      index += 1
      // One that was blank before is written again where a move over it would be as long.
      if new[index - 1] != old[index - 1] { end = index } else if index - end > Self.moveBytes { break }
    }
    return end
  }

  private func addBlanks(_ range: Range<Int>, _ look: PaintedCell.Look, to pieces: inout [PaintPiece]) {
    if range.count >= Self.erasedBlanks, dialect.erasesCharacters, canErase(look) {
      return pieces.append(
        piece(at: range.lowerBound, look, .erasure, Array("\u{1B}[\(range.count)X".utf8), width: 0))
    }
    let blanks = [UInt8](repeating: 0x20, count: range.count)
    // They belong to what is left of them where they look the same there.
    if let last = pieces.indices.last, pieces[last].content != .erasure, pieces[last].hasSureWidth,
      pieces[last].end == range.lowerBound + 1, blankSuits(look, pieces[last].look)
    {
      pieces[last].bytes += blanks
      pieces[last].width += range.count
    } else {
      pieces.append(piece(at: range.lowerBound, look, .blanks, blanks, width: range.count))
    }
  }

  private func blankSuits(_ blank: PaintedCell.Look, _ look: PaintedCell.Look) -> Bool {
    looks[Int(look)].showsBlank(of: looks[Int(blank)])
  }

  // MARK: Characters

  private func add(_ index: Int, _ old: [PaintedCell], _ new: [PaintedCell], to pieces: inout [PaintPiece]) {
    let cell = new[index]
    let text = bytes(of: cell, isLast: index + Int(cell.width) >= new.count)
    if let last = pieces.indices.last, let bridge = bridge(from: pieces[last], to: index, new) {
      pieces[last].bytes += bridge + text
      pieces[last].width += index + 1 - pieces[last].end + Int(cell.width)
      (pieces[last].look, pieces[last].content) = (cell.look, .text)
      pieces[last].hasSureWidth = cell.hasSureWidth
    } else {
      var piece = piece(at: index, cell.look, .text, text, width: Int(cell.width))
      piece.hasSureWidth = cell.hasSureWidth
      pieces.append(piece)
    }
  }

  /// Behind the last column a cursor that does not wait has gone on: a mark would stand on another character.
  private func bytes(of cell: PaintedCell, isLast: Bool) -> [UInt8] {
    if dialect.waitsAtMargin || !isLast { return Array(String(cell.character).utf8) }
    return cell.character.unicodeScalars.first.map { Array(String($0).utf8) } ?? []
  }

  /// What stands between a piece and the next character of its look, if to write it again takes no more than a move;
  /// empty where that is nothing.
  private func bridge(from piece: PaintPiece, to index: Int, _ new: [PaintedCell]) -> [UInt8]? {
    let look = new[index].look
    guard piece.content != .erasure, piece.hasSureWidth,
      piece.content == .blanks ? blankSuits(piece.look, look) : piece.look == look
    else { return nil }
    let gap = new[(piece.end - 1)..<index]
    if gap.count > Self.moveBytes { return nil }
    guard
      gap.allSatisfy({ $0.hasSureWidth && ($0.look == look || $0.isPlainBlank(looks) && blankSuits($0.look, look)) })
    else { return nil }
    let bytes = gap.flatMap { Array(String($0.character).utf8) }
    // A move by one column says no number.
    return bytes.count <= Self.moveBytes - (gap.count == 1 ? 1 : 0) ? bytes : nil
  }
}
