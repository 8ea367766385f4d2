internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// More or fewer training rows than there are, made from training rows alone.
///
/// A copy, or a made-up row, is of its source's group, so that early stopping never judges a copy of a row that it has
/// learned from. Made-up rows stand behind all rows of the data.
struct AugmentedRows: Sendable {
  var data: StudyData
  /// What to learn from; a row may be there several times.
  var training: [Int]

  /// Of a column's standard deviation.
  static let jitter = 0.1
  static let neighbours = 5
  /// Among so many rows of a class neighbours are looked for.
  static let mostCompared = 1000

  /// nil where the method does not apply: classes for numbers, or changed numbers without columns of numbers.
  /// - Parameter training: of the data.
  init?(
    _ method: StudySpecification.Augmentation, _ data: StudyData, training: [Int], _ generator: inout SeededGenerator
  ) {
    (self.data, self.training) = (data, training)
    switch method {
    case .oversample:
      guard let classes = Self.classes(data, training) else { return nil }
      useOwnGroups()
      let most = classes.map(\.count).max() ?? 0
      for rows in classes where !rows.isEmpty {
        self.training += (0..<(most - rows.count)).map { _ in rows[generator.index(below: rows.count)] }
      }
    case .undersample:
      guard let classes = Self.classes(data, training) else { return nil }
      let fewest = classes.map(\.count).filter { $0 > 0 }.min() ?? 0
      var kept: [Int] = []
      for rows in classes {
        var rows = rows
        generator.shuffle(&rows)
        kept += rows.prefix(fewest)
      }
      self.training = kept.sorted()
    case .noise:
      guard Self.hasNumbers(data) else { return nil }
      useOwnGroups()
      addNoise(training, &generator)
    case .mixup:
      guard Self.hasNumbers(data) else { return nil }
      useOwnGroups()
      interpolate(training, &generator)
    }
  }

  /// Rows of each class, in the order of the classes; nil for numbers.
  private static func classes(_ data: StudyData, _ rows: [Int]) -> [[Int]]? {
    guard case .classes(let codes, let names) = data.target else { return nil }
    var result = [[Int]](repeating: [], count: names.count)
    for row in rows { result[codes[row]].append(row) }
    return result
  }

  private static func hasNumbers(_ data: StudyData) -> Bool { data.columns.contains { $0.values.kind == .numeric } }

  private mutating func useOwnGroups() {
    if data.groups == nil { data.groups = Array(0..<data.rowCount) }
  }

  // MARK: Noise

  /// Each row once more, its numbers with normal noise, whole ones staying whole.
  private mutating func addNoise(_ rows: [Int], _ generator: inout SeededGenerator) {
    let spreads = data.columns.map { Perturbation.Spread($0.values, rows: rows) }
    append(rows) { column, _, value in spreads[column].noisy(value, Self.jitter, &generator) }
  }

  // MARK: Interpolation

  private struct Pair {
    var row: Int
    var other: Int
    /// Of the way from the row to the other.
    var share: Double
  }

  /// Rows between a row and one of its nearest neighbours of the same class, until all classes have as many rows: SMOTE,
  /// Chawla and others (2002). Of numbers one a row, its target in between too: Torgo and others (2013).
  private mutating func interpolate(_ rows: [Int], _ generator: inout SeededGenerator) {
    let space = NeighbourSpace(data, rows: rows)
    var pairs: [Pair] = []
    if let classes = Self.classes(data, rows) {
      let most = classes.map(\.count).max() ?? 0
      for members in classes where members.count > 1 {
        let compared = Self.some(members, &generator)
        for _ in 0..<(most - members.count) {
          let row = members[generator.index(below: members.count)]
          guard let other = space.neighbour(of: row, among: compared, &generator) else { continue }
          pairs.append(Pair(row: row, other: other, share: generator.unit()))
        }
      }
    } else {
      let compared = Self.some(rows, &generator)
      for row in rows {
        guard let other = space.neighbour(of: row, among: compared, &generator) else { continue }
        pairs.append(Pair(row: row, other: other, share: generator.unit()))
      }
    }
    append(pairs)
  }

  private static func some(_ rows: [Int], _ generator: inout SeededGenerator) -> [Int] {
    guard rows.count > mostCompared else { return rows }
    var rows = rows
    generator.shuffle(&rows)
    return rows.prefix(mostCompared).sorted()
  }

  private mutating func append(_ pairs: [Pair]) {
    let original = data
    append(pairs.map(\.row)) { column, place, value in
      guard case .numeric(let numbers) = original.columns[column].values else { return value }
      let other = numbers[pairs[place].other]
      return value.isFinite && other.isFinite ? value + pairs[place].share * (other - value) : value
    }
    guard case .numbers(var values) = data.target else { return }
    for (index, pair) in pairs.enumerated() {
      values[original.rowCount + index] += pair.share * (values[pair.other] - values[pair.row])
    }
    data.target = .numbers(values)
  }

  // MARK: New rows

  /// Copies behind all rows, with other numbers.
  /// - Parameter number: of a column, a copy's place and its source's number; asked column by column.
  private mutating func append(_ rows: [Int], number: (_ column: Int, _ place: Int, Double) -> Double) {
    let start = data.rowCount
    for index in data.columns.indices {
      switch data.columns[index].values {
      case .numeric(let values):
        data.columns[index].values = .numeric(values + rows.enumerated().map { number(index, $0, values[$1]) })
      case .date(let values): data.columns[index].values = .date(values + rows.map { values[$0] })
      case .categorical(let column):
        data.columns[index].values = .categorical(
          CategoricalColumn(levels: column.levels, codes: column.codes + rows.map { column.codes[$0] }))
      }
    }
    switch data.target {
    case .classes(let codes, let names): data.target = .classes(codes + rows.map { codes[$0] }, names: names)
    case .numbers(let values): data.target = .numbers(values + rows.map { values[$0] })
    }
    data.weights = data.weights.map { all in all + rows.map { all[$0] } }
    data.times = data.times.map { all in all + rows.map { all[$0] } }
    data.groups = data.groups.map { all in all + rows.map { all[$0] } }
    training += start..<(start + rows.count)
  }
}

/// Rows by their numbers, each divided by its standard deviation; what is missing is no distance.
private struct NeighbourSpace {
  private var coordinates: [[Double]] = []

  init(_ data: StudyData, rows: [Int]) {
    for column in data.columns {
      guard case .numeric(let values) = column.values else { continue }
      let deviation = Perturbation.Spread(column.values, rows: rows).deviation
      if deviation > 0 { coordinates.append(values.map { $0 / deviation }) }
    }
  }

  /// One of the nearest by chance; nil where there is no other row.
  func neighbour(of row: Int, among members: [Int], _ generator: inout SeededGenerator) -> Int? {
    var nearest: [(distance: Double, row: Int)] = []
    for other in members where other != row {
      let distance = distance(row, other)
      if nearest.count == AugmentedRows.neighbours, let last = nearest.last, distance >= last.distance { continue }
      let place = nearest.firstIndex { distance < $0.distance } ?? nearest.count
      nearest.insert((distance, other), at: place)
      if nearest.count > AugmentedRows.neighbours { nearest.removeLast() }
    }
    return nearest.isEmpty ? nil : nearest[generator.index(below: nearest.count)].row
  }

  private func distance(_ first: Int, _ second: Int) -> Double {
    var sum = 0.0
    for values in coordinates {
      let step = values[first] - values[second]
      if step.isFinite { sum += step * step }
    }
    return sum
  }
}
