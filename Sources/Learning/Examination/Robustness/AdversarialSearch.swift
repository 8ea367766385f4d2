internal import Glibc
internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// How far predictions can be moved by changing only what a person could change, within the bounds of the specification
/// and never beyond the values that training rows hold.
///
/// Coordinate search: one feature after the other takes the value that moves the prediction furthest, until none moves it
/// any more. For a linear model of two classes or of numbers each feature adds its own part, which is largest at an end of
/// its range: there the result is exact. For trees it is a lower bound on what is possible.
struct AdversarialSearch: Sendable {
  static let mostRows = 300
  static let mostSweeps = 4
  private static let mostLevels = 50

  /// What one column may become.
  struct Move: Sendable {
    var column: Int
    /// In the unit of the file; nil: to any value that occurs.
    var reach: Double?
    /// The column holds log(1 + x).
    var isLogarithmic: Bool
    /// Lowest and highest of the training rows.
    var range: ClosedRange<Double> = 0...0
    /// Of the training rows, ascending: levels, or tenths of the numbers.
    var levels: [Int32] = []
    var quantiles: [Double] = []
    /// Whether only the ends of the reach can be best.
    var isMonotone: Bool

    /// What a number may become, itself not among them.
    func candidates(_ value: Double) -> [Double] {
      guard value.isFinite else { return [] }
      guard let reach else { return isMonotone ? [range.lowerBound, range.upperBound] : quantiles }
      let steps = isMonotone ? [-1.0, 1] : [-1, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1]
      let own = min(range.lowerBound, value)...max(range.upperBound, value)
      return steps.map { step in
        let moved = isLogarithmic ? log1p(max(0, expm1(value) + step * reach)) : value + step * reach
        return min(max(moved, own.lowerBound), own.upperBound)
      }
    }
  }

  struct Result: Sendable {
    /// Of each row, after the change that moves it furthest in the wanted direction.
    var predictions: Predictions
    var columns: [StudyData.Column]
  }

  let table: HeldTable
  let moves: [Move]
  /// Whether there is no change that moves a prediction further.
  let isExact: Bool
  /// What is worked out from other columns, and follows them.
  let derived: [StudySpecification.Transform]

  /// - Parameters:
  ///   - asked: of the specification.
  ///   - training: rows of the data whose values are possible.
  init(
    _ table: HeldTable, _ asked: [StudySpecification.Mutable], columns: [StudyData.Column], training: [Int]
  ) {
    self.table = table
    let names = Set(asked.map(\.column))
    let transforms =
      table.context.specification.features.command.isEmpty
      ? table.context.specification.features.transforms : []
    derived = transforms.filter { transform in
      switch transform {
      case .ratio(let a, let b), .difference(let a, let b): names.contains(a) || names.contains(b)
      case .log, .calendar: false
      }
    }
    isExact = derived.isEmpty && Self.isSeparable(table.model)
    let isMonotone = isExact
    moves = asked.compactMap { mutable in
      columns.firstIndex { $0.name == mutable.column }.map { index in
        Self.move(
          index, columns[index].values, mutable.by, isLogarithmic: transforms.contains(.log(mutable.column)),
          training: training, isMonotone: isMonotone)
      }
    }
  }

  /// Whether each feature adds its own part to a number from which the prediction rises or falls.
  static func isSeparable(_ model: any FittedModel) -> Bool {
    guard let linear = model as? LinearModel else { return false }
    return linear.coefficients.count == 1
  }

  private static func move(
    _ column: Int, _ values: ColumnValues, _ reach: Double?, isLogarithmic: Bool, training: [Int], isMonotone: Bool
  ) -> Move {
    var move = Move(column: column, reach: reach, isLogarithmic: isLogarithmic, isMonotone: isMonotone)
    switch values {
    case .numeric(let numbers), .date(let numbers):
      let sorted = training.map { numbers[$0] }.filter(\.isFinite).sorted()
      guard let first = sorted.first, let last = sorted.last else { break }
      move.range = first...last
      move.quantiles = (0...10).map { Quantiles.linear(Double($0) / 10, ofSorted: sorted) }
    case .categorical(let column):
      var counts: [Int32: Int] = [:]
      for row in training where column.codes[row] >= 0 { counts[column.codes[row], default: 0] += 1 }
      move.levels = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(mostLevels).map(\.key).sorted()
    }
    return move
  }

  // MARK: Search

