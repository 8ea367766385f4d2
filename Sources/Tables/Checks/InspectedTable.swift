internal import RunModel

/// A table whose columns are typed and counted once, for the profile and all checks.
public struct InspectedTable: Sendable {
  public let columns: [InspectedColumn]
  public let rowCount: Int
  /// The file's line of each row.
  private let lines: [Int32]
  /// Lines of several files, read as one, begin again and name no place.
  private let isOneFile: Bool

  /// O(cells).
  public init(_ table: CSVTable) {
    (rowCount, lines) = (table.rowCount, table.lines)
    isOneFile = zip(lines, lines.dropFirst()).allSatisfy { $0 < $1 }
    columns = zip(table.header, table.columns).map { InspectedColumn(name: $0, cells: $1) }
  }

  func column(_ name: String) -> InspectedColumn? { columns.first { $0.name == name } }

  /// Where a row is to be looked up: `line 12`, or of several files `row 11`, the first below the header being 1.
  func place(_ row: Int) -> String { isOneFile ? "line \(lines[row])" : "row \(row + 1)" }
}

/// A column with its typing and its distinct values.
public struct InspectedColumn: Sendable {
  public let name: String
  public let cells: CellColumn
  public let kind: ColumnValues.Kind
  /// Rows whose cell is there and does not fit the kind.
  public let oddRows: [Int]
  /// One a row, an index into `levels`; -1 is missing.
  let codes: [Int32]
  /// Distinct texts in the order of their first row.
  let levels: [String]
  /// Rows of each level.
  let counts: [Int]
  /// What each level is as a number, or in days as a date; NaN when it is none, empty for a categorical column.
  let levelNumbers: [Double]
  /// The distinct numbers with their counts; empty for a categorical column.
  let distribution: ValueCounts

  init(name: String, cells: CellColumn) {
    let typing = ColumnTyping(cells)
    (self.name, self.cells, kind, oddRows) = (name, cells, typing.values.kind, typing.oddRows)
    (levels, codes) = Self.unified(cells)
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    self.counts = counts
    switch typing.values {
    case .numeric: levelNumbers = levels.map { ColumnValues.number($0) ?? .nan }
    case .date: levelNumbers = levels.map { CivilDate.days(parsing: $0) ?? .nan }
    case .categorical: levelNumbers = []
    }
    distribution = ValueCounts(values: levelNumbers, counts: levelNumbers.isEmpty ? [] : counts)
  }

  /// Written forms that mean the same get the same code.
  private static func unified(_ cells: CellColumn) -> (levels: [String], codes: [Int32]) {
    var levels: [String] = []
    var place: [String: Int32] = [:]
    let codeOfForm = cells.texts.map { text -> Int32 in
      if text.isEmpty { return -1 }
      if let code = place[text] { return code }
      place[text] = Int32(levels.count)
      levels.append(text)
      return Int32(levels.count - 1)
    }
    return (levels, cells.codes.map { codeOfForm[Int($0)] })
  }

  /// One a row; NaN where it is missing or no number. Of a categorical column, all NaN.
  var numbers: [Double] {
    guard kind != .categorical else { return [Double](repeating: .nan, count: codes.count) }
    return codes.map { $0 < 0 ? .nan : levelNumbers[Int($0)] }
  }

  var presentCount: Int { counts.reduce(0, +) }
  var missingCount: Int { codes.count - presentCount }

  func levelRows(where isWanted: (Int32) -> Bool) -> [Int] {
    codes.indices.filter { isWanted(codes[$0]) }
  }

  /// Rows whose number, or date in days, is wanted.
  func numberRows(where isWanted: (Double) -> Bool) -> [Int] {
    let wanted = levelNumbers.map { !$0.isNaN && isWanted($0) }
    return wanted.contains(true) ? levelRows { $0 >= 0 && wanted[Int($0)] } : []
  }
}
