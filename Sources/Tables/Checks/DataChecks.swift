public import StudyModel

/// Looks for what would spoil a study, before anything trains. Nothing is changed or removed.
public enum DataChecks {
  /// The gravest first, then by check and column, so that equal tables give equal lists.
  ///
  /// - Parameters:
  ///   - today: days since 1970, for dates in the future; nil: they are not looked for.
  ///   - leaks: as `leaks(in:rows:roles:)` found them in some of the rows; nil: they are looked for in all.
  /// - Complexity: O(cells · log rows) and O(columns²) short comparisons; 32,000 × 15 cells take well under a second.
  public static func findings(
    table: InspectedTable, roles: ColumnRoles = ColumnRoles(), today: Double? = nil, leaks: [Finding]? = nil
  ) -> [Finding] {
    let context = CheckContext(table: table, roles: roles, today: today)
    let rows = RowChecks(context)
    let distinctRows = rows.distinctRowCount
    let related = RelatedColumnChecks.findings(context)
    // Beside the column that shows the right unit the finding is exact; alone it is a guess.
    let unitColumns = Set(
      related.filter { $0.check == DataCheck.mixedUnits.name }.compactMap(\.columns.first))
    let ranges = RangeChecks.findings(context).filter {
      $0.check != DataCheck.mixedUnits.name || unitColumns.isDisjoint(with: $0.columns)
    }
    let findings =
      CellChecks.findings(context) + ranges + related
      + ColumnChecks.findings(context, distinctRows: distinctRows)
      + LevelChecks.findings(context)
      + rows.findings() + TargetChecks.findings(context)
      + TimeChecks.findings(context)
      + (leaks ?? LeakChecks(context, distinctRows: distinctRows)?.findings() ?? [])
    return sorted(findings)
  }

  public static func findings(
    table: CSVTable, roles: ColumnRoles = ColumnRoles(), today: Double? = nil
  ) -> [Finding] {
    findings(table: InspectedTable(table), roles: roles, today: today)
  }

  /// Columns that know the answer, as some rows show them: what decides over features must not look at test rows.
  /// - Parameter rows: of the table; the row numbers of the findings are the table's.
  /// - Returns: in the order of `findings`.
  public static func leaks(in table: CSVTable, rows: [Int], roles: ColumnRoles) -> [Finding] {
    let context = CheckContext(table: InspectedTable(table.selecting(rows)), roles: roles, today: nil)
    let found = LeakChecks(context, distinctRows: RowChecks(context).distinctRowCount)?.findings() ?? []
    return sorted(
      found.map { finding in
        var own = finding
        own.rows = finding.rows.map { rows[$0] }
        return own
      })
  }

  static func sorted(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.severity != b.severity { return a.severity > b.severity }
      if a.check != b.check { return a.check < b.check }
      return left.offset < right.offset
    }.map(\.element)
  }
}
