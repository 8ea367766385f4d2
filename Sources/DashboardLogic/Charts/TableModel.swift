public import TerminalModel

/// Rows and columns of short texts: runs, drift, decisions.
public struct TableModel: Sendable {
  public enum Alignment: Sendable { case left, right }

  public struct Column: Sendable {
    public var title: String
    public var alignment: Alignment
    /// 0 is never dropped; of the others the highest goes first when the room is short.
    public var priority: Int
    /// Screen columns it may shrink to.
    public var minimum: Int
    /// Screen columns it is never wider than, unless it is flexible; nil for no limit.
    public var maximum: Int?
    /// Shrinks first and takes what is left over.
    public var isFlexible: Bool
    /// Where a text that does not fit is cut: in the middle where beginnings are alike.
    public var truncation: TruncationMode
    /// Screen columns that it takes more where columns scroll sideways and room is left over.
    public var stretch: Int

    public init(
      _ title: String, alignment: Alignment = .left, priority: Int = 0, minimum: Int = 4, maximum: Int? = nil,
      isFlexible: Bool = false, truncation: TruncationMode = .end, stretch: Int = 0
    ) {
      (self.title, self.alignment, self.priority) = (title, alignment, priority)
      (self.minimum, self.maximum, self.isFlexible) = (minimum, maximum, isFlexible)
      (self.truncation, self.stretch) = (truncation, stretch)
    }
  }

  public struct Bar: Equatable, Sendable {
    /// 0…1 of the column; what is more is cut and marked.
    public var share: Double
    /// A share that a line marks, such as a threshold's.
    public var limit: Double?
    public var style: StyleRole

    public init(share: Double, limit: Double? = nil, style: StyleRole) {
      (self.share, self.limit, self.style) = (share, limit, style)
    }
  }

  public enum Cell: Sendable {
    case text(StyledText)
    /// As wide as the column, ten columns by its own wish.
    case sparkline(SparklineModel)
    /// How far something is, 0…1, as a bar with the share behind it.
    case progress(Double)
    /// As wide as the column.
    case bar(Bar)

    public static func text(_ text: String, _ style: StyleRole = .text) -> Cell { .text(StyledText(text, style)) }
  }

  public struct Sort: Equatable, Sendable {
    /// Index of the column.
    public var column: Int
    public var isAscending: Bool

    public init(column: Int, isAscending: Bool) { (self.column, self.isAscending) = (column, isAscending) }
  }

  /// Columns that scroll to the side.
  public struct Sideways: Equatable, Sendable {
    /// How many of the first columns are always on view.
    public var fixedCount: Int
    /// Index of the first column wanted behind those.
    public var offset: Int
    /// Index of a column that is on view in any case; it is marked in the header. nil for none.
    public var cursor: Int?

    public init(fixedCount: Int, offset: Int = 0, cursor: Int? = nil) {
      (self.fixedCount, self.offset, self.cursor) = (fixedCount, offset, cursor)
    }
  }

  public var columns: [Column]
  public let rowCount: Int
  /// Makes the cells of one row, in the order of the columns; missing ones are blank.
  let makeRow: @Sendable (Int) -> [Cell]
  /// Index of the selected row; nil for none.
  public var selection: Int?
  /// Index of the first row wanted at the top; the selected row is shown in any case.
  public var offset: Int
  public var sort: Sort?
  /// How the columns behind the fixed ones are shown where not all have room; nil: the less important are left out.
  public var sideways: Sideways?
  public var emptyText: String

  public init(
    columns: [Column], rows: [[Cell]], selection: Int? = nil, offset: Int = 0, sort: Sort? = nil,
    emptyText: String = "nothing here yet"
  ) {
    self.init(
      columns: columns, rowCount: rows.count, selection: selection, offset: offset, sort: sort, emptyText: emptyText
    ) { rows[$0] }
  }

  /// A long table, of which only the rows around those shown are made.
  public init(
    columns: [Column], rowCount: Int, selection: Int? = nil, offset: Int = 0, sort: Sort? = nil,
    emptyText: String = "nothing here yet", row: @escaping @Sendable (Int) -> [Cell]
  ) {
    (self.columns, self.rowCount, makeRow) = (columns, rowCount, row)
    (self.selection, self.offset, self.sort, self.emptyText) = (selection, offset, sort, emptyText)
  }

  /// The rows shown when `rows` fit below the header.
  public func visible(rows fitting: Int) -> Range<Int> {
    let room = Swift.max(fitting, 0)
    var start = Swift.min(Swift.max(offset, 0), Swift.max(rowCount - room, 0))
    if let selection, (0..<rowCount).contains(selection), room > 0 {
      start = Swift.min(start, selection)
      start = Swift.max(start, selection - room + 1)
    }
    return start..<Swift.min(start + room, rowCount)
  }
}

extension TableModel {
  /// `1-16 of 25` where not all rows fit into as many, header not counted; empty where they do.
  public func place(rows fitting: Int) -> String {
    visible(rows: fitting).place(of: rowCount)
  }
}

extension Range<Int> {
  /// Which part of a list is on view: `1-16 of 25`, with a noun `layers 1-16 of 25`; empty where all of it is.
  public func place(of count: Int, _ noun: String = "") -> String {
    guard self.count < count else { return "" }
    return (noun.isEmpty ? "" : noun + " ") + "\(lowerBound + 1)-\(upperBound) of \(count)"
  }
}
