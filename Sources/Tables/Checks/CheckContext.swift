internal import StudyModel

/// What every check looks at.
struct CheckContext: Sendable {
  let rowCount: Int
  private let table: InspectedTable
  let roles: ColumnRoles
  /// Every column that is not ignored.
  let columns: [InspectedColumn]
  /// Those that say whether a row is a copy of another: all but the ids. Ignored ones are among them, as rows that differ
  /// there are of different things; but for those whose every value is another, which number the rows.
  let compared: [InspectedColumn]
  /// Columns without a role: what a model would learn from. Sensitive ones are among them.
  let features: [InspectedColumn]
  let target: InspectedTarget?
  /// Days since 1970; nil: not known.
  let today: Double?

  init(table: InspectedTable, roles: ColumnRoles, today: Double?) {
    (rowCount, self.table, self.roles, self.today) = (table.rowCount, table, roles, today)
    columns = table.columns.filter { !roles.ignore.contains($0.name) }
    compared = table.columns.filter { column in
      let isNumbering = roles.ignore.contains(column.name) && column.levels.count == column.presentCount
      return !roles.id.contains(column.name) && !isNumbering
    }
    let others = Set(
      roles.id + roles.time + [roles.target, roles.group, roles.weight].compactMap { $0 })
    features = columns.filter { !others.contains($0.name) }
    target = roles.target.flatMap { name in
      table.column(name).map { InspectedTarget(column: $0, task: roles.task) }
    }
  }

  /// What models see.
  var seen: [InspectedColumn] { roles.features.map { names in columns.filter { names.contains($0.name) } } ?? features }
  func column(_ name: String) -> InspectedColumn? { columns.first { $0.name == name } }
  func isID(_ column: InspectedColumn) -> Bool { roles.id.contains(column.name) }
  func place(_ row: Int) -> String { table.place(row) }
  /// Share of all rows.
  func share(_ count: Int) -> Double { rowCount == 0 ? 0 : Double(count) / Double(rowCount) }
}

/// The target as classes or numbers.
struct InspectedTarget: Sendable {
  let column: InspectedColumn
  let task: StudyTask
  /// Of a class task: rows of each level of the column.
  var classCounts: [Int] { column.counts }

  init(column: InspectedColumn, task: StudyTask?) {
    self.column = column
    self.task = task ?? Self.guess(column)
  }

  var isRegression: Bool { task == .regression }

  /// Texts and up to ten whole numbers of at least ten rows each, on average, are classes.
  private static func guess(_ column: InspectedColumn) -> StudyTask {
    let distinct =
      column.kind == .categorical ? column.levels.count : column.distribution.values.count
    if distinct <= 2 { return .binary }
    let isWhole = column.distribution.values.allSatisfy { $0 == $0.rounded() }
    let isClasses =
      column.kind == .categorical
      || (distinct <= 10 && isWhole && column.presentCount >= 10 * distinct)
    return isClasses ? .multiclass : .regression
  }
}
