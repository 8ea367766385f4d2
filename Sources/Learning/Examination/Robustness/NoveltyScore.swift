internal import Glibc
internal import JSONText
internal import Statistics
internal import Tables

/// How unlike the training rows a row is: minus twice the logarithm of its likelihood, but for a constant, under a plain
/// model of those rows.
///
/// Numbers become normal scores by their quantiles, which no far value decides (the nonparanormal: Liu, Lafferty and
/// Wasserman 2009); of these the squared distance of Mahalanobis (1936) counts, with a covariance shrunk towards none
/// (Ledoit and Wolf 2004; the share is fixed here). A level, and a missing cell, counts by its rarity. Fitted without
/// random numbers. A file of its own, `checkpoints/novelty.json`, beside the model.
struct NoveltyScore: Equatable, Sendable {
  static let format = "pitwall-novelty-1"
  /// More rows say no more, at a few times the time.
  static let mostRows = 5000
  /// With more columns of numbers each is looked at for itself.
  static let mostCorrelated = 60
  static let shrinkage = 0.05
  /// Of the training rows' scores: more unusual rows count as unlike them.
  static let limit = 0.99
  /// Tenths of a percent.
  private static let scoreSteps = 1000

  /// A column of numbers or dates.
  struct Number: Equatable, Sendable {
    var name: String
    var scores: NormalScores
    /// What a cell that is there, and one that is not, adds.
    var present: Double
    var missing: Double
  }

  struct Levels: Equatable, Sendable {
    var name: String
    var index: LevelIndex
    /// What each level adds.
    var surprises: [Double]
    var unseen: Double
    var missing: Double
  }

  struct Result: Sendable {
    var score: Double
    /// Share of the training rows with a lower score, half of those with the same.
    var percentile: Double
    /// What each column adds, the largest part first.
    var parts: [(column: String, part: Double)]
    /// Columns with a level, or a number beyond all, that no training row had.
    var outside: [String]

    /// Whether a prediction for it should be looked at: more unusual than 99 % of the training rows, or outside.
    var isUnlikeTraining: Bool { percentile > NoveltyScore.limit || !outside.isEmpty }
  }

  private(set) var numbers: [Number]
  private(set) var levels: [Levels]
  /// The inverse of the shrunk covariance of the numbers' normal scores, row-major.
  private(set) var precision: [Double]
  /// Of the training rows, ascending, at equal steps.
  private(set) var trainingScores: [Double] = []

  // MARK: Fitting

  /// - Parameter rows: training rows, at most `mostRows`.
  init(fitting columns: [StudyData.Column], rows: [Int]) {
    (numbers, levels) = ([], [])
    for column in columns {
      switch column.values {
      case .numeric(let values), .date(let values): numbers.append(Number(column.name, rows.map { values[$0] }))
      case .categorical(let values):
        levels.append(Levels(column.name, values.levels, rows.map { Int(values.codes[$0]) }))
      }
    }
    precision = Self.precision(numbers, columns, rows)
    let places = placed(columns)
    let scores = rows.map { row in parts(places, row).reduce(0) { $0 + $1.part } }.sorted()
    guard !scores.isEmpty else { return }
    trainingScores = (0...Self.scoreSteps).map {
      Quantiles.linear(Double($0) / Double(Self.scoreSteps), ofSorted: scores)
    }
  }

  private static func precision(_ numbers: [Number], _ columns: [StudyData.Column], _ rows: [Int]) -> [Double] {
    let count = numbers.count
    var covariance = SymmetricMatrix(order: count)
    if count <= mostCorrelated, !rows.isEmpty {
      let scores = numbers.map { number in
        let values = Self.values(number.name, columns)
        return rows.map { number.scores.score(values[$0]) }
      }
      for first in 0..<count {
        for second in 0...first {
          let sum = zip(scores[first], scores[second]).reduce(0) { $0 + $1.0 * $1.1 }
          covariance[first, second] = (1 - shrinkage) * sum / Double(rows.count)
          covariance[second, first] = covariance[first, second]
        }
      }
      for place in 0..<count { covariance[place, place] += shrinkage }
    } else {
      for place in 0..<count { covariance[place, place] = 1 }
    }
    return (0..<count).flatMap { place -> [Double] in
      let unit = (0..<count).map { $0 == place ? 1.0 : 0 }
      return covariance.solving(unit) ?? unit
    }
  }

