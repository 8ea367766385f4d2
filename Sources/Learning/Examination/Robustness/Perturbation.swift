internal import Statistics
internal import Tables

/// A change of rows that are predicted.
enum Perturbation: Equatable, Sendable {
  /// Normal noise of so many standard deviations on every number, whole numbers staying whole; with the same number as
  /// probability (at most 1) another level, drawn as the training rows have them.
  case noise(Double)
  /// Each cell, with this probability, is missing.
  case missingCells(Double)
  case missingColumn(Int)
  /// One number in all rows.
  case number(Int, Double)
  /// A level that no training row has.
  case unseenLevel(Int)
  case nothingKnown

  /// What training rows say of a column.
  struct Spread: Sendable {
    /// Of numbers; 0 where they do not vary.
    var deviation = 0.0
    /// Whether all numbers are whole, as counts, codes and flags are.
    var isWhole = false
    /// Of levels, as often as they occur.
    var codes: [Int32] = []

    init(_ values: ColumnValues, rows: [Int]) {
      switch values {
      case .numeric(let numbers), .date(let numbers):
        let present = rows.map { numbers[$0] }.filter(\.isFinite)
        deviation = FoldIntervals.deviation(present) ?? 0
        isWhole = present.allSatisfy { $0 == $0.rounded() }
      case .categorical(let column): codes = rows.map { column.codes[$0] }.filter { $0 >= 0 }
      }
    }

    /// A number with noise of so many standard deviations.
    func noisy(_ value: Double, _ size: Double, _ generator: inout SeededGenerator) -> Double {
      let moved = value + size * deviation * generator.normal()
      return isWhole ? moved.rounded() : moved
    }
  }

  /// - Parameter spreads: one a column.
  func apply(
    to columns: [StudyData.Column], spreads: [Spread], _ generator: inout SeededGenerator
  ) -> [StudyData.Column] {
    var result = columns
    for index in columns.indices {
      let values = columns[index].values
      switch self {
      case .noise(let size): result[index].values = Self.noisy(values, size, spreads[index], &generator)
      case .missingCells(let share): result[index].values = Self.blanked(values) { _ in generator.unit() < share }
      case .missingColumn(index), .nothingKnown: result[index].values = Self.blanked(values) { _ in true }
      case .number(index, let number): result[index].values = Self.replaced(values, by: number)
      case .unseenLevel(index): result[index].values = Self.unseen(values)
      case .missingColumn, .number, .unseenLevel: break
      }
    }
    return result
  }

  private static func noisy(
    _ values: ColumnValues, _ size: Double, _ spread: Spread, _ generator: inout SeededGenerator
  ) -> ColumnValues {
    switch values {
    case .numeric(let numbers): return .numeric(numbers.map { spread.noisy($0, size, &generator) })
    case .date(let days): return .date(days.map { spread.noisy($0, size, &generator) })
    case .categorical(var column):
      guard !spread.codes.isEmpty else { return values }
      for row in column.codes.indices {
        let (isSwapped, drawn) = (generator.unit() < size, spread.codes[generator.index(below: spread.codes.count)])
        if isSwapped, column.codes[row] >= 0 { column.codes[row] = drawn }
      }
      return .categorical(column)
    }
  }

  private static func blanked(_ values: ColumnValues, _ isBlank: (Int) -> Bool) -> ColumnValues {
    switch values {
    case .numeric(let numbers): .numeric(numbers.indices.map { isBlank($0) ? .nan : numbers[$0] })
    case .date(let days): .date(days.indices.map { isBlank($0) ? .nan : days[$0] })
    case .categorical(let column):
      .categorical(
        CategoricalColumn(
          levels: column.levels, codes: column.codes.indices.map { isBlank($0) ? -1 : column.codes[$0] }))
    }
  }

  private static func replaced(_ values: ColumnValues, by number: Double) -> ColumnValues {
    switch values {
    case .numeric(let numbers): .numeric(numbers.map { _ in number })
    case .date(let days): .date(days.map { _ in number })
    case .categorical: values
    }
  }

  private static func unseen(_ values: ColumnValues) -> ColumnValues {
    guard case .categorical(let column) = values else { return values }
    // No level of a file begins so.
    let code = Int32(column.levels.count)
    return .categorical(
      CategoricalColumn(levels: column.levels + ["\u{1}unseen"], codes: column.codes.map { _ in code }))
  }
}
