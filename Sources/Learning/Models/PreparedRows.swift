internal import StudyModel

/// Rows after a pipeline, ready to be predicted.
struct EncodedRows: Equatable, Sendable {
  var rowCount: Int
  /// Columns of `values`.
  var width: Int
  /// Row-major, `rowCount × width`. NaN is missing; the linear variant has none.
  var values: [Float]
  /// Days since 1970, one a row, where the table has times.
  var times: [Double]?
  /// Of an ensemble: the same rows as each member sees them.
  var members: [EncodedRows] = []

  func row(_ index: Int) -> ArraySlice<Float> { values[(index * width)..<((index + 1) * width)] }
}

/// Training rows behind a pipeline that was fitted on them: made once a fold, used for many settings, from any thread.
final class PreparedRows: Sendable {
  let pipeline: FeaturePipeline
  let encoded: EncodedRows
  let task: StudyTask
  let outputCount: Int
  /// Class numbers; empty for regression.
  let classes: [Int]
  let classNames: [String]
  /// The target of a regression; empty for classes.
  let numbers: [Double]
  /// nil: 1 each.
  let weights: [Double]?
  let groups: [Int]?
  /// As in `StudyData`.
  let leadDays: Double?
  /// XGBoost's own form of these rows, kept between fits.
  let boosterMatrices = BoosterMatrixPool()

  var rowCount: Int { encoded.rowCount }
  var times: [Double]? { encoded.times }

  /// - Throws: for no rows, a weight below 0 or not finite, weights that are all 0, a target that is not finite.
  init(
    _ data: StudyData, rows: [Int], variant: FeaturePipeline.Variant, leavingOut steps: Set<FeaturePipeline.Step> = []
  ) throws(LearningError) {
    guard !rows.isEmpty else { throw .cannotFit(family: "training", reason: "there is no training row") }
    weights = data.weights.map { all in rows.map { all[$0] } }
    groups = data.groups.map { all in rows.map { all[$0] } }
    (task, outputCount, leadDays) = (data.task, data.outputCount, data.leadDays)
    switch data.target {
    case .classes(let codes, let names): (classes, classNames, numbers) = (rows.map { codes[$0] }, names, [])
    case .numbers(let values): (classes, classNames, numbers) = ([], [], rows.map { values[$0] })
    }
    if let weights, !weights.allSatisfy({ $0 >= 0 && $0.isFinite }) || weights.reduce(0, +) <= 0 {
      throw .cannotFit(family: "training", reason: "weights must be finite, not below 0 and not all 0")
    }
    guard numbers.allSatisfy(\.isFinite) else {
      throw .cannotFit(family: "training", reason: "a target value is missing or infinite")
    }
    guard classes.allSatisfy(classNames.indices.contains) else {
      throw .cannotFit(family: "training", reason: "a class number has no name")
    }
    pipeline = FeaturePipeline(
      variant, leavingOut: steps, fitting: data.columns, rows: rows, weights: data.weights)
    encoded = try pipeline.encode(data.columns, times: data.times, rows: rows)
  }

  /// Other rows through the pipeline that was fitted here.
  func encode(_ data: StudyData, rows: [Int]) throws(LearningError) -> EncodedRows {
    try pipeline.encode(data.columns, times: data.times, rows: rows)
  }

  func weight(_ row: Int) -> Double { weights?[row] ?? 1 }
  var totalWeight: Double { weights?.reduce(0, +) ?? Double(rowCount) }

  /// Sum of weights of each class.
  var classWeightSums: [Double] {
    var sums = [Double](repeating: 0, count: classNames.count)
    for (row, code) in classes.enumerated() { sums[code] += weight(row) }
    return sums
  }

  /// - Throws: unless the rows have a varying column and, for classes, at least two of them with weight.
  func requireLearnable(by family: String) throws(LearningError) {
    if pipeline.width == 0 {
      throw .cannotFit(family: family, reason: "no feature column varies in the \(rowCount) training rows")
    }
    guard task != .regression else { return }
    let present = classWeightSums.indices.filter { classWeightSums[$0] > 0 }
    if present.count < 2 {
      let name = present.first.map { classNames[$0] } ?? "no class"
      throw .cannotFit(family: family, reason: "all \(rowCount) training rows are of one class, \(name)")
    }
  }
}
