internal import Statistics
internal import Tables

/// How strongly columns go together, whatever their kinds, from 0 to 1.
struct FeatureAssociation: Sendable {
  /// Features above this share their importance: shuffling one leaves the other to tell.
  static let limit = 0.7
  /// Rows looked at.
  static let mostRows = 1000

  /// Columns that stay together, at least two each.
  private(set) var groups: [Group] = []

  struct Group: Equatable, Sendable {
    /// In the order of the columns.
    var features: [String]
    /// The weakest between two of them.
    var weakest: Double
  }

  /// Groups by average linkage over 1 − association.
  init(_ columns: [StudyData.Column], rows: [Int]) {
    let step = max(1, (rows.count + Self.mostRows - 1) / Self.mostRows)
    let parts = columns.map { Part($0.values.selecting(stride(from: 0, to: rows.count, by: step).map { rows[$0] })) }
    let strengths = columns.indices.map { first in
      (0..<first).map { second in Self.strength(parts[second], parts[first]) }
    }
    let clusters = AverageLinkage.clusters(columns.count, limit: 1 - Self.limit) { 1 - strengths[$1][$0] }
    groups = clusters.filter { $0.count > 1 }.map { members in
      let pairs = members.flatMap { first in members.filter { $0 < first }.map { strengths[first][$0] } }
      return Group(features: members.map { columns[$0].name }, weakest: pairs.min() ?? 0)
    }
  }

  /// A column as numbers or as group numbers; nil is missing.
  private enum Part {
    case numbers([Double])
    case levels([Int])

    init(_ values: ColumnValues) {
      switch values {
      case .numeric(let numbers), .date(let numbers): self = .numbers(numbers)
      case .categorical(let column): self = .levels(column.codes.map(Int.init))
      }
    }
  }

  /// |Spearman| of two numbers, Bergsma's V of two categories, the correlation ratio of ranks of one of each; 0 where
  /// it is undefined. Rows that lack either are left out.
  private static func strength(_ first: Part, _ second: Part) -> Double {
    switch (first, second) {
    case (.numbers(let a), .numbers(let b)):
      let rows = a.indices.filter { !a[$0].isNaN && !b[$0].isNaN }
      return abs(Correlation.spearman(rows.map { a[$0] }, rows.map { b[$0] }) ?? 0)
    case (.levels(let a), .levels(let b)):
      let rows = a.indices.filter { a[$0] >= 0 && b[$0] >= 0 }
      return ContingencyTable(counts: counts(rows.map { a[$0] }, rows.map { b[$0] }))?.correctedV ?? 0
    case (.levels(let levels), .numbers(let numbers)), (.numbers(let numbers), .levels(let levels)):
      let rows = levels.indices.filter { levels[$0] >= 0 && !numbers[$0].isNaN }
      return Correlation.rankRatio(groups: rows.map { levels[$0] }, values: rows.map { numbers[$0] }) ?? 0
    }
  }

  private static func counts(_ first: [Int], _ second: [Int]) -> [[Double]] {
    let width = (second.max() ?? -1) + 1
    var counts = [[Double]](repeating: [Double](repeating: 0, count: width), count: (first.max() ?? -1) + 1)
    for (a, b) in zip(first, second) { counts[a][b] += 1 }
    return counts
  }
}
