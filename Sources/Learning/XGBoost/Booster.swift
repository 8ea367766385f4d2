internal import CXGBoost
internal import Specification

/// A boosted model in XGBoost's hands. Not for use from two threads.
final class Booster {
  private let handle: BoosterHandle
  /// XGBoost keeps pointers to the matrices whose predictions it caches.
  private let cached: [BoosterMatrix]

  init(caching cached: [BoosterMatrix] = []) throws(LearningError) {
    var created: BoosterHandle?
    let handles: [DMatrixHandle?] = cached.map(\.handle)
    try BoosterCall.check(XGBoosterCreate(handles, bst_ulong(handles.count), &created), "make a booster")
    guard let created else { throw .booster(operation: "make a booster", reason: "no handle") }
    (handle, self.cached) = (created, cached)
  }

  deinit { XGBoosterFree(handle) }

  /// XGBoost accepts unknown names in silence, so only these are ever set, from values the specification has checked.
  func configure(_ model: TrainingSpecification.BoostingModel, seed: Int64) throws(LearningError) {
    let parameters: [(String, String)] = [
      ("objective", "binary:logistic"), ("tree_method", "hist"), ("disable_default_eval_metric", "1"),
      ("verbosity", "0"), ("nthread", "\(model.threads)"), ("seed", "\(seed)"), ("eta", "\(model.learningRate)"),
      ("max_depth", "\(model.maxDepth)"), ("min_child_weight", "\(model.minChildWeight)"),
      ("subsample", "\(model.subsample)"), ("colsample_bytree", "\(model.columnSample)"), ("lambda", "\(model.l2)"),
    ]
    for (name, value) in parameters { try set(name, value) }
  }

  func configure(_ parameters: BoosterParameters) throws(LearningError) {
    for (name, value) in parameters.pairs { try set(name, value) }
  }

  private func set(_ name: String, _ value: String) throws(LearningError) {
    try BoosterCall.check(XGBoosterSetParam(handle, name, value), "set \(name) to \(value)")
  }

  func update(round: Int, _ matrix: BoosterMatrix) throws(LearningError) {
    try BoosterCall.check(XGBoosterUpdateOneIter(handle, Int32(clamping: round), matrix.handle), "train round \(round)")
  }

  /// Probabilities or values; row-major where there are several a row.
  func predict(_ matrix: BoosterMatrix, outputs: Int = 1) throws(LearningError) -> [Double] {
    try ask(.values, matrix, expected: matrix.rowCount * outputs)
  }

  /// What each column adds to the sum of the leaves, and last where the sum starts: Shapley values along the trees'
  /// paths, Lundberg et al. (2020). Row-major, `rows × outputs × (columns + 1)`. O(rows × leaves × depth²).
  func contributions(_ matrix: BoosterMatrix, columns: Int, outputs: Int) throws(LearningError) -> [Double] {
    try ask(.contributions, matrix, expected: matrix.rowCount * outputs * (columns + 1))
  }

  /// What XGBoost calls the type of a prediction.
  private enum Question: Int {
    case values = 0
    case contributions = 2
  }

  private func ask(_ question: Question, _ matrix: BoosterMatrix, expected: Int) throws(LearningError) -> [Double] {
    var shape: UnsafePointer<bst_ulong>?
    var dimensions: bst_ulong = 0
    var values: UnsafePointer<Float>?
    let request =
      #"{"type":\#(question.rawValue),"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}"#
    try BoosterCall.check(
      XGBoosterPredictFromDMatrix(handle, matrix.handle, request, &shape, &dimensions, &values), "predict")
    let count = (0..<Int(dimensions)).reduce(1) { $0 * Int(shape?[$1] ?? 0) }
    guard count == expected else {
      throw .booster(operation: "predict", reason: "it gave \(count) \(question) where \(expected) were due")
    }
    return UnsafeBufferPointer(start: values, count: count).map(Double.init)
  }

  /// The model in Universal Binary JSON.
  func modelBytes() throws(LearningError) -> [UInt8] {
    var count: bst_ulong = 0
    var bytes: UnsafePointer<CChar>?
    try BoosterCall.check(XGBoosterSaveModelToBuffer(handle, #"{"format":"ubj"}"#, &count, &bytes), "save the model")
    return UnsafeRawBufferPointer(start: bytes, count: Int(count)).map { $0 }
  }

  /// For predictions on one thread.
  convenience init(model: [UInt8]) throws(LearningError) {
    try self.init()
    try load(model)
    try set("nthread", "1")
  }

  /// Parameters must be set again afterwards.
  func load(_ model: [UInt8]) throws(LearningError) {
    try BoosterCall.check(XGBoosterLoadModelFromBuffer(handle, model, bst_ulong(model.count)), "load the model")
  }

  /// The model of the first rounds only.
  func firstRounds(_ count: Int) throws(LearningError) -> [UInt8] {
    var sliced: BoosterHandle?
    try BoosterCall.check(XGBoosterSlice(handle, 0, Int32(clamping: count), 1, &sliced), "keep \(count) rounds")
    guard let sliced else { throw .booster(operation: "keep \(count) rounds", reason: "no handle") }
    return try Booster(owning: sliced).modelBytes()
  }

  func roundCount() throws(LearningError) -> Int {
    var count: Int32 = 0
    try BoosterCall.check(XGBoosterBoostedRounds(handle, &count), "count its rounds")
    return Int(count)
  }

  private init(owning handle: BoosterHandle) { (self.handle, cached) = (handle, []) }

  /// Sum of the loss reductions of all splits on a column; a column without a split is absent. Keys count from 0.
  func totalGain() throws(LearningError) -> [Int: Double] {
    var nameCount: bst_ulong = 0
    var names: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    var dimensions: bst_ulong = 0
    var shape: UnsafePointer<bst_ulong>?
    var scores: UnsafePointer<Float>?
    try BoosterCall.check(
      XGBoosterFeatureScore(
        handle, #"{"importance_type":"total_gain"}"#, &nameCount, &names, &dimensions, &shape, &scores),
      "weigh features")
    var result: [Int: Double] = [:]
    for index in 0..<Int(nameCount) {
      guard let name = names?[index], let score = scores?[index] else { continue }
      if let column = Int(String(cString: name).dropFirst()) { result[column] = Double(score) }
    }
    return result
  }
}
