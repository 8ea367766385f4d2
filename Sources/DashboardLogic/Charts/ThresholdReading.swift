public import RunModel
public import Statistics

/// What a threshold makes of the rows of a binary task.
public struct ThresholdReading: Equatable, Sendable {
  /// How the numbers came about.
  public enum Source: Equatable, Sendable {
    /// The run recorded them for this very threshold.
    case recorded
    /// Counted from what was recorded.
    case counted
    /// Between two recorded places, on a straight line.
    case interpolated
  }

  public var threshold: Double
  public var rows: BinaryConfusion
  /// Sums of weights; nil where all rows weigh alike.
  public var weighted: BinaryConfusion?
  public var source: Source

  /// What rates are worked out from.
  public var judged: BinaryConfusion { weighted ?? rows }

  /// What a row brings on average; nil without rows.
  public func payoff(_ payoff: OperatingPoint.Payoff) -> Double? {
    let sum =
      judged.truePositives * payoff.truePositive + judged.falsePositives * payoff.falsePositive
      + judged.trueNegatives * payoff.trueNegative + judged.falseNegatives * payoff.falseNegative
    return judged.total > 0 ? sum / judged.total : nil
  }
}

/// Makes readings of a binary task at any threshold, of what a run recorded: the matrix at its own threshold, the
/// histogram of scores, else the ROC curve.
struct ThresholdReader: Equatable, Sendable {
  private let matrix: ConfusionMatrix?
  private let histogram: ScoreHistogram?
  /// Of the ROC curve, ascending by threshold; empty without.
  private let points: [CurvePoint]
  /// Where a threshold stands exactly, ascending: at least one.
  let places: [Double]

  private struct CurvePoint: Equatable {
    var threshold, falsePositiveRate, truePositiveRate: Double
  }

  /// nil where nothing says what another threshold would do.
  init?(matrix: ConfusionMatrix?, histogram: ScoreHistogram?, roc: ROCCurve?) {
    let isBinary = matrix.map { $0.counts.count == 2 } ?? true
    guard isBinary else { return nil }
    self.matrix = matrix
    self.histogram = histogram.flatMap { $0.counts.count == 2 && !$0.edges.isEmpty ? $0 : nil }
    points = (roc?.thresholds.indices ?? 0..<0).compactMap { index -> CurvePoint? in
      guard let roc, !roc.thresholds[index].isNaN, index < roc.falsePositiveRate.count,
        index < roc.truePositiveRate.count
      else { return nil }
      return CurvePoint(
        threshold: roc.thresholds[index], falsePositiveRate: roc.falsePositiveRate[index],
        truePositiveRate: roc.truePositiveRate[index])
    }.sorted { $0.threshold < $1.threshold }
    guard self.histogram != nil || (!points.isEmpty && matrix != nil) else { return nil }
    let finite = Set(points.map(\.threshold).filter(\.isFinite)).sorted()
    let own = matrix?.threshold.flatMap { $0.isFinite ? $0 : nil } ?? 0.5
    places = self.histogram?.edges ?? (finite.isEmpty ? [own] : finite)
  }

  /// At all places. O(n log n).
  var readings: [ThresholdReading] { places.map(reading) }

  func reading(at threshold: Double) -> ThresholdReading {
    if let matrix, matrix.threshold == threshold, matrix.counts.count == 2 { return recorded(matrix, threshold) }
    if let histogram { return counted(histogram, threshold) }
    return alongCurve(threshold)
  }

  private func recorded(_ matrix: ConfusionMatrix, _ threshold: Double) -> ThresholdReading {
    ThresholdReading(
      threshold: threshold, rows: Self.cells(matrix.counts.map { $0.map(Double.init) }),
      weighted: matrix.weights.count == 2 ? Self.cells(matrix.weights) : nil, source: .recorded)
  }

  private static func cells(_ grid: [[Double]]) -> BinaryConfusion {
    BinaryConfusion(
      trueNegatives: grid[0][0], falsePositives: grid[0][1], falseNegatives: grid[1][0], truePositives: grid[1][1])
  }

  // MARK: Histogram

  private func counted(_ histogram: ScoreHistogram, _ threshold: Double) -> ThresholdReading {
    let edges = histogram.edges
    let last = edges.count - 2
    // The bin that the threshold divides, and how much of it lies below.
    let bin = min(max((edges.firstIndex { $0 > threshold } ?? edges.count) - 1, 0), last)
    let below = min(max((threshold - edges[bin]) / (edges[bin + 1] - edges[bin]), 0), 1)
    let split = { (row: [Double]) -> (below: Double, above: Double) in
      let under = row[..<bin].reduce(0, +) + row[bin] * below
      return (under, row.reduce(0, +) - under)
    }
    let cells = { (grid: [[Double]]) -> BinaryConfusion in
      let (negative, positive) = (split(grid[0]), split(grid[1]))
      return BinaryConfusion(
        trueNegatives: negative.below, falsePositives: negative.above, falseNegatives: positive.below,
        truePositives: positive.above)
    }
    let counts = histogram.counts.map { $0.map(Double.init) }
    // The last bin holds scores equal to its upper edge, too.
    let isExact = below == 0 || counts[0][bin] + counts[1][bin] == 0 || threshold > edges[last + 1]
    return ThresholdReading(
      threshold: threshold, rows: cells(counts),
      weighted: histogram.weights.count == 2 ? cells(histogram.weights) : nil,
      source: isExact ? .counted : .interpolated)
  }

  // MARK: Curve

  private func alongCurve(_ threshold: Double) -> ThresholdReading {
    let (rates, isExact) = rates(at: threshold)
    let made = { (negatives: Double, positives: Double) -> BinaryConfusion in
      BinaryConfusion(
        trueNegatives: negatives * (1 - rates.x), falsePositives: negatives * rates.x,
        falseNegatives: positives * (1 - rates.y), truePositives: positives * rates.y)
    }
    let counts = (matrix?.counts ?? []).map { $0.reduce(0.0) { $0 + Double($1) } }
    let sums = (matrix?.weights ?? []).map { $0.reduce(0, +) }
    return ThresholdReading(
      threshold: threshold, rows: counts.count == 2 ? made(counts[0], counts[1]) : made(0, 0),
      weighted: sums.count == 2 ? made(sums[0], sums[1]) : nil, source: isExact ? .counted : .interpolated)
  }

  /// False and true positive rate, on the line between the two nearest thresholds of the curve. O(log points).
  private func rates(at threshold: Double) -> (rates: (x: Double, y: Double), isExact: Bool) {
    let after = firstPoint { $0 >= threshold }
    let behind = firstPoint { $0 > threshold }
    let none = CurvePoint(threshold: .infinity, falsePositiveRate: 0, truePositiveRate: 0)
    let all = CurvePoint(threshold: threshold, falsePositiveRate: 1, truePositiveRate: 1)
    let above = after < points.count ? points[after] : none
    let below = behind > 0 ? points[behind - 1] : all
    if above.threshold == threshold { return ((above.falsePositiveRate, above.truePositiveRate), true) }
    let isBetween = above.threshold.isFinite && above.threshold > below.threshold
    let share = isBetween ? (threshold - below.threshold) / (above.threshold - below.threshold) : 0
    let between = { (from: Double, to: Double) in from + (to - from) * share }
    return (
      (
        between(below.falsePositiveRate, above.falsePositiveRate),
        between(below.truePositiveRate, above.truePositiveRate)
      ), false
    )
  }

  /// The place of the first point whose threshold fits; the test holds for all behind it.
  private func firstPoint(_ fits: (Double) -> Bool) -> Int {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if fits(points[middle].threshold) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
