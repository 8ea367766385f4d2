/// The extent of a screen or of a part of it, in character cells. Never negative.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

extension Size: CustomStringConvertible {
  /// As in `80x24`.
  public var description: String { "\(columns)x\(rows)" }
}

/// A cell's place; column 0, row 0 is the top left. May lie outside every buffer.
public struct Point: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells. Its extent is never negative; an empty one draws nothing.
public struct Rect: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public private(set) var columns: Int
  public private(set) var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The whole of a screen.
  public init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  public var isEmpty: Bool { columns == 0 || rows == 0 }
  public var size: Size { Size(columns: columns, rows: rows) }
  public var origin: Point { Point(column: column, row: row) }
  /// One past the last column.
  public var endColumn: Int { column + columns }
  /// One past the last row.
  public var endRow: Int { row + rows }
  public var columnRange: Range<Int> { column..<endColumn }
  public var rowRange: Range<Int> { row..<endRow }

  public func contains(_ point: Point) -> Bool {
    columnRange.contains(point.column) && rowRange.contains(point.row)
  }

  /// What both cover; empty where they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// Smaller by `cells` on every side; empty when nothing is left.
  public func inset(by cells: Int) -> Rect { inset(columns: cells, rows: cells) }

  /// Smaller by `columns` left and right, by `rows` above and below.
  public func inset(columns insetColumns: Int, rows insetRows: Int) -> Rect {
    Rect(
      column: column + min(insetColumns, columns), row: row + min(insetRows, rows),
      columns: columns - 2 * insetColumns, rows: rows - 2 * insetRows)
  }

  /// The one-row rectangle at `index` rows below the top; empty outside.
  public func line(_ index: Int) -> Rect {
    Rect(column: column, row: row + index, columns: columns, rows: rowRange.contains(row + index) ? 1 : 0)
  }
}
