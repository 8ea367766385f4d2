internal import StudyModel

/// Columns that hold what another one holds.
enum RelatedColumnChecks {
  static func findings(_ context: CheckContext) -> [Finding] {
    let columns = context.features.filter { $0.levels.count > 1 }.map(Compared.init)
    var findings: [Finding] = []
    for (index, second) in columns.enumerated() {
      for first in columns[..<index] {
        // One relation a column says enough.
        if let finding = relation(first, second) {
          findings.append(finding)
          break
        }
      }
    }
    return findings
  }

  /// A column with what every comparison needs.
  private struct Compared {
    var column: InspectedColumn
    var numbers: [Double]
    var mode: Double?

    init(_ column: InspectedColumn) {
      (self.column, mode) = (column, column.distribution.mode?.value)
      numbers = column.kind == .categorical ? [] : column.numbers
    }
  }

  private static func relation(_ one: Compared, _ other: Compared) -> Finding? {
    let (first, second) = (one.column, other.column)
    if first.kind != .categorical, first.kind == second.kind {
      return AffineRelation(of: other.numbers, from: one.numbers, mode: one.mode).flatMap { numeric($0, first, second) }
    }
    guard first.kind != .date, second.kind != .date, isRelabelling(first, second) else {
      return nil
    }
    return DataCheck.relabelledColumn.finding(
      "each of the \(first.levels.count) values of \(first.name) stands with its own value of \(second.name)",
      columns: [second.name, first.name])
  }

  // MARK: - Numbers

  private static func numeric(
    _ line: AffineRelation, _ first: InspectedColumn, _ second: InspectedColumn
  ) -> Finding? {
    if let factor = line.unitFactor(of: second, from: first) {
      return DataCheck.mixedUnits.finding(
        "\(second.name) equals \(first.name) in most rows and is \(EvidenceText.number(factor.value)) times that in "
          + EvidenceText.rows(factor.rows.count),
        columns: [second.name, first.name], rows: factor.rows)
    }
    let exceptions =
      line.exceptions.isEmpty
      ? "in every row" : "in all but \(EvidenceText.rows(line.exceptions.count))"
    if line.isIdentity {
      return DataCheck.duplicateColumn.finding(
        "\(second.name) equals \(first.name) \(exceptions)", columns: [second.name, first.name],
        rows: line.exceptions)
    }
    let offset = EvidenceText.number(line.intercept.magnitude)
    let tail = line.intercept == 0 ? "" : line.intercept < 0 ? " - \(offset)" : " + \(offset)"
    return DataCheck.derivedColumn.finding(
      "\(second.name) is \(EvidenceText.number(line.slope)) × \(first.name)\(tail) \(exceptions)",
      columns: [second.name, first.name], rows: line.exceptions)
  }

  // MARK: - Levels

  /// Whether the levels of both columns correspond one to one, a missing cell to a missing cell.
  private static func isRelabelling(_ first: InspectedColumn, _ second: InspectedColumn) -> Bool {
    guard first.levels.count == second.levels.count, first.levels.count >= 2,
      first.levels.count <= 1000,
      first.missingCount == second.missingCount, first.levels.count * 2 <= first.presentCount
    else { return false }
    var partner = [Int32](repeating: -2, count: first.levels.count)
    for (a, b) in zip(first.codes, second.codes) {
      guard a >= 0 else {
        if b >= 0 { return false }
        continue
      }
      if partner[Int(a)] == -2 { partner[Int(a)] = b } else if partner[Int(a)] != b { return false }
    }
    return Set(partner).count == partner.count
  }
}
