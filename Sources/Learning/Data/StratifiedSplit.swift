internal import Statistics

/// Which rows train, which choose the round and the threshold, and which nothing sees before the end.
struct StratifiedSplit: Equatable, Sendable {
  /// Row numbers, ascending.
  var training: [Int] = []
  var validation: [Int] = []
  var test: [Int] = []

  /// Each class is shuffled and cut by itself; the same labels, shares and seed give the same rows everywhere.
  init(labels: [Bool], validation: Double, test: Double, seed: Int64) {
    var generator = SeededGenerator(seed: UInt64(bitPattern: seed))
    for label in [false, true] {
      var rows = labels.indices.filter { labels[$0] == label }
      generator.shuffle(&rows)
      let testCount = Int((Double(rows.count) * test).rounded())
      let validationCount = min(rows.count - testCount, Int((Double(rows.count) * validation).rounded()))
      self.test += rows[..<testCount]
      self.validation += rows[testCount..<(testCount + validationCount)]
      training += rows[(testCount + validationCount)...]
    }
    training.sort()
    self.validation.sort()
    self.test.sort()
  }
}
