public import StudyModel

/// Which rows of a table are copies: equal to another in every column but the ids, and ignored ones that number the rows.
///
/// The same comparison as that of `repeated-rows` and `split-duplicates`; `duplicate-rows` are those with equal ids too.
public struct RowCopies: Equatable, Sendable {
  /// Whether a finding is about nothing else, so that it is settled where no copy is left.
  public static func areAll(of finding: Finding) -> Bool {
    let checks = [DataCheck.duplicateRows, .repeatedRows, .splitDuplicates]
    return checks.contains { $0.name == finding.check }
      || finding.check == DataCheck.duplicateIDs.name && finding.severity == .info
  }

  /// Of each row the first one that it equals, which may be itself.
  public let originals: [Int]

  /// O(cells).
  public init(_ table: InspectedTable, roles: ColumnRoles) {
    let compared = CheckContext(table: table, roles: roles, today: nil).compared
    guard !compared.isEmpty else {
      originals = Array(0..<table.rowCount)
      return
    }
    var first: [UInt64: Int] = [:]
    first.reserveCapacity(table.rowCount)
    originals = RowHash.sums(of: compared, rowCount: table.rowCount).enumerated().map { row, sum in
      let known = first[sum] ?? row
      first[sum] = known
      return known
    }
  }

  /// Rows that equal one above.
  public var count: Int { originals.enumerated().count { $0.offset != $0.element } }

  /// Those of some rows that equal an earlier one of them.
  public func repeats(among rows: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return rows.filter { !seen.insert(originals[$0]).inserted }
  }
}
