extension BinaryConfusion {
  /// Sums over actual classes.
  public var positives: Double { truePositives + falseNegatives }
  public var negatives: Double { trueNegatives + falsePositives }
  public var total: Double { positives + negatives }

  /// Share of the negative rows that were called positive; nil without a negative row.
  public var falsePositiveRate: Double? { negatives > 0 ? falsePositives / negatives : nil }

  /// Share of all rows that were called positive; nil without rows.
  public var predictedPositiveRate: Double? { total > 0 ? (truePositives + falsePositives) / total : nil }

  /// Share of the negative rows that were called negative; nil without a negative row.
  public var specificity: Double? { negatives > 0 ? trueNegatives / negatives : nil }

  /// Mean of recall and specificity; nil when a class is absent.
  public var balancedAccuracy: Double? {
    guard let recall, let specificity else { return nil }
    return (recall + specificity) / 2
  }

  /// Recall counts β times as much as precision: van Rijsbergen (1979). nil when there is neither a positive row nor a
  /// positive call.
  public func fScore(beta: Double) -> Double? {
    let square = beta * beta
    let whole = (1 + square) * truePositives + square * falseNegatives + falsePositives
    return whole > 0 ? (1 + square) * truePositives / whole : nil
  }

  /// The φ coefficient: Matthews (1975). nil when a class is absent or never called, where scikit-learn says 0.
  public var matthewsCorrelation: Double? {
    let calls = truePositives + falsePositives
    let product = positives.squareRoot() * negatives.squareRoot() * calls.squareRoot() * (total - calls).squareRoot()
    return product > 0 ? (truePositives * trueNegatives - falsePositives * falseNegatives) / product : nil
  }

  /// Agreement beyond chance: Cohen (1960). nil when chance alone agrees everywhere.
  public var kappa: Double? {
    let calls = truePositives + falsePositives
    let byChance = (positives * calls + negatives * (total - calls)) / total
    return total > 0 && byChance < total ? (truePositives + trueNegatives - byChance) / (total - byChance) : nil
  }
}

extension BinaryScores {
  /// Greatest distance between the score distributions of the classes, one-sided: max(TPR − FPR), never below 0, the
  /// KS of credit scoring. nil when a class is absent or a score is NaN. O(n log n).
  public static func kolmogorovSmirnov(labels: [Bool], scores: [Double], weights: [Double]? = nil) -> Double? {
    guard let ranked = RankedScores(labels: labels, scores: scores, weights: weights),
      ranked.positiveWeight > 0, ranked.negativeWeight > 0
    else { return nil }
    return zip(ranked.truePositives, ranked.falsePositives).reduce(0) {
      max($0, $1.0 / ranked.positiveWeight - $1.1 / ranked.negativeWeight)
    }
  }

  /// How many times as many positives are among the best-scored `share` of the rows (rounded up to whole rows) as in
  /// as many rows drawn blindly. Of rows tied at the cut each counts in proportion; with `tiesInRowOrder` the first
  /// come first, which depends on how the file was sorted. nil without a positive row, with a NaN score, or for a share
  /// outside 0…1. O(n log n).
  public static func lift(
    labels: [Bool], scores: [Double], share: Double, tiesInRowOrder: Bool = false
  ) -> Double? {
    guard labels.count == scores.count, share > 0, share <= 1, labels.contains(true),
      !scores.contains(where: \.isNaN)
    else { return nil }
    let count = min(labels.count, max(1, Int((share * Double(labels.count) - 1e-9).rounded(.up))))
    let order = labels.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    func positives(_ rows: some Sequence<Int>) -> Double { rows.reduce(0) { $0 + (labels[$1] ? 1 : 0) } }
    var found = positives(order[..<count])
    if !tiesInRowOrder {
      let cut = scores[order[count - 1]]
      let above = order[..<count].prefix { scores[$0] > cut }
      let tied = order[above.count...].prefix { scores[$0] == cut }
      found = positives(above) + positives(tied) * Double(count - above.count) / Double(tied.count)
    }
    return found / Double(count) / (positives(order) / Double(labels.count))
  }
}