  /// - Parameter objective: of a row's prediction, given the row's place; it is made as small as possible.
  func search(minimising objective: (Predictions, _ place: Int, _ row: Int) -> Double) throws(LearningError) -> Result {
    var result = Result(predictions: try table.predict(table.columns), columns: table.columns)
    var best = table.rows.indices.map { objective(result.predictions, $0, $0) }
    for _ in 0..<Self.mostSweeps {
      var hasMoved = false
      for move in moves where try take(move, &result, &best, objective) { hasMoved = true }
      if !hasMoved { break }
    }
    return result
  }

  /// - Returns: whether a row was moved further.
  private func take(
    _ move: Move, _ result: inout Result, _ best: inout [Double],
    _ objective: (Predictions, _ place: Int, _ row: Int) -> Double
  ) throws(LearningError) -> Bool {
    let (sources, values) = candidates(move, result.columns[move.column].values)
    guard !sources.isEmpty else { return false }
    var tried = result.columns.map { StudyData.Column(name: $0.name, values: $0.values.selecting(sources)) }
    tried[move.column].values = values
    rederive(&tried)
    let times = table.times.map { all in sources.map { all[$0] } }
    let predictions = try table.model.predict(tried, times: times, rows: Array(sources.indices))
    var chosen: [Int: Int] = [:]
    for (place, row) in sources.enumerated() {
      let own = objective(predictions, place, row)
      // Rounding is no movement.
      if own < best[row] - 1e-12 * max(1, abs(best[row])) { (best[row], chosen[row]) = (own, place) }
    }
    for (row, place) in chosen.sorted(by: { $0.key < $1.key }) {
      for column in tried.indices {
        result.columns[column].values = result.columns[column].values.replacing(
          row, with: tried[column].values, at: place)
      }
      let width = predictions.outputCount
      for output in 0..<width { result.predictions.values[row * width + output] = predictions[place, output] }
    }
    return !chosen.isEmpty
  }

  /// Every candidate of every row: the rows they are of, and the column's values.
  private func candidates(_ move: Move, _ values: ColumnValues) -> (rows: [Int], values: ColumnValues) {
    var rows: [Int] = []
    switch values {
    case .numeric(let numbers), .date(let numbers):
      var tried: [Double] = []
      for (row, number) in numbers.enumerated() {
        let own = move.candidates(start(move, row, number))
        rows += own.map { _ in row }
        tried += own
      }
      if case .date = values { return (rows, .date(tried)) }
      return (rows, .numeric(tried))
    case .categorical(let column):
      var codes: [Int32] = []
      for (row, code) in column.codes.enumerated() where code >= 0 {
        rows += move.levels.map { _ in row }
        codes += move.levels
      }
      return (rows, .categorical(CategoricalColumn(levels: column.levels, codes: codes)))
    }
  }

  /// The row's own number: what was moved before is moved from where it began.
  private func start(_ move: Move, _ row: Int, _ present: Double) -> Double {
    switch table.columns[move.column].values {
    case .numeric(let numbers), .date(let numbers): numbers[row]
    case .categorical: present
    }
  }

  /// Ratios and differences of what was changed.
  private func rederive(_ columns: inout [StudyData.Column]) {
    func numbers(_ name: String) -> [Double]? {
      switch columns.first(where: { $0.name == name })?.values {
      case .numeric(let numbers), .date(let numbers): numbers
      case .categorical, nil: nil
      }
    }
    for transform in derived {
      let (name, values): (String, [Double]?) =
        switch transform {
        case .ratio(let a, let b):
          ("\(a)_per_\(b)", numbers(a).flatMap { a in numbers(b).map { zip(a, $0).map { $1 == 0 ? .nan : $0 / $1 } } })
        case .difference(let a, let b):
          ("\(a)_minus_\(b)", numbers(a).flatMap { a in numbers(b).map { zip(a, $0).map { $0 - $1 } } })
        case .log, .calendar: ("", nil)
        }
      if let values, let place = columns.firstIndex(where: { $0.name == name }) {
        columns[place].values = .numeric(values)
      }
    }
  }
}

extension ColumnValues {
  /// One cell from another column of the same kind and levels.
  fileprivate func replacing(_ row: Int, with other: ColumnValues, at place: Int) -> ColumnValues {
    switch (self, other) {
    case (.numeric(var own), .numeric(let new)):
      own[row] = new[place]
      return .numeric(own)
    case (.date(var own), .date(let new)):
      own[row] = new[place]
      return .date(own)
    case (.categorical(var own), .categorical(let new)):
      own.codes[row] = new.codes[place]
      return .categorical(own)
    default: return self
    }
  }
}
