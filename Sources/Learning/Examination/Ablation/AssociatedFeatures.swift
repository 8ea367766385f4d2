internal import Statistics
internal import Tables

/// Features that tell much the same, so that leaving out one of them shows little.
///
/// Strength between 0 and 1: Spearman's correlation of two columns of numbers, Cramér's V (corrected, Bergsma 2013) of two
/// of levels, the correlation ratio of ranks (Kelley 1935) of one of each. Grouped by average linkage (Sokal and Michener
/// 1958).
enum AssociatedFeatures {
  static let threshold = 0.7
  /// More rows and features than these are not looked at.
  static let mostRows = 2000
  static let mostFeatures = 60
  static let mostGroups = 8
  /// Columns with more pairs of levels than these are not compared.
  private static let mostCells = 100_000

  /// Groups of at least two, in the order of their first column.
  /// - Parameter rows: training rows.
  static func groups(_ columns: [StudyData.Column], rows: [Int]) -> [[String]] {
    let columns = Array(columns.prefix(mostFeatures))
    let values = columns.map { $0.values.selecting(rows) }
    var strengths = [[Double]](repeating: [Double](repeating: 0, count: columns.count), count: columns.count)
    for first in columns.indices {
      for second in columns.indices where second > first {
        strengths[first][second] = strength(values[first], values[second])
        strengths[second][first] = strengths[first][second]
      }
    }
    return clusters(strengths).filter { $0.count > 1 }.map { $0.map { columns[$0].name } }
  }

  /// 0 where it is not defined.
  static func strength(_ first: ColumnValues, _ second: ColumnValues) -> Double {
    switch (first, second) {
    case (.categorical(let a), .categorical(let b)):
      guard a.levels.count * b.levels.count <= mostCells else { return 0 }
      var counts = [[Double]](
        repeating: [Double](repeating: 0, count: b.levels.count), count: a.levels.count)
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

  /// Joins the two clusters with the largest mean strength while that is at least the threshold.
  static func clusters(_ strengths: [[Double]]) -> [[Int]] {
    var clusters = strengths.indices.map { [$0] }
    func mean(_ a: [Int], _ b: [Int]) -> Double {
      a.reduce(0) { sum, i in b.reduce(sum) { $0 + strengths[i][$1] } } / Double(a.count * b.count)
    }
    while clusters.count > 1 {
      var best = (strength: -1.0, first: 0, second: 0)
      for first in clusters.indices {
        for second in clusters.indices where second > first {
          let own = mean(clusters[first], clusters[second])
          if own > best.strength { best = (own, first, second) }
        }
      }
      guard best.strength >= threshold else { break }
      clusters[best.first] = (clusters[best.first] + clusters[best.second]).sorted()
      clusters.remove(at: best.second)
    }
    return clusters
  }
}
