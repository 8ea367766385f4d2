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
  /// Of rows, for intervals.
  static let draws = 500
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

  /// Of each group as many rows as there are, where rows are independent.
  func draws(_ rows: [Int], in context: StudyContext, seed: Int) -> RowDraws {
    RowDraws(
      rows, in: context, strata: rows.map { codes[$0] }, count: Self.draws, seed: context.seed(fold: seed + place))
  }
}
