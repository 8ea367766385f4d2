public import StudyModel

/// One kind of defect that the data checks look for: a row of `docs/data-checks.md`.
public struct DataCheck: Hashable, Sendable {
  /// Of its findings; those of a leak begin with `leak-`.
  public let name: String
  public let looksAt: String
  /// When it speaks up.
  public let threshold: String
  /// The gravest that its findings have.
  public let severity: Finding.Severity
  public let advice: String

  /// - Parameter severity: nil: the check's own.
  func finding(
    _ evidence: String, columns: [String] = [], rows: [Int] = [], rowCount: Int? = nil,
    severity: Finding.Severity? = nil
  ) -> Finding {
    Finding(
      check: name, severity: severity ?? self.severity, columns: columns, rows: rows,
      rowCount: rowCount,
      evidence: evidence, advice: advice)
  }
}
