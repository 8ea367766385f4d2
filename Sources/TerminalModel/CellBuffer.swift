/// One place of the screen.
public struct Cell: Hashable, Sendable {
  /// A base with at most three combining marks, or a blank. Never a control or format character when it was put
  /// there by `CellBuffer.put`.
  public var character: Character
  public var style: StyleRole
  /// 1 or 2 columns; 0 for the trailing half of a wide character.
  public var width: UInt8

  /// A cell of one column unless said otherwise.
  public init(_ character: Character, style: StyleRole = .text, width: UInt8 = 1) {
    self.character = character
    self.style = style
    self.width = width
  }

  public static let blank = Cell(" ")
}

/// A frame: a grid of cells that views draw into and a terminal shows. Drawing outside is clipped.
public struct CellBuffer: Equatable, Sendable {
  public let size: Size
  /// Row by row.
  private var cells: [Cell]

  public init(size: Size, fill: Cell = .blank) {
    self.size = size
    cells = Array(repeating: fill, count: size.columns * size.rows)
  }

  public var bounds: Rect { Rect(size) }

  /// The cell at a place; a blank outside. Setting outside does nothing; a half-covered wide character is blanked;
  /// a wide one that does not fit becomes a blank.
  public subscript(column: Int, row: Int) -> Cell {
    get { bounds.contains(Point(column: column, row: row)) ? cells[row * size.columns + column] : .blank }
    set { set(newValue, column: column, row: row) }
  }

  /// One row's cells. `row` must be inside.
  public func row(_ row: Int) -> ArraySlice<Cell> { cells[(row * size.columns)..<((row + 1) * size.columns)] }

  private mutating func set(_ cell: Cell, column: Int, row: Int) {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows, cell.width > 0 else { return }
    let index = row * size.columns + column
    let width = Int(cell.width)
    if cells[index].width == 0, column > 0 {
      cells[index - 1] = Cell(" ", style: cells[index - 1].style)
    }
    guard column + width <= size.columns else {
      cells[index] = Cell(" ", style: cell.style)
      return
    }
    let next = index + width
    if column + width < size.columns, cells[next].width == 0 {
      cells[next] = Cell(" ", style: cells[next].style)
    }
    cells[index] = cell
    if width == 2 { cells[index + 1] = Cell(" ", style: cell.style, width: 0) }
  }
}

extension CellBuffer {
  /// Writes the harmless form of `text` on one row, from `point` to the right edge or `maxColumns`. A wide
  /// character that does not fit whole is left out. Text that begins left of the buffer is clipped.
  /// - Returns: the columns used, as if nothing were clipped at the left.
  @discardableResult
  public mutating func put(
    _ text: String, at point: Point, style: StyleRole = .text, maxColumns: Int? = nil
  ) -> Int {
    let limit = min(maxColumns ?? Int.max, size.columns - point.column)
    guard limit > 0 else { return 0 }
    var used = 0
    HarmlessText.eachCell(of: text) { character, width in
      guard used + width <= limit else { return false }
      let column = point.column + used
      if column < 0, column + width > 0 {
        set(Cell(" ", style: style), column: 0, row: point.row)
      } else {
        set(Cell(character, style: style, width: UInt8(width)), column: column, row: point.row)
      }
      used += width
      return true
    }
    return used
  }

  /// Fills a rectangle with a cell of one column.
  public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    let visible = rect.intersection(bounds)
    for row in visible.rowRange {
      for column in visible.columnRange { set(cell, column: column, row: row) }
    }
  }

  /// Changes the style of a rectangle and leaves its characters.
  public mutating func restyle(_ rect: Rect, _ style: StyleRole) {
    let visible = rect.intersection(bounds)
    for row in visible.rowRange {
      for column in visible.columnRange { cells[row * size.columns + column].style = style }
    }
  }

  /// A frame along the inner edge of `rect`, with an optional title in its top line; nothing below 2x2.
  public mutating func drawBox(
    _ rect: Rect, style: StyleRole = .border, title: String? = nil, titleStyle: StyleRole = .title,
    glyphs: GlyphSet = .braille
  ) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let lines = glyphs.boxLines
    let right = rect.endColumn - 1
    let bottom = rect.endRow - 1
    for column in rect.column + 1..<right {
      self[column, rect.row] = Cell(lines.horizontal, style: style)
      self[column, bottom] = Cell(lines.horizontal, style: style)
    }
    for row in rect.row + 1..<bottom {
      self[rect.column, row] = Cell(lines.vertical, style: style)
      self[right, row] = Cell(lines.vertical, style: style)
    }
    self[rect.column, rect.row] = Cell(lines.topLeft, style: style)
    self[right, rect.row] = Cell(lines.topRight, style: style)
    self[rect.column, bottom] = Cell(lines.bottomLeft, style: style)
    self[right, bottom] = Cell(lines.bottomRight, style: style)
    if let title, rect.columns >= 6 {
      let words = " \(HarmlessText.truncate(title, columns: rect.columns - 6)) "
      put(words, at: Point(column: rect.column + 2, row: rect.row), style: titleStyle)
    }
  }

  /// Every row as text, trailing blanks included, without styles.
  public func textLines() -> [String] {
    (0..<size.rows).map { index in String(row(index).lazy.filter { $0.width > 0 }.map(\.character)) }
  }
}
