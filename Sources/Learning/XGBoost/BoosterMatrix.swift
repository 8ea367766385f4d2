internal import CXGBoost

/// Rows in XGBoost's own form (its `DMatrix`).
final class BoosterMatrix {
  let handle: DMatrixHandle
  let rowCount: Int

  /// - Parameter values: row-major, NaN for missing.
  init(_ values: [Float], rows: Int, columns: Int, labels: [Bool]?, threads: Int) throws(LearningError) {
    var created: DMatrixHandle?
    let code = XGDMatrixCreateFromMat_omp(
      values, bst_ulong(rows), bst_ulong(columns), .nan, &created, Int32(clamping: threads))
    try BoosterCall.check(code, "take \(rows) rows of \(columns) columns")
    guard let created else { throw .booster(operation: "make a matrix", reason: "no handle") }
    (handle, rowCount) = (created, rows)
    if let labels {
      let numbers: [Float] = labels.map { $0 ? 1 : 0 }
      try BoosterCall.check(XGDMatrixSetFloatInfo(handle, "label", numbers, bst_ulong(numbers.count)), "take labels")
    }
  }

  deinit { XGDMatrixFree(handle) }
}

enum BoosterCall {
  /// Non-zero means failure; XGBoost keeps its words a thread.
  static func check(_ code: Int32, _ operation: String) throws(LearningError) {
    guard code != 0 else { return }
    let words = XGBGetLastError().map { String(cString: $0) } ?? "no reason given"
    let first = words.split(separator: "\n").first.map(String.init) ?? words
    throw .booster(operation: operation, reason: first)
  }
}
