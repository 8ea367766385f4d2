internal import Statistics
internal import StudyModel
internal import Tables

/// The smallest change of a row that makes the model decide otherwise: first of one feature, then of two.
///
/// A number goes to a quantile of the training rows, a category to another level of theirs. Smaller is fewer features,
/// then fewer standard deviations of the training rows, another level counting as one.
struct DecisionChange {
  static let quantiles = 200
  static let pairedQuantiles = 12
  /// Rows that are tried for pairs.
  static let mostPairedRows = 150_000

  /// What a feature may become.
  struct Option: Equatable, Sendable {
    enum Value: Equatable, Sendable {
      case number(Double)
      case level(Int32)
    }

    var value: Value
    var distance: Double
  }

  /// A feature that may change.
  struct Choice {
    /// Among the columns.
    var column: Int
    /// The nearest first.
    var options: [Option]
    /// As many as pairs are tried with.
    var paired: [Option]
  }

  private let row: [StudyData.Column]
  private let choices: [Choice]
  /// What the model decides for rows with these columns.
  private let decide: ([StudyData.Column]) throws(LearningError) -> [Verdict]

  /// A decision, and how near it is to another.
  struct Verdict: Equatable, Sendable {
    var decision: Int
    var prediction: [Double]
    /// Above 0; the smaller the nearer.
    var margin: Double
  }

  /// - Parameters:
  ///   - row: a table of the one row.
  ///   - training: a table of the rows that the model learned from, with the same columns.
  ///   - mutable: what may change, by at most how much; nil: all of it.
  init(
    row: [StudyData.Column], training: [StudyData.Column], mutable: [(column: String, by: Double?)]?,
    decide: @escaping ([StudyData.Column]) throws(LearningError) -> [Verdict]
  ) {
    (self.row, self.decide) = (row, decide)
    choices = row.indices.compactMap { index in
      let allowed = mutable?.first { $0.column == row[index].name }
      if mutable != nil, allowed == nil { return nil }
      let options = Self.options(row[index].values, training[index].values, by: allowed?.by, Self.quantiles)
      if options.isEmpty { return nil }
      let paired = Self.options(row[index].values, training[index].values, by: allowed?.by, Self.pairedQuantiles)
      return Choice(column: index, options: options, paired: paired)
    }
  }

  /// What was found.
  struct Result: Equatable {
    struct Step: Equatable {
      var column: Int
      var option: Option
    }

    var searched: [String]
    /// nil: pairs of all, or none were needed.
    var pairsAmong: [String]?
    var steps: [Step] = []
    var verdict: Verdict?
  }

  func search() throws(LearningError) -> Result {
    var result = Result(searched: choices.map { row[$0.column].name })
    let own = try decide(row)[0]
    var nearness: [(choice: Choice, margin: Double)] = []
    var best: (distance: Double, step: Result.Step, verdict: Verdict)?
    for choice in choices {
      let verdicts = try decide(table([(choice, choice.options)]))
      for (option, verdict) in zip(choice.options, verdicts) where verdict.decision != own.decision {
        if option.distance < best?.distance ?? .infinity {
          best = (option.distance, .init(column: choice.column, option: option), verdict)
        }
      }
      nearness.append((choice, verdicts.map(\.margin).min() ?? own.margin))
    }
    if let best {
      (result.steps, result.verdict) = ([best.step], best.verdict)
      return result
    }
    return try searchPairs(nearness, own, result)
  }

  /// Those first that alone come nearest, as far as the number of rows allows.
  private func searchPairs(
    _ nearness: [(choice: Choice, margin: Double)], _ own: Verdict, _ found: Result
  ) throws(LearningError) -> Result {
    var result = found
    let order = nearness.enumerated().sorted { ($0.element.margin, $0.offset) < ($1.element.margin, $1.offset) }
      .map(\.element.choice)
    var (kept, count) = ([Choice](), 0)
    for choice in order {
      let added = kept.reduce(0) { $0 + $1.paired.count * choice.paired.count }
      if count + added > Self.mostPairedRows { break }
      count += added
      kept.append(choice)
    }
    if kept.count < choices.count { result.pairsAmong = kept.map { row[$0.column].name } }
    var best: (distance: Double, steps: [Result.Step], verdict: Verdict)?
    for (place, second) in kept.enumerated() {
      for first in kept[..<place] {
        let pairs = first.paired.flatMap { a in second.paired.map { (a, $0) } }
        let verdicts = try decide(table([(first, pairs.map(\.0)), (second, pairs.map(\.1))]))
        for (pair, verdict) in zip(pairs, verdicts) where verdict.decision != own.decision {
          let distance = pair.0.distance + pair.1.distance
          guard distance < best?.distance ?? .infinity else { continue }
          let steps = [
            Result.Step(column: first.column, option: pair.0), .init(column: second.column, option: pair.1),
          ]
          best = (distance, steps.sorted { $0.column < $1.column }, verdict)
        }
      }
    }
    if let best { (result.steps, result.verdict) = (best.steps, best.verdict) }
    return result
  }

  /// The row again and again, with some features as the options say.
  private func table(_ changes: [(choice: Choice, options: [Option])]) -> [StudyData.Column] {
    let count = changes.first?.options.count ?? 0
    let same = [Int](repeating: 0, count: count)
    return row.enumerated().map { index, column in
      guard let options = changes.first(where: { $0.choice.column == index })?.options else {
        return .init(name: column.name, values: column.values.selecting(same))
      }
      return .init(name: column.name, values: Self.values(options, like: column.values))
    }
  }

  private static func values(_ options: [Option], like values: ColumnValues) -> ColumnValues {
    let numbers = options.map { if case .number(let number) = $0.value { number } else { Double.nan } }
    switch values {
    case .numeric: return .numeric(numbers)
    case .date: return .date(numbers)
    case .categorical(let column):
      let codes = options.map { if case .level(let code) = $0.value { code } else { Int32(-1) } }
      return .categorical(CategoricalColumn(levels: column.levels, codes: codes))
    }
  }

  // MARK: Options

  private static func options(
    _ own: ColumnValues, _ training: ColumnValues, by limit: Double?, _ count: Int
  ) -> [Option] {
    let options: [Option] =
      switch (own, training) {
      case (.numeric(let own), .numeric(let all)), (.date(let own), .date(let all)):
        numbers(own[0], all.filter(\.isFinite), by: limit, count)
      case (.categorical(let own), .categorical(let all)):
        Set(all.codes).filter { $0 >= 0 && $0 != own.codes[0] }.sorted().map { Option(value: .level($0), distance: 1) }
      default: []
      }
    return options.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .map(\.element)
  }

  private static func numbers(_ own: Double, _ all: [Double], by limit: Double?, _ count: Int) -> [Option] {
    guard let deviation = FoldIntervals.deviation(all), deviation > 0 else { return [] }
    if !own.isFinite, limit != nil { return [] }
    let sorted = all.sorted()
    let values = Set((0...count).map { sorted[Int((Double(sorted.count - 1) * Double($0) / Double(count)).rounded())] })
    return values.sorted().compactMap { value in
      guard value != own, !own.isFinite || abs(value - own) <= limit ?? .infinity else { return nil }
      return Option(value: .number(value), distance: own.isFinite ? abs(value - own) / deviation : 1)
    }
  }
}
