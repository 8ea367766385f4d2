internal import Statistics
internal import Tables

/// Features that tell much the same: shuffling or leaving out one of them lets the others tell it.
///
/// Association between 0 and 1: Spearman's correlation of two columns of numbers, Cramér's V without its bias (Bergsma
/// 2013) of two of levels, the correlation ratio of ranks without its bias (Kelley 1935) of one of each. Grouped by average
/// linkage over 1 − association (Sokal and Michener 1958).
struct FeatureAssociation: Sendable {
  /// The least mean association of two parts of a group.
  static let limit = 0.7
  /// More rows and columns than these are not looked at: of the rows every n-th, of the columns the first.
  static let mostRows = 1000
  static let mostColumns = 100
  /// Columns with more pairs of levels than these are not compared.
  private static let mostCells = 100_000

  struct Group: Equatable, Sendable {
    /// In the order of the columns.
    var features: [String]
    /// The weakest association between two of them.
    var weakest: Double
  }

  /// Of at least two columns each, in the order of their first.
  private(set) var groups: [Group] = []

  /// - Parameter rows: to look at; training rows.
  init(_ columns: [StudyData.Column], rows: [Int]) {
    let (columns, rows) = (columns.prefix(Self.mostColumns), rows.thinnedEvenly(to: Self.mostRows))
    let values = columns.map { $0.values.selecting(rows) }
    let strengths = columns.indices.map { first in
      (0..<first).map { second in Self.strength(values[second], values[first]) }
    }
    let clusters = AverageLinkage.clusters(columns.count, limit: 1 - Self.limit) { 1 - strengths[$1][$0] }
    groups = clusters.filter { $0.count > 1 }.map { members in
      let pairs = members.flatMap { first in members.filter { $0 < first }.map { strengths[first][$0] } }
      return Group(features: members.map { columns[$0].name }, weakest: pairs.min() ?? 0)
    }
  }

  /// 0 where it is undefined. Rows that lack either are left out.
  static func strength(_ first: ColumnValues, _ second: ColumnValues) -> Double {
    switch (first, second) {
    case (.categorical(let a), .categorical(let b)):
      guard a.levels.count * b.levels.count <= mostCells else { return 0 }
      var counts = [[Double]](repeating: [Double](repeating: 0, count: b.levels.count), count: a.levels.count)
      for (left, right) in zip(a.codes, b.codes) where left >= 0 && right >= 0 { counts[Int(left)][Int(right)] += 1 }
      return ContingencyTable(counts: counts)?.correctedV ?? 0
    case (.categorical(let levels), .numeric(let numbers)), (.categorical(let levels), .date(let numbers)),
      (.numeric(let numbers), .categorical(let levels)), (.date(let numbers), .categorical(let levels)):
      let both = numbers.indices.filter { numbers[$0].isFinite && levels.codes[$0] >= 0 }
      return Correlation.rankRatio(
        both.map { numbers[$0] }, groups: both.map { Int(levels.codes[$0]) }, isCorrected: true) ?? 0
    case (.numeric(let a), .numeric(let b)), (.numeric(let a), .date(let b)), (.date(let a), .numeric(let b)),
      (.date(let a), .date(let b)):
      let both = a.indices.filter { a[$0].isFinite && b[$0].isFinite }
      return abs(Correlation.spearman(both.map { a[$0] }, both.map { b[$0] }) ?? 0)
    }
  }
}
