/// Count, mean and spread of the losses of some rows.
struct LossSums: Sendable {
  private(set) var count = 0
  private var sum = 0.0
  private var squares = 0.0

  mutating func add(_ loss: Double) {
    count += 1
    sum += loss
    squares += loss * loss
  }

  mutating func add(_ other: LossSums) {
    (count, sum, squares) = (count + other.count, sum + other.sum, squares + other.squares)
  }

  func without(_ part: LossSums) -> LossSums {
    var rest = self
    (rest.count, rest.sum, rest.squares) = (count - part.count, sum - part.sum, squares - part.squares)
    return rest
  }

  /// NaN without rows.
  var mean: Double { sum / Double(count) }

  /// Squared standard error of the mean; NaN for fewer than two rows.
  var errorVariance: Double {
    let n = Double(count)
    return count > 1 ? max(0, squares - sum * sum / n) / (n - 1) / n : .nan
  }

  /// The mean less two standard errors: a small segment has to be much worse to count as much as a large one.
  var lowerBound: Double { mean - 2 * errorVariance.squareRoot() }

  /// In standard errors of the difference; NaN where that is undefined.
  func excess(over other: LossSums) -> Double {
    (mean - other.mean) / (errorVariance + other.errorVariance).squareRoot()
  }
}

/// Rows that may be a weak segment, as seen on the rows that look for some.
struct SegmentCandidate: Sendable {
  var conditions: [SegmentCondition]
  var losses: LossSums
}

/// Looks at the losses by every group of every column, and of every two columns.
struct SegmentScan: Sendable {
  let columns: [ColumnGroups]
  let rows: [Int]
  /// One a row of `rows`.
  let losses: [Double]
  let whole: LossSums
  /// Of each column's groups.
  private let sums: [[LossSums]]
  /// The least rows of a candidate.
  let fewest: Int

  /// Standard errors by which two conditions must be worse than what either alone has besides.
  static let leastExcess = 1.0

  init(_ columns: [ColumnGroups], rows: [Int], losses: [Double], fewest: Int) {
    (self.columns, self.rows, self.losses, self.fewest) = (columns, rows, losses, fewest)
    var whole = LossSums()
    for loss in losses { whole.add(loss) }
    self.whole = whole
    sums = columns.map { Self.sums($0, rows, losses) }
  }

  /// How far a column's worst group stands out, in standard errors; 0 for none.
  func contrast(_ column: Int) -> Double {
    sums[column].filter { $0.count >= fewest }.map { $0.excess(over: whole.without($0)) }.filter(\.isFinite).max() ?? 0
  }

  /// Groups of one column, and of it with each of the others after it, that are worse than the rest.
  func candidates(_ first: Int, with others: [Int]) -> [SegmentCandidate] {
    let singles = sums[first]
    let own = singles.indices.filter { isWorse(singles[$0]) }
      .map { SegmentCandidate(conditions: [columns[first].conditions[$0]], losses: singles[$0]) }
    return own + others.flatMap { pairs(first, $0) }
  }

  private static func sums(_ column: ColumnGroups, _ rows: [Int], _ losses: [Double]) -> [LossSums] {
    var sums = [LossSums](repeating: LossSums(), count: column.conditions.count)
    for (row, loss) in zip(rows, losses) {
      let group = column.codes[row]
      if group >= 0 { sums[group].add(loss) }
    }
    return sums
  }

  private func isWorse(_ part: LossSums) -> Bool {
    part.count >= fewest && whole.count - part.count >= fewest
      && SegmentSearch.isWorse(part.mean, whole.without(part).mean)
  }

  private func pairs(_ first: Int, _ second: Int) -> [SegmentCandidate] {
    let (one, other) = (columns[first], columns[second])
    let width = other.conditions.count
    var cells = [LossSums](repeating: LossSums(), count: one.conditions.count * width)
    for (row, loss) in zip(rows, losses) {
      let (a, b) = (one.codes[row], other.codes[row])
      if a >= 0, b >= 0 { cells[a * width + b].add(loss) }
    }
    return cells.indices.compactMap { cell in
      let (a, b) = (cell / width, cell % width)
      guard isWorse(cells[cell]), adds(cells[cell], to: sums[first][a]), adds(cells[cell], to: sums[second][b])
      else { return nil }
      return SegmentCandidate(conditions: [one.conditions[a], other.conditions[b]], losses: cells[cell])
    }
  }

  /// Whether a second condition tells more than the first alone.
  private func adds(_ part: LossSums, to whole: LossSums) -> Bool {
    let rest = whole.without(part)
    return rest.count > 1 && part.excess(over: rest) >= Self.leastExcess
  }
}
