internal import CXGBoost

/// Rows in XGBoost's own form (its `DMatrix`). Not for use from two threads at a time: training on it makes its
/// histogram index. That index stays, and depends on the values, the weights and the number of bins only.
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
    if let labels { try setLabels(labels.map { $0 ? 1 : 0 }) }
  }

  func setLabels(_ labels: [Float]) throws(LearningError) {
    try BoosterCall.check(XGDMatrixSetFloatInfo(handle, "label", labels, bst_ulong(labels.count)), "take labels")
  }

  /// Before the first training: the bins depend on them.
  func setWeights(_ weights: [Float]) throws(LearningError) {
    try BoosterCall.check(XGDMatrixSetFloatInfo(handle, "weight", weights, bst_ulong(weights.count)), "take weights")
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
