internal import Specification
internal import Statistics

extension StudyContext {
  /// Some of the rows, ascending: whole groups where there are any, the latest where rows come over time, else by chance.
  func thinned(_ rows: [Int], to count: Int, seed: Int) -> [Int] {
    guard rows.count > count else { return rows }
    if splits.kind == .temporal, let times = data.times {
      return rows.sorted { (times[$0], $0) < (times[$1], $1) }.suffix(count).sorted()
    }
    var generator = SeededGenerator(seed: self.seed(fold: seed))
    guard let groups = data.groups else {
      var shuffled = rows
      generator.shuffle(&shuffled)
      return shuffled.prefix(count).sorted()
    }
    let members = Dictionary(grouping: rows) { groups[$0] }
    var order = members.keys.sorted()
    generator.shuffle(&order)
    var taken: [Int] = []
    for group in order where taken.count < count { taken += members[group] ?? [] }
    return taken.sorted()
  }

  /// Some of the rows by chance, ascending, whatever their groups and times.
  func thinnedByChance(_ rows: [Int], to count: Int, seed: Int) -> [Int] {
    guard rows.count > count else { return rows }
    var (shuffled, generator) = (rows, SeededGenerator(seed: self.seed(fold: seed)))
    generator.shuffle(&shuffled)
    return shuffled.prefix(count).sorted()
  }
}

extension Array {
  /// Elements at even distances, in their order.
  func thinnedEvenly(to most: Int) -> [Element] {
    count > most ? (0..<most).map { self[$0 * count / most] } : self
  }
}
