internal import RunModel

/// How a column is read although some of its cells do not fit.
public struct ColumnTyping: Equatable, Sendable {
  /// The share of the cells that are not missing that must be numbers, or dates, for the column to be so.
  public static let neededShare = 0.9

  /// Cells that do not fit the kind are missing here.
  public var values: ColumnValues
  /// Rows with a cell that is there and does not fit the kind, ascending; none for a categorical column.
  public var oddRows: [Int]

  /// O(n); each distinct text is read once.
  public init(_ cells: CellColumn) {
    let kind = [ColumnValues.Kind.numeric, .date].first { Self.fits(cells, $0) } ?? .categorical
    values = ColumnValues(cells, as: kind)
    switch values {
    case .numeric(let read), .date(let read):
      oddRows = cells.codes.indices.filter {
        read[$0].isNaN && !cells.texts[Int(cells.codes[$0])].isEmpty
      }
    case .categorical: oddRows = []
    }
  }

  public init(cells: [String]) { self.init(CellColumn(cells)) }

  private static func fits(_ cells: CellColumn, _ kind: ColumnValues.Kind) -> Bool {
    let fitting = cells.texts.map { text in
      kind == .numeric ? ColumnValues.number(text) != nil : CivilDate.days(parsing: text) != nil
    }
    var (present, count) = (0, 0)
    for code in cells.codes.lazy.map({ Int($0) }) where !cells.texts[code].isEmpty {
      present += 1
      if fitting[code] { count += 1 }
    }
    // A column without a cell is numeric, as an empty one always was.
    return Double(count) >= neededShare * Double(present)
  }
}
