internal import Statistics
internal import StudyModel

/// Judged rows of a task with classes, as statistics want them.
struct JudgedClasses: Sendable {
  /// Of the data.
  var rows: [Int]
  var codes: [Int]
  var classCount: Int
  /// Row-major, a column a class, also of two classes.
  var probabilities: [Double]
  var weights: [Double]?
  /// Which evaluation fold held each row out.
  var folds: [Int]?

  var isBinary: Bool { classCount == 2 }

  func selecting(_ places: [Int]) -> JudgedClasses {
    var result = self
    result.rows = places.map { rows[$0] }
    result.codes = places.map { codes[$0] }
    result.probabilities = places.flatMap { probabilities[$0 * classCount..<($0 + 1) * classCount] }
    result.weights = weights.map { all in places.map { all[$0] } }
    result.folds = folds.map { all in places.map { all[$0] } }
    return result
  }

  func probability(_ place: Int, _ code: Int) -> Double { probabilities[place * classCount + code] }

  /// What is right or wrong about a row: of two classes the positive one, of more whether the likeliest one is right.
  var event: BinaryEvent {
    if isBinary {
      return BinaryEvent(
        labels: codes.map { $0 == 1 }, probabilities: codes.indices.map { probability($0, 1) }, weights: weights)
    }
    let likeliest = codes.indices.map { probabilities[$0 * classCount..<($0 + 1) * classCount].likeliestClass }
    return BinaryEvent(
      labels: zip(codes, likeliest).map { $0 == $1 },
      probabilities: likeliest.enumerated().map { probability($0.offset, $0.element) }, weights: weights)
  }

  /// One class against all others.
  func event(ofClass code: Int) -> BinaryEvent {
    BinaryEvent(
      labels: codes.map { $0 == code }, probabilities: codes.indices.map { probability($0, code) }, weights: weights)
  }
}

extension JudgedClasses {
  /// nil for a regression, without rows, and for probabilities outside 0…1.
  init?(_ judged: JudgedRows, _ data: StudyData) {
    guard case .classes(let codes, let names) = data.target, !judged.rows.isEmpty,
      judged.predictions.values.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    (rows, folds, classCount) = (judged.rows, judged.folds, names.count)
    self.codes = judged.rows.map { codes[$0] }
    probabilities = judged.rows.indices.flatMap { judged.predictions.classProbabilities($0) }
    weights = data.weights.map { all in judged.rows.map { all[$0] } }
  }
}

/// Whether something happened, and with what probability it was to be expected.
struct BinaryEvent: Sendable {
  var labels: [Bool]
  var probabilities: [Double]
  var weights: [Double]?
}

extension Examination {
  /// Development rows that may choose and fit what is judged on `held`: those out of fold that are not held.
  var choosing: JudgedRows {
    if isTest { return outOfFold }
    let isHeld = Set(held.rows)
    return outOfFold.selecting(outOfFold.rows.indices.filter { !isHeld.contains(outOfFold.rows[$0]) })
  }

  /// What `held` are called in a sentence, such as `1,409 test rows`.
  var heldText: String {
    NumberText.count(held.rows.count, of: isTest ? "test row" : "held-out row")
  }
}

extension JudgedRows {
  func selecting(_ places: [Int]) -> JudgedRows {
    JudgedRows(
      rows: places.map { rows[$0] }, predictions: predictions.selecting(places),
      folds: folds.map { folds in places.map { folds[$0] } })
  }
}
