internal import StudyModel
internal import Tables

/// What one column must be in the rows of a segment.
struct SegmentCondition: Codable, Hashable, Sendable {
  enum Test: Codable, Hashable, Sendable {
    case level(String, isNot: Bool)
    /// Of a column with few different numbers.
    case value(Double, isNot: Bool)
    /// Greater than `above` and at most `upTo`; nil: open.
    case range(above: Double?, upTo: Double?, orMissing: Bool)
    case missing(isNot: Bool)
  }

  var column: String
  var test: Test
  /// Numbers are days since 1970.
  var isDate = false

  // MARK: Rows

  /// One a row: whether the condition holds; `values` are the column's.
  func mask(_ values: ColumnValues, rows: [Int]) -> [Bool] {
    switch values {
    case .categorical(let column):
      let code = code(in: column)
      return rows.map { row in holds(column.codes[row], code: code) }
    case .numeric(let numbers), .date(let numbers): return rows.map { holds(numbers[$0]) }
    }
  }

  private func code(in column: CategoricalColumn) -> Int32? {
    guard case .level(let level, _) = test else { return nil }
    return column.levels.firstIndex(of: level).map(Int32.init)
  }

  private func holds(_ found: Int32, code: Int32?) -> Bool {
    switch test {
    case .level(_, let isNot): (found == code) != isNot
    case .missing(let isNot): (found < 0) != isNot
    case .value, .range: false
    }
  }

  private func holds(_ number: Double) -> Bool {
    switch test {
    case .value(let value, let isNot): return (number == value) != isNot
    case .range(let above, let upTo, let orMissing):
      if number.isNaN { return orMissing }
      return number > above ?? -.infinity && number <= upTo ?? .infinity
    case .missing(let isNot): return number.isNaN != isNot
    case .level: return false
    }
  }

  /// The rows for which all hold.
  static func mask(_ conditions: [SegmentCondition], _ columns: [StudyData.Column], rows: [Int]) -> [Bool] {
    var mask = [Bool](repeating: true, count: rows.count)
    for condition in conditions {
      guard let column = columns.first(where: { $0.name == condition.column }) else { return mask.map { _ in false } }
      for (place, holds) in condition.mask(column.values, rows: rows).enumerated() where !holds { mask[place] = false }
    }
    return mask
  }

  // MARK: Joining

  /// The same conditions with those of one column in one, as those on the way down a tree.
  static func joined(_ conditions: [SegmentCondition]) -> [SegmentCondition] {
    var result: [SegmentCondition] = []
    for condition in conditions {
      let place = result.lastIndex { $0.column == condition.column }
      if let place, let both = result[place].joined(condition) {
        result[place] = both
      } else {
        result.append(condition)
      }
    }
    return result
  }

  /// nil where it takes two to say both.
  private func joined(_ other: SegmentCondition) -> SegmentCondition? {
    var result = self
    switch (test, other.test) {
    case (.range(let above, let upTo, let missing), .range(let otherAbove, let otherUpTo, let otherMissing)):
      result.test = .range(
        above: [above, otherAbove].compactMap(\.self).max(), upTo: [upTo, otherUpTo].compactMap(\.self).min(),
        orMissing: missing && otherMissing)
      return result
    case (_, .level(_, isNot: false)), (_, .value(_, isNot: false)): return other
    default: return nil
    }
  }

  // MARK: Words

  /// `Contract = Two year`, `9 < tenure <= 29`, `TotalCharges missing`.
  var words: String {
    switch test {
    case .range(.some(let above), .some(let upTo), false): "\(text(above)) < \(column) <= \(text(upTo))"
    case .level(_, true), .value(_, true), .missing(true): "\(column) is not \(valueWords)"
    case .level, .value: "\(column) = \(valueWords)"
    case .range, .missing: "\(column) \(valueWords)"
    }
  }

  /// The same without the column.
  var valueWords: String {
    switch test {
    case .level(let level, _): return level
    case .value(let value, _): return text(value)
    case .missing: return "missing"
    case .range(let above, let upTo, let orMissing):
      let bounds =
        above.map { above in "> \(text(above))" + (upTo.map { " to \(text($0))" } ?? "") }
        ?? upTo.map { "<= \(text($0))" } ?? "any number"
      return bounds + (orMissing ? " or missing" : "")
    }
  }

  static func words(_ conditions: [SegmentCondition]) -> String {
    conditions.isEmpty ? "all rows" : conditions.map(\.words).joined(separator: " and ")
  }

  private func text(_ number: Double) -> String {
    isDate ? EvidenceText.day(number) : NumberText.shortest(number, digits: 6)
  }
}
