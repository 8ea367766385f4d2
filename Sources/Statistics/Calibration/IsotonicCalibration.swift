/// The rising step function nearest to the labels, with straight lines between its steps: pool-adjacent-violators,
/// Ayer et al. (1955); as scikit-learn's `IsotonicRegression(out_of_bounds="clip")`. It can tie scores that differed,
/// and wants about a thousand rows.
public struct IsotonicCalibration: Equatable, Sendable {
  /// Ascending, distinct scores, the ends of stretches of equal values.
  public var scores: [Double]
  /// At each, never falling.
  public var values: [Double]

  /// Rows of equal score are pooled first. nil without rows that count, or for a score or value that is not finite.
  /// O(n log n).
  public init?(scores: [Double], values: [Double], weights: [Double]? = nil) {
    guard scores.count == values.count, areWeights(weights, scores.count),
      scores.allSatisfy(\.isFinite), values.allSatisfy(\.isFinite)
    else { return nil }
    let order = scores.indices.filter { weights?[$0] != 0 }.sorted { (scores[$0], $0) < (scores[$1], $1) }
    guard !order.isEmpty else { return nil }
    var blocks: [Block] = []
    for row in order {
      let weight = weights?[row] ?? 1
      let block = Block(first: scores[row], last: scores[row], sum: weight * values[row], weight: weight)
      if blocks.last?.last == scores[row] {
        blocks[blocks.count - 1].absorb(block)
      } else {
        blocks.append(block)
      }
    }
    let pooled = Self.pooled(blocks)
    self.scores = pooled.flatMap { $0.first == $0.last ? [$0.first] : [$0.first, $0.last] }
    self.values = pooled.flatMap { $0.first == $0.last ? [$0.mean] : [$0.mean, $0.mean] }
  }

  /// The value at a score, on a straight line between steps, constant beyond the ends. O(log n).
  public func value(at score: Double) -> Double {
    guard score > scores[0] else { return score.isNaN ? .nan : values[0] }
    guard score < scores[scores.count - 1] else { return values[values.count - 1] }
    var (low, high) = (0, scores.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if scores[middle] <= score { low = middle } else { high = middle }
    }
    let share = (score - scores[low]) / (scores[high] - scores[low])
    return values[low] + share * (values[high] - values[low])
  }

  private struct Block {
    var first: Double
    var last: Double
    var sum: Double
    var weight: Double
    var mean: Double { sum / weight }

    mutating func absorb(_ next: Block) {
      last = next.last
      sum += next.sum
      weight += next.weight
    }
  }

  private static func pooled(_ blocks: [Block]) -> [Block] {
    var stack: [Block] = []
    for block in blocks {
      stack.append(block)
      while stack.count > 1, stack[stack.count - 2].mean >= stack[stack.count - 1].mean {
        let top = stack.removeLast()
        stack[stack.count - 1].absorb(top)
      }
    }
    return stack
  }
}
