internal import StudyModel
internal import Tables

/// A column's rows in groups: by level, by value where there are few of them, else by bins of as many rows.
struct ColumnGroups: Sendable {
  var column: String
  /// One a group.
  var conditions: [SegmentCondition]
  /// The group of each row of the data; -1: in none, such as a rare level.
  var codes: [Int]

  /// Numbers with at most so many values are groups by value.
  static let fewValues = 6
  static let mostLevels = 20

  /// - Parameters:
  ///   - rows: that say where to cut and which levels are frequent.
  ///   - bins: of a column with many numbers.
  init(_ column: StudyData.Column, cutBy rows: [Int], bins: Int = 4) {
    self.column = column.name
    switch column.values {
    case .categorical(let texts): (conditions, codes) = Self.levels(texts, column.name, rows)
    case .numeric(let numbers): (conditions, codes) = Self.bins(numbers, column.name, rows, bins, isDate: false)
    case .date(let days): (conditions, codes) = Self.bins(days, column.name, rows, bins, isDate: true)
    }
  }

  /// The rows of one group, of those given.
  func rows(_ group: Int, among rows: [Int]) -> [Int] { rows.filter { codes[$0] == group } }

  /// The most frequent level first.
  private static func levels(
    _ texts: CategoricalColumn, _ name: String, _ rows: [Int]
  ) -> ([SegmentCondition], [Int]) {
    var counts = [Int](repeating: 0, count: texts.levels.count)
    for row in rows where texts.codes[row] >= 0 { counts[Int(texts.codes[row])] += 1 }
    let kept = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
      .prefix(mostLevels)
    var conditions = kept.map { SegmentCondition(column: name, test: .level(texts.levels[$0], isNot: false)) }
    var group = [Int](repeating: -1, count: texts.levels.count)
    for (place, code) in kept.enumerated() { group[code] = place }
    let missing = conditions.count
    if rows.contains(where: { texts.codes[$0] < 0 }) {
      conditions.append(SegmentCondition(column: name, test: .missing(isNot: false)))
    }
    return (
      conditions, texts.codes.map { $0 >= 0 ? group[Int($0)] : missing < conditions.count ? missing : -1 }
    )
  }

  private static func bins(
    _ numbers: [Double], _ name: String, _ rows: [Int], _ bins: Int, isDate: Bool
  ) -> ([SegmentCondition], [Int]) {
    let sorted = rows.map { numbers[$0] }.filter(\.isFinite).sorted()
    var tests: [SegmentCondition.Test]
    let values = distinct(sorted)
    if values.count <= fewValues {
      tests = values.map { .value($0, isNot: false) }
    } else {
      let cuts = cuts(sorted, bins)
      tests = (0...cuts.count).map { place in
        .range(
          above: place > 0 ? cuts[place - 1] : nil, upTo: place < cuts.count ? cuts[place] : nil, orMissing: false)
      }
    }
    if sorted.count < rows.count { tests.append(.missing(isNot: false)) }
    let conditions = tests.map { SegmentCondition(column: name, test: $0, isDate: isDate) }
    let all = Array(numbers.indices)
    var codes = [Int](repeating: -1, count: numbers.count)
    for (group, condition) in conditions.enumerated() {
      for (row, holds) in condition.mask(.numeric(numbers), rows: all).enumerated() where holds { codes[row] = group }
    }
    return (conditions, codes)
  }

  /// Ascending, at most one more than `fewValues`.
  private static func distinct(_ sorted: [Double]) -> [Double] {
    var values: [Double] = []
    for number in sorted where number != values.last && values.count <= fewValues { values.append(number) }
    return values
  }

  /// Values at the quantiles, each below the largest: every bin has rows.
  private static func cuts(_ sorted: [Double], _ bins: Int) -> [Double] {
    var cuts: [Double] = []
    for bin in 1..<bins {
      let cut = sorted[(sorted.count - 1) * bin / bins]
      if cut != cuts.last, cut < sorted[sorted.count - 1] { cuts.append(cut) }
    }
    return cuts
  }
}
