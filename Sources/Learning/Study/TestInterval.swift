internal import Specification
internal import Statistics
internal import StudyModel

/// Intervals of scores on the test rows, for a fixed model.
struct TestInterval {
  private let context: StudyContext
  private let predictions: Predictions
  private let rows: [Int]
  private let threshold: Double?
  /// Bootstrap draws.
  static let draws = 500
  /// Draws of fewer groups than this say too little about others.
  static let fewestGroups = 10
  /// Stretches that the test rows of a temporal split are cut into.
  static let timeBlocks = 20

  init(_ context: StudyContext, _ predictions: Predictions, rows: [Int], threshold: Double?) {
    (self.context, self.predictions, self.rows, self.threshold) = (context, predictions, rows, threshold)
  }

  /// DeLong for the area under the ROC curve, Wilson for shares of rows, the bootstrap (BCa) for all others; nil where
  /// none is defined. Rows of a group are not independent, nor are those of one time: where there are groups whole
  /// groups are drawn, of a temporal split whole stretches of time, as in Carlstein (1986).
  func interval(_ metric: MetricPanel.Metric, level: Double = 0.95) -> ConfidenceInterval? {
    if let units = Self.units(of: rows, in: context) {
      return interval(metric, level, drawing: units.ofRow, called: units.name)
    }
    if metric.name == "auc", context.data.weights == nil, case .classes(let codes, let names) = context.data.target,
      names.count == 2
    {
      let found = DeLong.interval(labels: rows.map { codes[$0] == 1 }, scores: predictions.values, level: level)
      return found.map {
        interval($0.bounds, level, $0.isFallback ? "exact bound for a perfect score" : "DeLong, logit")
      }
    }
    if metric.name == "accuracy", context.data.weights == nil, let share = value(metric, Array(rows.indices)) {
      let count = Double(rows.count)
      return ProportionIntervals.wilson(successes: (share * count).rounded(), trials: count, level: level)
        .map { interval($0, level, "Wilson") }
    }
    let bootstrap: Bootstrap
    if case .classes(let codes, _) = context.data.target {
      bootstrap = Bootstrap(stratumOfRow: rows.map { codes[$0] }, draws: Self.draws, seed: context.seed(fold: 3000))
    } else {
      bootstrap = Bootstrap(rowCount: rows.count, draws: Self.draws, seed: context.seed(fold: 3000))
    }
    return interval(of: bootstrap, level, "\(Self.draws) draws") { value(metric, $0) }
  }

  /// What a row is drawn together with: its group, of a temporal split its stretch of time; nil: rows by themselves.
  static func units(of rows: [Int], in context: StudyContext) -> (ofRow: [Int], name: String)? {
    if let groups = context.data.groups { return (rows.map { groups[$0] }, "groups") }
    guard context.splits.kind == .temporal, let times = context.data.times else { return nil }
    return (blocks(of: rows.map { times[$0] }, count: timeBlocks), "stretches of time")
  }

  /// - Parameter unitOfRow: what a row is drawn together with.
  private func interval(
    _ metric: MetricPanel.Metric, _ level: Double, drawing unitOfRow: [Int], called name: String
  ) -> ConfidenceInterval? {
    let places = Dictionary(grouping: rows.indices) { unitOfRow[$0] }
    let members = places.keys.sorted().compactMap { places[$0] }
    guard members.count >= Self.fewestGroups else { return nil }
    let bootstrap = Bootstrap(rowCount: members.count, draws: Self.draws, seed: context.seed(fold: 3000))
    return interval(of: bootstrap, level, "\(Self.draws) draws of \(members.count) \(name)") { drawn in
      value(metric, drawn.flatMap { members[$0] })
    }
  }

  /// A number a row: consecutive stretches of about as many rows; equal times share one.
  static func blocks(of times: [Double], count: Int) -> [Int] {
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let cuts = (1..<count).map { Splitter.boundary(times.count * $0 / count, in: order, times) }
    var blocks = [Int](repeating: 0, count: times.count)
    var block = 0
    for (place, row) in order.enumerated() {
      while block < cuts.count, place >= cuts[block] { block += 1 }
      blocks[row] = block
    }
    return blocks
  }

  /// nil where the draws do not differ: rows that are all right say nothing of how often others are wrong.
  private func interval(
    of bootstrap: Bootstrap, _ level: Double, _ draws: String, statistic: ([Int]) -> Double?
  ) -> ConfidenceInterval? {
    let corrected = bootstrap.accelerated(level: level, jackknifeBlocks: 100, statistic: statistic)
    guard let found = corrected ?? bootstrap.percentile(level: level, statistic: statistic),
      found.bounds.low < found.bounds.high
    else { return nil }
    return interval(found.bounds, level, "bootstrap \(corrected == nil ? "percentile" : "BCa"), \(draws)")
  }

  private func interval(_ bounds: Bounds, _ level: Double, _ method: String) -> ConfidenceInterval {
    ConfidenceInterval(low: bounds.low, high: bounds.high, level: level, method: method)
  }

  /// On some of the rows, by their place.
  private func value(_ metric: MetricPanel.Metric, _ places: [Int]) -> Double? {
    let width = predictions.outputCount
    let drawn = Predictions(
      outputCount: width, values: places.flatMap { predictions.values[($0 * width)..<(($0 + 1) * width)] })
    return context.panel.value(
      metric, of: drawn, on: context.data, rows: places.map { rows[$0] }, threshold: threshold)
  }
}
