internal import RunModel

/// A column after typing. A column is numeric when every cell that is not missing is a decimal number, a date when
/// every one is a date as `CivilDate.days(parsing:)` reads it, and categorical otherwise. `ColumnTyping` is more lenient.
public enum ColumnValues: Equatable, Sendable {
  /// NaN is missing.
  case numeric([Double])
  /// Days since 1970-01-01, with the time of day as a fraction; NaN is missing.
  case date([Double])
  case categorical(CategoricalColumn)

  public enum Kind: String, Codable, Sendable { case numeric, date, categorical }

  public init(cells: [String]) { self.init(CellColumn(cells)) }
  public init(_ cells: CellColumn) { self.init(cells, as: Self.kind(of: cells)) }

  /// A cell that does not fit the kind is missing.
  public init(cells: [String], as kind: Kind) { self.init(CellColumn(cells), as: kind) }

  /// A cell that does not fit the kind is missing. Each distinct text is read once.
  public init(_ cells: CellColumn, as kind: Kind) {
    switch kind {
    case .numeric: self = .numeric(Self.values(cells, Self.number))
    case .date: self = .date(Self.values(cells, CivilDate.days(parsing:)))
    case .categorical: self = .categorical(CategoricalColumn(cells))
    }
  }

  private static func values(_ cells: CellColumn, _ read: (String) -> Double?) -> [Double] {
    let byForm = cells.texts.map { read($0) ?? .nan }
    return cells.codes.map { byForm[Int($0)] }
  }

  public var kind: Kind {
    switch self {
    case .numeric: .numeric
    case .date: .date
    case .categorical: .categorical
    }
  }

  public var count: Int {
    switch self {
    case .numeric(let values), .date(let values): values.count
    case .categorical(let column): column.codes.count
    }
  }

  /// These rows, in this order. Levels are kept, also those that no row has any more.
  public func selecting(_ rows: [Int]) -> ColumnValues {
    switch self {
    case .numeric(let values): .numeric(rows.map { values[$0] })
    case .date(let values): .date(rows.map { values[$0] })
    case .categorical(let column):
      .categorical(CategoricalColumn(levels: column.levels, codes: rows.map { column.codes[$0] }))
    }
  }

  private static func kind(of cells: CellColumn) -> Kind {
    let present = cells.texts.lazy.filter { !$0.isEmpty }
    if present.allSatisfy({ number($0) != nil }) { return .numeric }
    return present.allSatisfy { CivilDate.days(parsing: $0) != nil } ? .date : .categorical
  }

  /// Decimal only: Swift would also read `inf`, `nan` and hexadecimal.
  public static func number(_ cell: String) -> Double? {
    guard let first = cell.utf8.first,
      first == 0x2D || first == 0x2B || first == 0x2E || (0x30...0x39).contains(first),
      !cell.utf8.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }),
      let value = Double(cell),
      value.isFinite
    else { return nil }
    return value
  }
}
