import StudyModel

@testable import Tables

/// Tables of columns in memory, and what the checks say of them.
struct TableBuilder {
  private var header: [String] = []
  private var columns: [[String]] = []

  /// A column of that many rows, each cell made from its row number.
  mutating func add(_ name: String, rows: Int = 400, _ cell: (Int) -> String) {
    header.append(name)
    columns.append((0..<rows).map(cell))
  }

  var table: CSVTable {
    get throws {
      let rows = (columns.first ?? []).indices.map { row in
        columns.map { "\"\($0[row])\"" }.joined(separator: ",")
      }
      let text = ([header.joined(separator: ",")] + rows).joined(separator: "\n")
      return try CSVTable(parsing: Array(text.utf8), path: "built.csv")
    }
  }

  func findings(_ roles: ColumnRoles = ColumnRoles(), today: Double? = nil) throws -> [Finding] {
    DataChecks.findings(table: try table, roles: roles, today: today)
  }

  /// The one finding of a check; nil when there is none or more than one.
  func finding(_ check: String, _ roles: ColumnRoles = ColumnRoles(), today: Double? = nil) throws
    -> Finding?
  {
    let found = try findings(roles, today: today).filter { $0.check == check }
    return found.count == 1 ? found[0] : nil
  }

  // MARK: - Numbers that look random and are not

  /// Between 0 and 1, a pure function of the row and the stream.
  static func uniform(_ row: Int, _ stream: UInt64 = 0) -> Double {
    Double(RowHash.mixed(RowHash.mixed(stream) &+ UInt64(row)) >> 11) / 9_007_199_254_740_992
  }

  /// About normal with mean 0 and deviation 1: the sum of twelve uniforms.
  static func normal(_ row: Int, _ stream: UInt64 = 0) -> Double {
    (0..<12).reduce(-6.0) { $0 + uniform(row, stream &* 12 &+ UInt64($1)) }
  }
}
