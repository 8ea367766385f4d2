internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// Groups of rows by one sensitive column; numbers are cut at the quartiles of the development rows.
struct SensitiveGroups: Sendable {
  var attribute: String
  /// One a group.
  var names: [String]
  /// The group of each row of the data; -1: in none.
  var codes: [Int]
  /// Whether the model sees the column.
  var isFeature: Bool
  /// Of the specification's list, for seeds.
  var place: Int

  /// Fewer positive rows say too little about a rate among them; of negative ones likewise.
  static let fewestRows = 10

}

extension SensitiveGroups {
  /// nil where the column has fewer than two groups.
  init?(_ name: String, place: Int, _ examination: Examination) {
    let context = examination.context
    guard let column = context.source.watched.first(where: { $0.name == name }) else { return nil }
    let groups = ColumnGroups(column, cutBy: context.splits.development)
    guard groups.conditions.count > 1 else { return nil }
    (attribute, self.place, names) = (name, place, groups.conditions.map(\.valueWords))
    codes = groups.codes
    isFeature = examination.columns.contains { $0.name == name }
  }

  /// Of every column that the specification calls sensitive and that has groups.
  static func all(_ examination: Examination) -> [SensitiveGroups] {
    examination.context.specification.data.sensitiveColumns.enumerated().compactMap { place, name in
      SensitiveGroups(name, place: place, examination)
    }
  }
}

/// Draws of rows with replacement that keep what belongs together: of each group as many rows as there are; where rows
/// have a group of their own, or come over time, whole groups or stretches of time.
struct GroupDraws: Sendable {
  static let draws = 500

  private let bootstrap: Bootstrap
  /// Places of each unit that is drawn; nil: rows are drawn.
  private let members: [[Int]]?

  /// - Parameters:
  ///   - rows: of the data.
  ///   - strata: a group a row of `rows`.
  init(_ rows: [Int], strata: [Int], _ context: StudyContext, seed: UInt64) {
    var unit: [Int]?
    if let groups = context.data.groups {
      unit = rows.map { groups[$0] }
    } else if context.splits.kind == .temporal, let times = context.data.times {
      unit = TestInterval.blocks(of: rows.map { times[$0] }, count: TestInterval.timeBlocks)
    }
    guard let unit else {
      (bootstrap, members) = (Bootstrap(stratumOfRow: strata, draws: Self.draws, seed: seed), nil)
      return
    }
    let places = Dictionary(grouping: rows.indices) { unit[$0] }
    let members = places.keys.sorted().compactMap { places[$0] }
    self.members = members
    bootstrap = Bootstrap(rowCount: members.count, draws: Self.draws, seed: seed)
  }

  var areRowsIndependent: Bool { members == nil }

  /// 95 % intervals of several statistics of the same draws, which get places; nil where one is undefined too often, or
  /// where there are fewer than ten groups to draw.
  func intervals(
    _ count: Int, ends: Bootstrap.Ends = .biasCorrected, _ statistics: ([Int]) -> [Double?]
  ) -> [ConfidenceInterval?] {
    if let members, members.count < TestInterval.fewestGroups {
      return [ConfidenceInterval?](repeating: nil, count: count)
    }
    let found = bootstrap.joint(level: 0.95, ends: ends) { drawn in
      statistics(members.map { members in drawn.flatMap { members[$0] } } ?? drawn)
    }
    let method = "bootstrap, \(ends == .reflected ? "reflected" : "bias-corrected"), \(Self.draws) draws"
    return found.map { result in
      // Draws that do not differ say nothing of other rows.
      result.flatMap { result in
        result.bounds.low < result.bounds.high
          ? ConfidenceInterval(low: result.bounds.low, high: result.bounds.high, method: method) : nil
      }
    }
  }
}
