internal import StudyModel

/// Columns that say little, or say who instead of what.
enum ColumnChecks {
  static func findings(_ context: CheckContext, distinctRows: Int) -> [Finding] {
    context.features.flatMap { column -> [Finding] in
      if let finding = constant(column) { return [finding] }
      if let finding = rowOrder(column, context) { return [finding] }
      return [identity(column, distinctRows), weightLike(column, context)].compactMap { $0 }
    }
  }

  private static func constant(_ column: InspectedColumn) -> Finding? {
    let present = column.presentCount
    guard let most = column.counts.max(), let index = column.counts.firstIndex(of: most) else {
      return DataCheck.constantColumn.finding(
        "all \(EvidenceText.rows(column.codes.count)) are missing", columns: [column.name])
    }
    let value = EvidenceText.list([column.levels[index]])
    if most == present {
      return DataCheck.constantColumn.finding(
        "every cell that is there (\(EvidenceText.count(present))) is \(value)",
        columns: [column.name])
    }
    guard present >= 100, Double(most) >= 0.995 * Double(present) else { return nil }
    let rows = column.levelRows { $0 >= 0 && Int($0) != index }
    return DataCheck.nearConstant.finding(
      "\(value) in \(EvidenceText.percent(most, of: present)) of the cells, something else in "
        + EvidenceText.rows(rows.count),
      columns: [column.name], rows: rows)
  }

  // MARK: - Order and identity

  /// Numbers or dates that never fall from row to row.
  private static func rowOrder(_ column: InspectedColumn, _ context: CheckContext) -> Finding? {
    guard column.kind != .categorical, context.rowCount >= 30, column.missingCount == 0,
      column.oddRows.isEmpty,
      column.distribution.values.count >= 20
    else { return nil }
    let numbers = column.numbers
    let rises = zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
    let falls = !rises && zip(numbers, numbers.dropFirst()).allSatisfy { $0 >= $1 }
    guard rises || falls, column.kind == .numeric || context.roles.time.isEmpty else { return nil }
    let evidence =
      "never \(rises ? "falls" : "rises") over \(EvidenceText.rows(context.rowCount)), with "
      + "\(EvidenceText.count(column.distribution.values.count)) distinct values"
    return column.kind == .date
      ? DataCheck.timeOrdered.finding(evidence, columns: [column.name])
      : DataCheck.rowOrder.finding(evidence, columns: [column.name])
  }

  private static func identity(_ column: InspectedColumn, _ distinctRows: Int) -> Finding? {
    guard distinctRows >= 30 else { return nil }
    if isDenseNumbering(column, distinctRows) {
      return DataCheck.idLike.finding(
        "\(EvidenceText.count(column.levels.count)) distinct whole numbers in \(EvidenceText.count(distinctRows)) "
          + "distinct rows, without wide gaps: a numbering of the rows",
        columns: [column.name])
    }
    guard column.kind == .categorical else { return nil }
    let evidence =
      "\(EvidenceText.count(column.levels.count)) distinct texts in \(EvidenceText.count(column.presentCount)) cells, "
      + "such as \(EvidenceText.list(Array(column.levels.prefix(2))))"
    if Double(column.levels.count) >= 0.95 * Double(distinctRows) {
      return DataCheck.idLike.finding(evidence, columns: [column.name])
    }
    guard column.levels.count > 50, column.levels.count * 5 > column.presentCount else {
      return nil
    }
    return DataCheck.highCardinality.finding(evidence, columns: [column.name])
  }

  /// Whole numbers, nearly one a row, that leave few numbers out.
  static func isDenseNumbering(_ column: InspectedColumn, _ distinctRows: Int) -> Bool {
    let values = column.distribution.values
    guard column.kind == .numeric, let low = values.first, let high = values.last,
      Double(values.count) >= 0.95 * Double(distinctRows), values.allSatisfy({ $0 == $0.rounded() })
    else { return false }
    return high - low < 1.5 * Double(values.count)
  }

  /// A positive number with a weight's name.
  private static func weightLike(_ column: InspectedColumn, _ context: CheckContext) -> Finding? {
    let name = column.name.lowercased()
    guard context.roles.weight == nil, column.kind == .numeric,
      let low = column.distribution.values.first, low > 0,
      ["wgt", "weight", "sample_wt", "wt"].contains(where: { name.hasSuffix($0) }),
      column.distribution.values.count * 20 > column.presentCount
    else { return nil }
    return DataCheck.weightLike.finding(
      "the name says weight and all \(EvidenceText.count(column.presentCount)) values are above 0",
      columns: [column.name]
    )
  }
}
