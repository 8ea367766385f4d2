/// What every threshold would call positive: one cut between each two neighbouring probabilities, and one at each end.
public struct ThresholdCurve: Sendable {
  /// Ascending; positive is a probability of at least this. From the first on every row is, from the last on none.
  public private(set) var thresholds: [Double] = []
  /// At each threshold; sums of weights.
  public private(set) var confusions: [BinaryConfusion] = []

  /// nil for no rows, lists that differ in length, probabilities that are NaN and weights that are negative or all 0.
  /// O(n log n).
  public init?(labels: [Bool], probabilities: [Double], weights: [Double]? = nil) {
    guard areWeights(weights, labels.count),
      var counts = BinaryConfusion(
        labels: labels, scores: probabilities, threshold: -Double.infinity, weights: weights),
      counts.truePositives + counts.falsePositives > 0
    else { return nil }
    let order = labels.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var place = 0
    while true {
      thresholds.append(Self.cut(before: place, order, probabilities))
      confusions.append(counts)
      guard place < order.count else { break }
      let probability = probabilities[order[place]]
      while place < order.count, probabilities[order[place]] == probability {
        counts.leave(labels[order[place]], weights?[order[place]] ?? 1)
        place += 1
      }
    }
  }

  /// Whether a threshold calls no row positive, whatever its probability, as the last one of a curve does.
  public static func isNobody(_ threshold: Double) -> Bool { threshold > 1 }

  /// The middle between neighbours.
  private static func cut(before place: Int, _ order: [Int], _ probabilities: [Double]) -> Double {
    if place == 0 { return min(0, probabilities[order[0]]) }
    let below = probabilities[order[place - 1]]
    guard place < order.count else { return max(1, below).nextUp }
    let above = probabilities[order[place]]
    let middle = below + (above - below) / 2
    return middle > below ? middle : above
  }

  /// Where the quality is largest. Of equal ones the threshold nearest to ½ wins, then the lower one. nil where the
  /// quality is undefined everywhere.
  public func best(_ quality: (BinaryConfusion) -> Double?) -> (place: Int, quality: Double)? {
    var best: (place: Int, quality: Double)?
    for (place, confusion) in confusions.enumerated() {
      guard let value = quality(confusion), !value.isNaN else { continue }
      let isBetter =
        best.map { best in
          let isNearer = abs(thresholds[place] - 0.5) < abs(thresholds[best.place] - 0.5)
          return value > best.quality || value == best.quality && isNearer
        } ?? true
      if isBetter { best = (place, value) }
    }
    return best
  }

  /// The thresholds around a place, without a gap, at which the quality is at least `least`.
  public func stretch(around place: Int, atLeast least: Double, _ quality: (BinaryConfusion) -> Double?) -> Bounds {
    func isEnough(_ place: Int) -> Bool { quality(confusions[place]).map { $0 >= least } ?? false }
    var (low, high) = (place, place)
    while low > 0, isEnough(low - 1) { low -= 1 }
    while high + 1 < confusions.count, isEnough(high + 1) { high += 1 }
    return Bounds(low: thresholds[low], high: thresholds[high])
  }
}

extension BinaryConfusion {
  /// Calls a row negative that was called positive. A sum of weights ends at 0, not a rounding error below it.
  fileprivate mutating func leave(_ label: Bool, _ weight: Double) {
    if label {
      (truePositives, falseNegatives) = (max(0, truePositives - weight), falseNegatives + weight)
    } else {
      (falsePositives, trueNegatives) = (max(0, falsePositives - weight), trueNegatives + weight)
    }
  }
}
