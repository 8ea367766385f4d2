/// Binary labels sorted by descending score and counted up at every distinct score.
///
/// As scikit-learn's `_binary_clf_curve` (sklearn/metrics/_ranking.py): rows of weight 0 do not count, equal scores
/// are one point.
struct RankedScores {
  /// Descending, distinct.
  var thresholds: [Double] = []
  /// Weight of the positives with a score of at least the threshold.
  var truePositives: [Double] = []
  var falsePositives: [Double] = []

  var positiveWeight: Double { truePositives.last ?? 0 }
  var negativeWeight: Double { falsePositives.last ?? 0 }

  /// O(n log n). nil when the lists differ in length, a score is NaN, a weight is negative or not finite, or no row
  /// counts.
  init?(labels: [Bool], scores: [Double], weights: [Double]?) {
    guard labels.count == scores.count, weights.map({ $0.count == labels.count }) ?? true,
      !scores.contains(where: \.isNaN), weights?.contains(where: { !($0 >= 0) || !$0.isFinite }) != true
    else { return nil }
    var order = Array(labels.indices)
    if let weights { order.removeAll { weights[$0] == 0 } }
    guard !order.isEmpty else { return nil }
    order.sort { scores[$0] > scores[$1] }
    var (positive, negative) = (0.0, 0.0)
    for (position, row) in order.enumerated() {
      let weight = weights?[row] ?? 1
      if labels[row] { positive += weight } else { negative += weight }
      if position + 1 < order.count, scores[order[position + 1]] == scores[row] { continue }
      thresholds.append(scores[row])
      truePositives.append(positive)
      falsePositives.append(negative)
    }
  }
}
