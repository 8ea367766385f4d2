internal import Statistics
internal import StudyModel
internal import Tables

/// What the model loses when some columns' values change places among the rows: Breiman (2001), Fisher, Rudin and
/// Dominici (2019).
struct PermutationImportance: Sendable {
  static let repeats = 10
  private static let seedNumber = 5000

  /// Columns that are shuffled together, so that they keep belonging together.
  struct Unit: Sendable, Equatable {
    var name: String
    var features: [String]
  }

  struct Result: Sendable, Equatable {
    var unit: Unit
    /// How much the primary metric gets worse; below 0 it gets better.
    var mean: Double
    /// Over the repeats.
    var deviation: Double

    /// Whether it gets worse by more than the shuffles of these rows differ; of other rows that says nothing.
    var isShown: Bool { mean > 0 && mean > 2 * deviation }
  }

  private(set) var results: [Result] = []
  /// Of the rows as they are.
  private(set) var score: Double

  /// nil where the metric is undefined on the rows.
  /// - Parameter used: the features that the model looks at; nil: not known. No other is shuffled: nothing would change.
  init?(_ examination: Examination, units: [Unit], rows: [Int], used: Set<String>?) throws(LearningError) {
    let predictions = try examination.predict(examination.columns, rows: rows)
    guard let score = examination.score(predictions, rows: rows) else { return nil }
    self.score = score
    let tasks = units.indices.filter { used?.isDisjoint(with: units[$0].features) != true }
      .flatMap { unit in (0..<Self.repeats).map { (unit: unit, turn: $0) } }
    let drops = try examination.context.inParallel(tasks) { task throws(LearningError) in
      let order = Self.order(rows, seed: examination.context.seed(fold: Self.seedNumber + task.turn))
      return try Self.loss(
        of: units[task.unit].features, in: examination.columns, rows: rows, order: order, from: score,
        isMaximized: examination.context.panel.primary.isMaximized
      ) { columns throws(LearningError) in
        examination.score(try examination.predict(columns, rows: rows), rows: rows)
      }
    }
    for (index, unit) in units.enumerated() {
      let own = zip(tasks, drops).filter { $0.0.unit == index }.map(\.1)
      let known = own.compactMap(\.self)
      // None at all: the model does not look at it, so that nothing can be lost.
      guard known.count == own.count else { continue }
      results.append(
        Result(
          unit: unit, mean: FoldIntervals.mean(known) ?? 0, deviation: FoldIntervals.deviation(known) ?? 0))
    }
  }

  /// The same for every unit of a turn, so that units differ by their columns alone.
  private static func order(_ rows: [Int], seed: UInt64) -> [Int] {
    var (order, generator) = (rows, SeededGenerator(seed: seed))
    generator.shuffle(&order)
    return order
  }

  /// How much worse a score gets when the values of some features change places among the rows; below 0 it gets better.
  /// nil where the score is undefined then.
  /// - Parameters:
  ///   - order: row `rows[i]` gets the values of row `order[i]`.
  ///   - whole: the score of the rows as they are.
  ///   - score: of what the model predicts for the rows with these columns.
  static func loss(
    of features: [String], in columns: [StudyData.Column], rows: [Int], order: [Int], from whole: Double,
    isMaximized: Bool, score: ([StudyData.Column]) throws(LearningError) -> Double?
  ) throws(LearningError) -> Double? {
    guard let shuffled = try score(shuffled(columns, features, rows: rows, order: order)) else { return nil }
    return isMaximized ? whole - shuffled : shuffled - whole
  }

  /// The columns with the values of some features moved: row `rows[i]` has those of row `order[i]`.
  static func shuffled(
    _ columns: [StudyData.Column], _ features: [String], rows: [Int], order: [Int]
  ) -> [StudyData.Column] {
    columns.map { column in
      guard features.contains(column.name) else { return column }
      switch column.values {
      case .numeric(let values):
        return .init(name: column.name, values: .numeric(moved(values, rows, order)))
      case .date(let values): return .init(name: column.name, values: .date(moved(values, rows, order)))
      case .categorical(var known):
        known.codes = moved(known.codes, rows, order)
        return .init(name: column.name, values: .categorical(known))
      }
    }
  }

  private static func moved<Value>(_ values: [Value], _ rows: [Int], _ order: [Int]) -> [Value] {
    var result = values
    for (row, source) in zip(rows, order) { result[row] = values[source] }
    return result
  }
}
