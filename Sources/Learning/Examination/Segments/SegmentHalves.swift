internal import Specification
internal import Statistics

/// How out-of-fold rows are halved: by chance, of whole groups where rows have some, by time in a temporal split.
struct SegmentHalves: Sendable {
  /// Rows of the data, ascending; but of a random half in random order, so that a part of it is a sample.
  var discovery: [Int]
  var confirmation: [Int]
  /// In words, such as `a random half of the out-of-fold rows`.
  var words: String
  /// Of rows of the data that are not independent; one a row of the data.
  var clusters: [Int]?

  init(_ rows: [Int], _ context: StudyContext) {
    var generator = SeededGenerator(seed: context.seed(fold: 5200))
    if context.splits.kind == .temporal, let times = context.data.times {
      let order = rows.sorted { (times[$0], $0) < (times[$1], $1) }
      let half = Splitter.boundary(order.count / 2, in: order, times)
      (discovery, confirmation) = (Array(order[..<half]), order[half...].sorted())
      words = "the earlier half of the out-of-fold rows"
      clusters = Self.stretches(of: confirmation, times)
      generator.shuffle(&discovery)
    } else if let groups = context.data.groups {
      let members = Dictionary(grouping: rows) { groups[$0] }
      var order = members.keys.sorted()
      generator.shuffle(&order)
      (discovery, confirmation) = ([], [])
      for group in order {
        if discovery.count * 2 < rows.count {
          discovery += members[group] ?? []
        } else {
          confirmation += members[group] ?? []
        }
      }
      confirmation.sort()
      words = "the groups of a random half of the out-of-fold rows"
      clusters = groups
    } else {
      var order = rows
      generator.shuffle(&order)
      (discovery, confirmation) = (Array(order[..<(order.count / 2)]), order[(order.count / 2)...].sorted())
      words = "a random half of the out-of-fold rows"
    }
  }

  private static func stretches(of rows: [Int], _ times: [Double]) -> [Int] {
    let blocks = RowDraws.blocks(of: rows.map { times[$0] })
    var clusters = [Int](repeating: 0, count: times.count)
    for (row, block) in zip(rows, blocks) { clusters[row] = block }
    return clusters
  }
}
