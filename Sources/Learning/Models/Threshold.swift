/// The probability from which on a row counts as positive.
struct Threshold: Equatable, Sendable {
  /// A metric, as a sentence calls it.
  enum Goal: String, Sendable {
    case f1 = "F1"
    case accuracy
  }

  /// Positive is `probability >= value`.
  var value: Double
  /// The goal's metric on the rows it was chosen on.
  var score: Double

  /// Tries the middle between each two neighbouring probabilities and both ends. Of equal scores the one nearest to
  /// 0.5 wins, then the lower one.
  ///
  /// Complexity: O(n log n).
  /// - Returns: nil for no rows, probabilities that are NaN, weights that are all 0, and `f1` without a positive row.
  init?(labels: [Bool], probabilities: [Double], weights: [Double]? = nil, goal: Goal) {
    guard !labels.isEmpty, labels.count == probabilities.count, !probabilities.contains(where: \.isNaN) else {
      return nil
    }
    let order = labels.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var counts = Counts()
    for row in order { counts.add(labels[row], weights?[row] ?? 1) }
    guard counts.total > 0, goal != .f1 || counts.truePositive > 0 else { return nil }
    var best = (quality: -Double.infinity, value: 0.0)
    var place = 0
    while place <= order.count {
      let value = Self.cut(before: place, order, probabilities)
      let quality = counts.quality(goal)
      let isNearer = abs(value - 0.5) < abs(best.value - 0.5)
      if quality > best.quality || quality == best.quality && isNearer { best = (quality, value) }
      guard place < order.count else { break }
      let probability = probabilities[order[place]]
      while place < order.count, probabilities[order[place]] == probability {
        counts.move(labels[order[place]], weights?[order[place]] ?? 1)
        place += 1
      }
    }
    (value, score) = (best.value, best.quality)
  }

  private static func cut(before place: Int, _ order: [Int], _ probabilities: [Double]) -> Double {
    if place == 0 { return min(0, probabilities[order[0]]) }
    let below = probabilities[order[place - 1]]
    guard place < order.count else { return max(1, below).nextUp }
    let above = probabilities[order[place]]
    let middle = below + (above - below) / 2
    return middle > below ? middle : above
  }

  private struct Counts {
    var truePositive = 0.0
    var falsePositive = 0.0
    var trueNegative = 0.0
    var falseNegative = 0.0
    var total: Double { truePositive + falsePositive + trueNegative + falseNegative }

    /// As predicted positive.
    mutating func add(_ label: Bool, _ weight: Double) {
      if label { truePositive += weight } else { falsePositive += weight }
    }

    /// From predicted positive to predicted negative.
    mutating func move(_ label: Bool, _ weight: Double) {
      if label {
        (truePositive, falseNegative) = (truePositive - weight, falseNegative + weight)
      } else {
        (falsePositive, trueNegative) = (falsePositive - weight, trueNegative + weight)
      }
    }

    /// Larger is better.
    func quality(_ goal: Goal) -> Double {
      switch goal {
      case .f1: 2 * truePositive / (2 * truePositive + falsePositive + falseNegative)
      case .accuracy: (truePositive + trueNegative) / total
      }
    }
  }
}
