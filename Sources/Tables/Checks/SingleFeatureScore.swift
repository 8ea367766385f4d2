/// How well one column alone tells the target, without a learned model.
///
/// For classes the area under the ROC curve of one class against the rest, the best over the classes that have enough
/// rows; for numbers Spearman's rank correlation, put on the same scale as (1 + |ρ|) / 2. Two readings compete: the
/// values in their order, and target means by level or quantile bin, learned on one half of the rows and judged on the
/// other, so that a column of many levels earns nothing by its size.
struct SingleFeatureScore {
  private let target: InspectedTarget
  private let rowCount: Int
  /// Ranks of a numeric target, ties sharing their mean rank; NaN where it is missing.
  private let targetRanks: [Double]
  /// Classes worth a look.
  private let classes: [Int32]

  private static let smoothing = 5.0
  private static let binCount = 32

  init(_ target: InspectedTarget, rowCount: Int) {
    (self.target, self.rowCount) = (target, rowCount)
    targetRanks = target.isRegression ? target.column.ranks : []
    let present = target.column.presentCount
    let needed = max(10, present / 50)
    let eligible = target.classCounts.indices.filter {
      target.classCounts[$0] >= needed && present - target.classCounts[$0] >= needed
    }
    // Of two classes one says all.
    classes =
      (eligible.count == 2 && target.classCounts.count == 2 ? eligible.suffix(1) : eligible[...])
      .map(
        Int32.init)
  }

  /// Between 0.5 (nothing) and 1; nil when there is too little to tell.
  func value(of column: InspectedColumn) -> Double? {
    guard column.presentCount >= 30 else { return nil }
    let binned = bins(of: column)
    if target.isRegression {
      return [rankCorrelation(column), crossFittedCorrelation(binned)].compactMap { $0 }.max().map {
        (1 + $0) / 2
      }
    }
    return classes.compactMap { positive in
      [orderedArea(column, positive), crossFittedArea(binned, positive)].compactMap { $0 }.max()
    }.max()
  }

  // MARK: - Values in their order

  private func orderedArea(_ column: InspectedColumn, _ positive: Int32) -> Double? {
    guard column.kind != .categorical, column.missingCount * 10 <= rowCount else { return nil }
    let places = column.levelPlaces
    var counts = [(positive: Int, negative: Int)](
      repeating: (0, 0), count: column.distribution.values.count)
    for (row, code) in column.codes.enumerated() where code >= 0 && places[Int(code)] >= 0 {
      let label = target.column.codes[row]
      if label == positive {
        counts[places[Int(code)]].positive += 1
      } else if label >= 0 {
        counts[places[Int(code)]].negative += 1
      }
    }
    return Self.area(counts).map { max($0, 1 - $0) }
  }

  private func rankCorrelation(_ column: InspectedColumn) -> Double? {
    guard column.kind != .categorical, column.missingCount * 10 <= rowCount else { return nil }
    return Self.correlation(column.ranks, targetRanks)?.magnitude
  }

  // MARK: - Means by bin, learned on the other half

  /// One a row; a missing cell has a bin of its own.
  private func bins(of column: InspectedColumn) -> (codes: [Int], count: Int) {
    let values = column.distribution
    guard column.kind != .categorical, values.values.count > Self.binCount else {
      return (column.codes.map { Int($0) + 1 }, column.levels.count + 1)
    }
    var seen = 0
    let binOfPlace = values.counts.map { count in
      defer { seen += count }
      return 1 + seen * Self.binCount / max(1, values.total)
    }
    let places = column.levelPlaces
    let bins = column.codes.map { code in
      code < 0 || places[Int(code)] < 0 ? 0 : binOfPlace[places[Int(code)]]
    }
    return (bins, Self.binCount + 1)
  }

  private func isFirstHalf(_ row: Int) -> Bool { RowHash.mixed(UInt64(row)) & 1 == 0 }

