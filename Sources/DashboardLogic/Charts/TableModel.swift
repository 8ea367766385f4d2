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

    public init(
      _ title: String, alignment: Alignment = .left, priority: Int = 0, minimum: Int = 4, maximum: Int? = nil,
      isFlexible: Bool = false, truncation: TruncationMode = .end
    ) {
      (self.title, self.alignment, self.priority) = (title, alignment, priority)
      (self.minimum, self.maximum, self.isFlexible) = (minimum, maximum, isFlexible)
      self.truncation = truncation
    }
  }

  public enum Cell: Sendable {
    case text(StyledText)
    /// As wide as the column, ten columns by its own wish.
    case sparkline(SparklineModel)

    public static func text(_ text: String, _ style: StyleRole = .text) -> Cell { .text(StyledText(text, style)) }
  }

  public struct Sort: Equatable, Sendable {
    /// Index of the column.
    public var column: Int
    public var isAscending: Bool

    public init(column: Int, isAscending: Bool) { (self.column, self.isAscending) = (column, isAscending) }
  }

  public var columns: [Column]
  public let rowCount: Int
  /// Makes the cells of one row, in the order of the columns; missing ones are blank.
  private let makeRow: @Sendable (Int) -> [Cell]
  /// Index of the selected row; nil for none.
  public var selection: Int?
  /// Index of the first row wanted at the top; the selected row is shown in any case.
  public var offset: Int
  public var sort: Sort?
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
    let shown = visible(rows: fitting)
    return shown.count < rowCount ? "\(shown.lowerBound + 1)-\(shown.upperBound) of \(rowCount)" : ""
  }
}

// MARK: Widths

extension TableModel {
  /// Whether any column has a title; without, the rows begin at the top.
  public var hasHeader: Bool { columns.contains { !$0.title.isEmpty } }

  /// Where a column is drawn.
  public struct Placement: Equatable, Sendable {
    /// Index of the column.
    public var index: Int
    /// Screen columns from the left.
    public var start: Int
    public var width: Int
  }

  /// What an area shows of a table.
  public struct Page: Sendable {
    public var placements: [Placement]
    /// The rows shown, with their indices.
    public var rows: [(index: Int, cells: [Cell])]
  }

  /// Blank screen columns between two columns.
  static let gap = 2
  /// Widths follow the content of whole blocks of this many rows, so that they hold still while a long table scrolls.
  static let blockSize = 64

  /// The rows shown when `rows` fit below the header, in `columns` screen columns. Costs the rows of the blocks on
  /// view, however long the table is.
  public func page(columns room: Int, rows fitting: Int) -> Page {
    let shown = visible(rows: fitting)
    let first = shown.lowerBound / Self.blockSize * Self.blockSize
    let last = (shown.upperBound + Self.blockSize - 1) / Self.blockSize * Self.blockSize
    let cells = (first..<Swift.max(first, Swift.min(last, rowCount))).map(makeRow)
    return Page(placements: placements(room: room, for: cells), rows: shown.map { ($0, cells[$0 - first]) })
  }

  /// Which columns are shown in `room` screen columns, and how wide.
  private func placements(room: Int, for rows: [[Cell]]) -> [Placement] {
    let natural = columns.indices.map { naturalWidth($0, in: rows) }
    var shown = Array(columns.indices)
    let least = { (index: Int) in Swift.min(natural[index], Swift.max(columns[index].minimum, 1)) }
    let needed = { (shown: [Int], width: (Int) -> Int) in
      shown.reduce(0) { $0 + width($1) } + Self.gap * Swift.max(shown.count - 1, 0)
    }
    // A column that does not shrink keeps its width as long as one of lesser priority can go.
    let wanted = { (index: Int) in columns[index].isFlexible ? least(index) : natural[index] }
    while needed(shown, wanted) > room,
      let last = shown.filter({ columns[$0].priority > 0 }).max(by: { columns[$0].priority <= columns[$1].priority })
    {
      shown.removeAll { $0 == last }
    }
    var widths = natural
    shrink(&widths, shown: shown, excess: needed(shown) { widths[$0] } - room, least: least)
    let spare = room - needed(shown) { widths[$0] }
    if spare > 0, let flexible = shown.first(where: { columns[$0].isFlexible }) { widths[flexible] += spare }
    var start = 0
    return shown.compactMap { index in
      let width = Swift.min(widths[index], room - start)
      guard width > 0 else { return nil }
      defer { start += width + Self.gap }
      return Placement(index: index, start: start, width: width)
    }
  }

  private func shrink(_ widths: inout [Int], shown: [Int], excess: Int, least: (Int) -> Int) {
    var excess = excess
    for isFlexible in [true, false] {
      for index in shown.reversed() where excess > 0 && columns[index].isFlexible == isFlexible {
        let less = Swift.min(excess, widths[index] - least(index))
        widths[index] -= less
        excess -= less
      }
    }
  }

  private func naturalWidth(_ index: Int, in rows: [[Cell]]) -> Int {
    let column = columns[index]
    let title = HarmlessText.columns(of: HarmlessText.make(column.title)) + (sort?.column == index ? 2 : 0)
    let widest = rows.reduce(title) { widest, row in
      guard row.indices.contains(index) else { return widest }
      switch row[index] {
      case .text(let text): return Swift.max(widest, text.columns)
      case .sparkline: return Swift.max(widest, 10)
      }
    }
    return Swift.max(Swift.min(widest, column.maximum ?? .max), 1)
  }
}
