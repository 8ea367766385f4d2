public import StudyModel

/// Looks for what two sides of a split must not share.
public enum SplitChecks {
  /// - Parameters:
  ///   - training: rows of the table, as `test`.
  ///   - isTemporal: whether the test rows must be later than all training rows.
  /// - Complexity: O(cells).
  public static func findings(
    table: InspectedTable, roles: ColumnRoles, training: [Int], test: [Int],
    isTemporal: Bool = false
  ) -> [Finding] {
    let context = CheckContext(table: table, roles: roles, today: nil)
    return [
      duplicates(context, training, test),
      straddling(context, context.roles.group.map { [$0] } ?? [], training, test),
      straddling(context, context.roles.id, training, test),
      isTemporal ? overlap(context, training, test) : nil,
    ].compactMap { $0 }
  }

  private static func duplicates(_ context: CheckContext, _ training: [Int], _ test: [Int])
    -> Finding?
  {
    let sums = RowHash.sums(of: context.compared, rowCount: context.rowCount)
    let known = Set(training.map { sums[$0] })
    let rows = test.filter { known.contains(sums[$0]) }.sorted()
    guard !rows.isEmpty, rows.count * 100 >= test.count else { return nil }
    return DataCheck.splitDuplicates.finding(
      "\(EvidenceText.rows(rows.count)) of \(EvidenceText.count(test.count)) test rows "
        + "(\(EvidenceText.percent(rows.count, of: test.count))) equal a training row in all but the id",
      rows: rows)
  }

  private static func straddling(
    _ context: CheckContext, _ names: [String], _ training: [Int], _ test: [Int]
  ) -> Finding? {
    let columns = names.compactMap(context.column)
    guard !columns.isEmpty else { return nil }
    let sums = RowHash.sums(of: columns, rowCount: context.rowCount)
    func hasValue(_ row: Int) -> Bool { columns.allSatisfy { $0.codes[row] >= 0 } }
    let known = Set(training.filter(hasValue).map { sums[$0] })
    let rows = test.filter { hasValue($0) && known.contains(sums[$0]) }.sorted()
    guard !rows.isEmpty else { return nil }
    let shared = Set(rows.map { sums[$0] }).count
    return DataCheck.splitGroups.finding(
      "\(NumberText.count(shared, of: "value")) of \(names.joined(separator: " and ")) on both sides, in "
        + "\(EvidenceText.rows(rows.count)) of \(EvidenceText.count(test.count)) test rows",
      columns: names, rows: rows)
  }

  private static func overlap(_ context: CheckContext, _ training: [Int], _ test: [Int]) -> Finding? {
    guard let column = context.roles.time.first.flatMap(context.column), column.kind != .categorical
    else { return nil }
    let numbers = column.numbers
    guard let latest = training.map({ numbers[$0] }).filter({ !$0.isNaN }).max() else { return nil }
    let rows = test.filter { numbers[$0] <= latest }.sorted()
    guard !rows.isEmpty else { return nil }
    let last = column.kind == .date ? EvidenceText.day(latest) : EvidenceText.number(latest)
    return DataCheck.splitTime.finding(
      "\(EvidenceText.rows(rows.count)) of \(EvidenceText.count(test.count)) test rows not later than the last "
        + "training row (\(last))",
      columns: [column.name], rows: rows)
  }
}