  private func crossFittedArea(_ bins: (codes: [Int], count: Int), _ positive: Int32) -> Double? {
    var counts = [(positive: Int, negative: Int)](repeating: (0, 0), count: 2 * bins.count)
    for (row, bin) in bins.codes.enumerated() where target.column.codes[row] >= 0 {
      let place = (isFirstHalf(row) ? 0 : bins.count) + bin
      if target.column.codes[row] == positive {
        counts[place].positive += 1
      } else {
        counts[place].negative += 1
      }
    }
    let (first, second) = (Array(counts[..<bins.count]), Array(counts[bins.count...]))
    guard let a = Self.area(first, orderedBy: second), let b = Self.area(second, orderedBy: first)
    else { return nil }
    return (a + b) / 2
  }

  /// The area when bins are ordered by the share of positives that the other half has in them.
  private static func area(
    _ judged: [(positive: Int, negative: Int)], orderedBy learned: [(positive: Int, negative: Int)]
  ) -> Double? {
    let positive = learned.reduce(0) { $0 + $1.positive }
    let all = learned.reduce(0) { $0 + $1.positive + $1.negative }
    guard all > 0 else { return nil }
    let prior = Double(positive) / Double(all)
    let shares = learned.map {
      (Double($0.positive) + smoothing * prior) / (Double($0.positive + $0.negative) + smoothing)
    }
    var merged: [(share: Double, positive: Int, negative: Int)] = []
    for bin in judged.indices.sorted(by: { (shares[$0], $0) < (shares[$1], $1) }) {
      if let last = merged.last, last.share == shares[bin] {
        merged[merged.count - 1].positive += judged[bin].positive
        merged[merged.count - 1].negative += judged[bin].negative
      } else {
        merged.append((shares[bin], judged[bin].positive, judged[bin].negative))
      }
    }
    return area(merged.map { ($0.positive, $0.negative) })
  }

  /// Mann and Whitney (1947) over groups of equal scores in ascending order; nil when a class is absent.
  static func area(_ counts: [(positive: Int, negative: Int)]) -> Double? {
    var (below, sum, positives) = (0.0, 0.0, 0.0)
    for group in counts {
      sum += Double(group.positive) * (below + Double(group.negative) / 2)
      below += Double(group.negative)
      positives += Double(group.positive)
    }
    return below > 0 && positives > 0 ? sum / (below * positives) : nil
  }

  private func crossFittedCorrelation(_ bins: (codes: [Int], count: Int)) -> Double? {
    var (sums, counts) = (
      [Double](repeating: 0, count: 2 * bins.count), [Double](repeating: 0, count: 2 * bins.count)
    )
    for (row, bin) in bins.codes.enumerated() where !targetRanks[row].isNaN {
      let place = (isFirstHalf(row) ? 0 : bins.count) + bin
      sums[place] += targetRanks[row]
      counts[place] += 1
    }
    let prior = sums.reduce(0, +) / max(1, counts.reduce(0, +))
    let scores = bins.codes.enumerated().map { row, bin in
      let place = (isFirstHalf(row) ? bins.count : 0) + bin
      return (sums[place] + Self.smoothing * prior) / (counts[place] + Self.smoothing)
    }
    return Self.correlation(scores, targetRanks).map { max(0, $0) }
  }

  /// Pearson's, over rows where both are numbers; nil when one of them does not vary.
  static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    let rows = x.indices.filter { !x[$0].isNaN && !y[$0].isNaN }
    guard rows.count > 2 else { return nil }
    let meanX = rows.reduce(0) { $0 + x[$1] } / Double(rows.count)
    let meanY = rows.reduce(0) { $0 + y[$1] } / Double(rows.count)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for row in rows {
      let (a, b) = (x[row] - meanX, y[row] - meanY)
      (xx, yy, xy) = (xx + a * a, yy + b * b, xy + a * b)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : nil
  }
}

extension InspectedColumn {
  /// By level: its place among the distinct numbers in ascending order; -1 when it is no number.
  fileprivate var levelPlaces: [Int] {
    let values = distribution.values
    return levelNumbers.map { number in
      guard !number.isNaN else { return -1 }
      var (low, high) = (0, values.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if values[middle] < number { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// One a row: the mean rank of its value; NaN where it has none.
  fileprivate var ranks: [Double] {
    var seen = 0.0
    let rankOfPlace = distribution.counts.map { count in
      defer { seen += Double(count) }
      return seen + Double(count + 1) / 2
    }
    let places = levelPlaces
    return codes.map { $0 < 0 || places[Int($0)] < 0 ? .nan : rankOfPlace[places[Int($0)]] }
  }
}