  private static func values(_ name: String, _ columns: [StudyData.Column]) -> [Double] {
    switch columns.first(where: { $0.name == name })?.values {
    case .numeric(let values), .date(let values): values
    case .categorical, nil: []
    }
  }

  // MARK: Scoring

  /// The score from which on a row is more unusual than so much of the training rows.
  func quantile(_ share: Double) -> Double { Quantiles.linear(share, ofSorted: trainingScores) }

  /// - Parameter columns: as the model sees them, in any order.
  /// - Throws: when a column is absent or of another kind.
  func score(_ columns: [StudyData.Column], row: Int) throws(LearningError) -> Result {
    try scores(columns, rows: [row])[0]
  }

  func scores(_ columns: [StudyData.Column], rows: [Int]) throws(LearningError) -> [Result] {
    try check(columns)
    let places = placed(columns)
    return rows.map { row in
      let parts = parts(places, row)
      let score = parts.reduce(0) { $0 + $1.part }
      return Result(
        score: score, percentile: percentile(score), parts: parts.sorted { $0.part > $1.part },
        outside: outside(places, row))
    }
  }

  private func check(_ columns: [StudyData.Column]) throws(LearningError) {
    for (name, isNumber) in numbers.map({ ($0.name, true) }) + levels.map({ ($0.name, false) }) {
      guard let column = columns.first(where: { $0.name == name }) else {
        throw .model(reason: "the rows have no column \(name)")
      }
      if (column.values.kind != .categorical) != isNumber {
        throw .model(reason: "column \(name) is \(column.values.kind.rawValue), and was not in the training rows")
      }
    }
  }

  /// The columns in this score's order, with each level's place in it.
  private struct Placed {
    var numbers: [[Double]]
    var codes: [[Int32]]
    /// nil: unseen.
    var places: [[Int?]]
  }

  private func placed(_ columns: [StudyData.Column]) -> Placed {
    var result = Placed(numbers: numbers.map { Self.values($0.name, columns) }, codes: [], places: [])
    for level in levels {
      guard case .categorical(let values) = columns.first(where: { $0.name == level.name })?.values else { continue }
      result.codes.append(values.codes)
      result.places.append(values.levels.map { level.index[$0] })
    }
    return result
  }

  private func parts(_ columns: Placed, _ row: Int) -> [(column: String, part: Double)] {
    let scores = zip(numbers, columns.numbers).map { $0.scores.score($1[row]) }
    var result: [(column: String, part: Double)] = []
    for (place, number) in numbers.enumerated() {
      let start = place * numbers.count
      let pull = scores.indices.reduce(0) { $0 + precision[start + $1] * scores[$1] }
      let isThere = columns.numbers[place][row].isFinite
      result.append((number.name, scores[place] * pull + (isThere ? number.present : number.missing)))
    }
    for (place, level) in levels.enumerated() {
      let code = Int(columns.codes[place][row])
      let known = code < 0 ? nil : columns.places[place][code]
      result.append((level.name, code < 0 ? level.missing : known.map { level.surprises[$0] } ?? level.unseen))
    }
    return result
  }

  private func outside(_ columns: Placed, _ row: Int) -> [String] {
    let far = zip(numbers, columns.numbers).filter { $0.scores.isOutside($1[row]) }.map(\.0.name)
    let unseen = levels.indices.filter { place in
      let code = Int(columns.codes[place][row])
      return code >= 0 && columns.places[place][code] == nil
    }
    return far + unseen.map { levels[$0].name }
  }

