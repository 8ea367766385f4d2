internal import Statistics
internal import StudyModel
internal import Tables

/// Typed feature columns and the target of some rows; what a learner sees.
struct StudyData: Sendable {
  typealias Column = TypedColumn

  enum Target: Sendable {
    /// A class number a row; of a binary task 1 is the positive class. Names by class number.
    case classes([Int], names: [String])
    case numbers([Double])
  }

  var columns: [Column]
  var target: Target
  /// One a row, at least 0; nil: 1.
  var weights: [Double]?
  /// Days since 1970, one a row; nil: no time column.
  var times: [Double]?
  /// A group a row (a customer, a machine) that must not be divided; nil: none.
  var groups: [Int]?
  /// Where rows to predict come after those to learn from: the days between them, from 0. nil: in any order.
  var leadDays: Double?

  var task: StudyTask {
    switch target {
    case .classes(_, let names): names.count == 2 ? .binary : .multiclass
    case .numbers: .regression
    }
  }

  var rowCount: Int {
    switch target {
    case .classes(let codes, _): codes.count
    case .numbers(let values): values.count
    }
  }

  /// Numbers that a model gives for a row: 1 for binary (the positive class' probability) and regression, one a class
  /// for multiclass.
  var outputCount: Int {
    if case .classes(_, let names) = target, names.count > 2 { return names.count }
    return 1
  }
}

/// What a model says of some rows; row-major, `rowCount × outputCount`.
struct Predictions: Sendable, Equatable {
  var outputCount: Int
  var values: [Double]
  var rowCount: Int { values.count / max(1, outputCount) }

  init(outputCount: Int, values: [Double]) { (self.outputCount, self.values) = (outputCount, values) }

  subscript(row: Int, output: Int) -> Double { values[row * outputCount + output] }
}

extension Predictions {
  /// Of these rows, by their place.
  func selecting(_ places: [Int]) -> Predictions {
    Predictions(
      outputCount: outputCount,
      values: places.flatMap { values[($0 * outputCount)..<(($0 + 1) * outputCount)] })
  }
  /// One a class, also of a binary task.
  func classProbabilities(_ row: Int) -> [Double] {
    if outputCount == 1 { return [1 - self[row, 0], self[row, 0]] }
    return (0..<outputCount).map { self[row, $0] }
  }

  /// The class with the highest probability, whatever the threshold of a binary task.
  func likeliestClass(_ row: Int) -> Int { classProbabilities(row).likeliestClass }
}
