public import StudyModel

/// Looks for what would spoil a study, before anything trains. Nothing is changed or removed.
public enum DataChecks {
  /// The gravest first, then by check and column, so that equal tables give equal lists.
  ///
  /// - Parameter today: days since 1970, for dates in the future; nil: they are not looked for.
  /// - Complexity: O(cells · log rows) and O(columns²) short comparisons; 32,000 × 15 cells take well under a second.
  public static func findings(
    table: InspectedTable, roles: ColumnRoles = ColumnRoles(), today: Double? = nil
  )
    -> [Finding]
  {
    let context = CheckContext(table: table, roles: roles, today: today)
    let rows = RowChecks(context)
    let distinctRows = rows.distinctRowCount
    let leaks = LeakChecks(context, distinctRows: distinctRows)?.findings() ?? []
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
      + TimeChecks.findings(context) + leaks
    return sorted(findings)
  }

  public static func findings(
    table: CSVTable, roles: ColumnRoles = ColumnRoles(), today: Double? = nil
  ) -> [Finding] {
    findings(table: InspectedTable(table), roles: roles, today: today)
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
