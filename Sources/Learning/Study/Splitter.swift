internal import Statistics

/// Rows to learn from and rows to judge on; ascending, disjoint.
struct Fold: Equatable, Sendable, Codable {
  var training: [Int]
  var test: [Int]
}

/// Divides rows into folds as scikit-learn's classes of the same names do (sklearn/model_selection/_split.py), with two
/// differences: shuffling uses our own generator, and equal time stamps never straddle a cut.
///
/// Without a seed nothing is shuffled and the folds equal scikit-learn's.
enum Splitter {
  /// `KFold`: the first n mod k folds have one row more. O(n).
  static func kFold(count: Int, folds: Int, seed: UInt64?) -> [Fold] {
    var order = Array(0..<count)
    shuffle(&order, seed)
    let sizes = (0..<folds).map { count / folds + ($0 < count % folds ? 1 : 0) }
    var foldOfRow = [Int](repeating: 0, count: count)
    var start = 0
    for (fold, size) in sizes.enumerated() {
      for row in order[start..<(start + size)] { foldOfRow[row] = fold }
      start += size
    }
    return folding(foldOfRow, folds: folds)
  }

  /// `StratifiedKFold`: each class is spread evenly; a fold's count of a class is within 1 of an even share. O(n).
  static func stratified(classes: [Int], folds: Int, seed: UInt64?) -> [Fold] {
    let codes = byFirstAppearance(classes)
    let classCount = (codes.max() ?? -1) + 1
    let sorted = codes.sorted()
    var allocation = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: folds)
    for (position, code) in sorted.enumerated() { allocation[position % folds][code] += 1 }
    var generator = seed.map { SeededGenerator(seed: $0) }
    var queues = (0..<classCount).map { code in
      (0..<folds).flatMap { [Int](repeating: $0, count: allocation[$0][code]) }
    }
    if generator != nil { for code in queues.indices { generator?.shuffle(&queues[code]) } }
    var next = [Int](repeating: 0, count: classCount)
    let foldOfRow = codes.map { code in
      defer { next[code] += 1 }
      return queues[code][next[code]]
    }
    return folding(foldOfRow, folds: folds)
  }

  /// `GroupKFold`: whole groups, the largest first into the lightest fold. O(n + g log g).
  static func grouped(groups: [Int], folds: Int, seed: UInt64?) -> [Fold] {
    let members = Dictionary(grouping: groups.indices) { groups[$0] }
    var order = members.keys.sorted()
    shuffle(&order, seed)
    let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let bySize = order.sorted {
      (members[$0]?.count ?? 0, place[$0] ?? 0) > (members[$1]?.count ?? 0, place[$1] ?? 0)
    }
    var weights = [Int](repeating: 0, count: folds)
    var foldOfRow = [Int](repeating: 0, count: groups.count)
    for group in bySize {
      let lightest = weights.indices.min { weights[$0] < weights[$1] } ?? 0
      for row in members[group] ?? [] { foldOfRow[row] = lightest }
      weights[lightest] += members[group]?.count ?? 0
    }
    return folding(foldOfRow, folds: folds)
  }

  /// `StratifiedGroupKFold`: whole groups, classes as even as that allows; groups of the most uneven classes first.
  /// O(g·k·c).
  static func stratifiedGrouped(classes: [Int], groups: [Int], folds: Int, seed: UInt64?) -> [Fold] {
    let codes = byFirstAppearance(classes)
    let classCount = (codes.max() ?? -1) + 1
    let totals = codes.reduce(into: [Double](repeating: 0, count: classCount)) { $0[$1] += 1 }
    let members = Dictionary(grouping: groups.indices) { groups[$0] }
    var order = members.keys.sorted()
    shuffle(&order, seed)
    let counts = members.mapValues { rows in
      rows.reduce(into: [Double](repeating: 0, count: classCount)) { $0[codes[$1]] += 1 }
    }
    let spread = counts.mapValues(deviation)
    let ranked = order.enumerated().sorted {
      (-(spread[$0.element] ?? 0), $0.offset) < (-(spread[$1.element] ?? 0), $1.offset)
    }
    var perFold = [[Double]](repeating: [Double](repeating: 0, count: classCount), count: folds)
    var foldOfRow = [Int](repeating: 0, count: groups.count)
    for (_, group) in ranked {
      let added = counts[group] ?? []
      let best = mostEvenFold(perFold, adding: added, totals: totals)
      for (code, count) in added.enumerated() { perFold[best][code] += count }
      for row in members[group] ?? [] { foldOfRow[row] = best }
    }
    return folding(foldOfRow, folds: folds)
  }

  private static func mostEvenFold(_ perFold: [[Double]], adding added: [Double], totals: [Double]) -> Int {
    var (best, bestEvenness, bestSize) = (0, Double.infinity, Double.infinity)
    for fold in perFold.indices {
      var trial = perFold
      for code in added.indices { trial[fold][code] += added[code] }
      let spreads = totals.indices.map { code in deviation(trial.map { $0[code] / totals[code] }) }
      let evenness = spreads.reduce(0, +) / Double(max(1, spreads.count))
      let size = trial[fold].reduce(0, +)
      // NumPy's isclose.
      let isEqual = abs(evenness - bestEvenness) <= 1e-8 + 1e-5 * abs(bestEvenness)
      if bestEvenness == .infinity || (!isEqual && evenness < bestEvenness) || (isEqual && size < bestSize) {
        (best, bestEvenness, bestSize) = (fold, evenness, size)
      }
    }
    return best
  }

  /// `TimeSeriesSplit` on time stamps: windows of equal size at the end, each trained on all that is earlier. A cut moves
  /// forward to the next change of time, and training rows within `gap` before a window are left out. Windows
  /// that would train on nothing are missing. O(n log n).
  /// - Parameter times: one a row, comparable; NaN rows belong to no fold.
  static func temporal(times: [Double], folds: Int, gap: Double) -> [Fold] {
    let order = times.indices.filter { !times[$0].isNaN }.sorted { (times[$0], $0) < (times[$1], $1) }
    let size = order.count / (folds + 1)
    guard size > 0 else { return [] }
    let cuts = (0..<folds).map { boundary(order.count - (folds - $0) * size, in: order, times) } + [order.count]
    return (0..<folds).compactMap { window in
      let (start, end) = (cuts[window], cuts[window + 1])
      guard start < end else { return nil }
      let limit = times[order[start]] - gap
      let training = order[..<start].filter { gap > 0 ? times[$0] < limit : true }
      return training.isEmpty ? nil : Fold(training: training.sorted(), test: order[start..<end].sorted())
    }
  }

  /// The first place at or after `position` where the time changes.
  static func boundary(_ position: Int, in order: [Int], _ times: [Double]) -> Int {
    var place = position
    while place > 0, place < order.count, times[order[place]] == times[order[place - 1]] { place += 1 }
    return place
  }

  // MARK: Parts

  private static func folding(_ foldOfRow: [Int], folds: Int) -> [Fold] {
    (0..<folds).map { fold in
      Fold(
        training: foldOfRow.indices.filter { foldOfRow[$0] != fold },
        test: foldOfRow.indices.filter { foldOfRow[$0] == fold })
    }
  }

  private static func shuffle(_ items: inout [Int], _ seed: UInt64?) {
    guard let seed else { return }
    var generator = SeededGenerator(seed: seed)
    generator.shuffle(&items)
  }

  private static func byFirstAppearance(_ classes: [Int]) -> [Int] {
    var codes: [Int: Int] = [:]
    return classes.map { value in
      if let code = codes[value] { return code }
      let code = codes.count
      codes[value] = code
      return code
    }
  }

  /// Of the population.
  private static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))).squareRoot()
  }
}