  private func percentile(_ score: Double) -> Double {
    guard trainingScores.count > 1 else { return 0.5 }
    let below = trainingScores.partitioningIndex { $0 >= score }
    let notAbove = trainingScores.partitioningIndex { $0 > score }
    return min(1, Double(below + notAbove) / 2 / Double(trainingScores.count))
  }

  // MARK: Document

  var bytes: [UInt8] {
    let document: JSONValue = [
      "format": .string(Self.format), "numbers": .array(numbers.map(\.json)), "levels": .array(levels.map(\.json)),
      "precision": .numbers(precision), "training_scores": .numbers(trainingScores),
    ]
    return Array(document.serialized().utf8)
  }

  /// - Throws: `.model` with what is wrong.
  static func read(_ bytes: [UInt8]) throws(LearningError) -> NoveltyScore {
    let document: JSONValue
    do { document = try JSONValue(parsing: bytes) } catch { throw .model(reason: "not JSON: \(error.description)") }
    let reader = DocumentReader(document)
    guard try reader.text("format") == format else { throw .model(reason: "not a \(format) document") }
    return try NoveltyScore(reader)
  }

  private init(_ reader: DocumentReader) throws(LearningError) {
    (numbers, levels) = ([], [])
    for value in try reader.list("numbers") { numbers.append(try Number(DocumentReader(value))) }
    for value in try reader.list("levels") { levels.append(try Levels(DocumentReader(value))) }
    (precision, trainingScores) = (try reader.numbers("precision"), try reader.numbers("training_scores"))
    guard precision.count == numbers.count * numbers.count else {
      throw .model(reason: "its precision does not fit its numbers")
    }
  }
}

extension NoveltyScore.Number {
  /// A missing cell's share, and that of any level, is counted as if half a row more had it: no share is 0.
  fileprivate init(_ name: String, _ values: [Double]) {
    let missing = Double(values.count { !$0.isFinite })
    let total = Double(values.count) + 1
    self.init(
      name: name, scores: NormalScores(values), present: -2 * log((total - missing - 0.5) / total),
      missing: -2 * log((missing + 0.5) / total))
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "quantiles": .numbers(scores.quantiles), "unit": .number(scores.unit),
      "present": .number(present), "missing": .number(missing),
    ]
  }

  fileprivate init(_ reader: DocumentReader) throws(LearningError) {
    let scores = NormalScores(quantiles: try reader.numbers("quantiles"), unit: try reader.number("unit"))
    self.init(
      name: try reader.text("name"), scores: scores, present: try reader.number("present"),
      missing: try reader.number("missing"))
  }
}

extension NoveltyScore.Levels {
  fileprivate init(_ name: String, _ texts: [String], _ codes: [Int]) {
    var counts = [Double](repeating: 0, count: texts.count)
    for code in codes where code >= 0 { counts[code] += 1 }
    let seen = texts.indices.filter { counts[$0] > 0 }
    // Unseen and missing are two more.
    let total = Double(codes.count) + Double(seen.count + 2) / 2
    func surprise(_ count: Double) -> Double { -2 * log((count + 0.5) / total) }
    self.init(
      name: name, index: LevelIndex(seen.map { texts[$0] }), surprises: seen.map { surprise(counts[$0]) },
      unseen: surprise(0), missing: surprise(Double(codes.count { $0 < 0 })))
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "levels": .array(index.levels.map(JSONValue.string)), "surprises": .numbers(surprises),
      "unseen": .number(unseen), "missing": .number(missing),
    ]
  }

  fileprivate init(_ reader: DocumentReader) throws(LearningError) {
    self.init(
      name: try reader.text("name"), index: LevelIndex(try reader.texts("levels")),
      surprises: try reader.numbers("surprises"), unseen: try reader.number("unseen"),
      missing: try reader.number("missing"))
    guard surprises.count == index.count else { throw .model(reason: "the levels of \(name) are incomplete") }
  }
}

extension Array {
  /// The first place whose element and all after it fulfil the condition; the elements are so ordered. O(log n).
  fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
