public import RunModel

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

  /// Rows, or sums of their weights.
  public struct Cells: Equatable, Sendable {
    public var trueNegatives, falsePositives, falseNegatives, truePositives: Double

    public var positives: Double { truePositives + falseNegatives }
    public var negatives: Double { trueNegatives + falsePositives }
    public var total: Double { positives + negatives }
  }

  public var threshold: Double
  public var rows: Cells
  /// nil where all rows weigh alike.
  public var weighted: Cells?
  public var source: Source

  /// What rates are worked out from.
  private var judged: Cells { weighted ?? rows }

  public var precision: Double? { ratio(judged.truePositives, judged.truePositives + judged.falsePositives) }
  public var recall: Double? { ratio(judged.truePositives, judged.positives) }
  public var falsePositiveRate: Double? { ratio(judged.falsePositives, judged.negatives) }
  public var accuracy: Double? { ratio(judged.truePositives + judged.trueNegatives, judged.total) }
  /// 2 tp / (2 tp + fp + fn).
  public var f1: Double? {
    ratio(2 * judged.truePositives, 2 * judged.truePositives + judged.falsePositives + judged.falseNegatives)
  }
  /// The share of rows that are called positive.
  public var calledShare: Double? { ratio(judged.truePositives + judged.falsePositives, judged.total) }

  /// What a row brings on average; nil without rows.
  public func payoff(_ payoff: OperatingPoint.Payoff) -> Double? {
    let sum =
      judged.truePositives * payoff.truePositive + judged.falsePositives * payoff.falsePositive
      + judged.trueNegatives * payoff.trueNegative + judged.falseNegatives * payoff.falseNegative
    return ratio(sum, judged.total)
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
}

/// Makes readings of a binary task at any threshold, of what a run recorded: the matrix at its own threshold, the
/// histogram of scores, else the ROC curve.
struct ThresholdReader: Equatable, Sendable {
  private let matrix: ConfusionMatrix?
  private let histogram: ScoreHistogram?
  private let roc: ROCCurve?

  /// nil where nothing says what another threshold would do.
  init?(matrix: ConfusionMatrix?, histogram: ScoreHistogram?, roc: ROCCurve?) {
    let isBinary = matrix.map { $0.counts.count == 2 } ?? true
    guard isBinary else { return nil }
    self.matrix = matrix
    self.histogram = histogram.flatMap { $0.counts.count == 2 && !$0.edges.isEmpty ? $0 : nil }
    self.roc = roc.flatMap { $0.thresholds.isEmpty ? nil : $0 }
    guard self.histogram != nil || (self.roc != nil && matrix != nil) else { return nil }
  }

  /// Places where a threshold stands exactly, ascending: at least one.
  var places: [Double] {
    if let histogram { return histogram.edges }
    let finite = Set((roc?.thresholds ?? []).filter(\.isFinite))
    return finite.isEmpty ? [matrix?.threshold.flatMap { $0.isFinite ? $0 : nil } ?? 0.5] : finite.sorted()
  }

  /// At all places. O(n log n).
  var readings: [ThresholdReading] {
    if histogram != nil || roc == nil { return places.map(reading) }
    let points = curvePoints
    return places.map { threshold in
      if let matrix, matrix.threshold == threshold, matrix.counts.count == 2 { return recorded(matrix, threshold) }
      return alongCurve(threshold, points)
    }
  }

  func reading(at threshold: Double) -> ThresholdReading {
    if let matrix, matrix.threshold == threshold, matrix.counts.count == 2 { return recorded(matrix, threshold) }
    if let histogram { return counted(histogram, threshold) }
    return alongCurve(threshold, curvePoints)
  }

  private func recorded(_ matrix: ConfusionMatrix, _ threshold: Double) -> ThresholdReading {
    ThresholdReading(
      threshold: threshold, rows: Self.cells(matrix.counts.map { $0.map(Double.init) }),
      weighted: matrix.weights.count == 2 ? Self.cells(matrix.weights) : nil, source: .recorded)
  }

  private static func cells(_ grid: [[Double]]) -> ThresholdReading.Cells {
    .init(
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
    let cells = { (grid: [[Double]]) -> ThresholdReading.Cells in
      let (negative, positive) = (split(grid[0]), split(grid[1]))
      return .init(
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

  private struct CurvePoint {
    var threshold, x, y: Double
  }

  /// By ascending thresholds; of equal ones the first that was recorded comes first. Those that are no numbers are left
  /// out.
  private var curvePoints: [CurvePoint] {
    guard let roc else { return [] }
    let points = roc.thresholds.indices.map {
      CurvePoint(threshold: roc.thresholds[$0], x: roc.falsePositiveRate[$0], y: roc.truePositiveRate[$0])
    }
    return points.filter { !$0.threshold.isNaN }.enumerated()
      .sorted { ($0.element.threshold, $0.offset) < ($1.element.threshold, $1.offset) }.map(\.element)
  }

  private func alongCurve(_ threshold: Double, _ points: [CurvePoint]) -> ThresholdReading {
    let (rates, isExact) = Self.rates(at: threshold, points)
    let made = { (negatives: Double, positives: Double) -> ThresholdReading.Cells in
      .init(
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
  private static func rates(
    at threshold: Double, _ points: [CurvePoint]
  ) -> (rates: (x: Double, y: Double), isExact: Bool) {
    let none = CurvePoint(threshold: .infinity, x: 0, y: 0)
    let all = CurvePoint(threshold: threshold, x: 1, y: 1)
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].threshold >= threshold { high = middle } else { low = middle + 1 }
    }
    let above = low < points.count ? points[low] : none
    if above.threshold == threshold { return ((above.x, above.y), true) }
    let below = low > 0 ? points[low - 1] : all
    let isBetween = above.threshold.isFinite && above.threshold > below.threshold
    let share = isBetween ? (threshold - below.threshold) / (above.threshold - below.threshold) : 0
    return ((below.x + (above.x - below.x) * share, below.y + (above.y - below.y) * share), false)
  }
}
