import Glibc

/// Statistics that a few wild values do not move.
extension Collection where Element == Double {
  /// NaN of nothing.
  var median: Double {
    let sorted = sorted()
    guard let last = sorted.last else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : middle == 0 ? last : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension Array where Element == Double {
  /// The median of the last `width` values up to each; of fewer at the start.
  func runningMedian(width: Int) -> [Double] {
    indices.map { self[Swift.max(0, $0 - width + 1)...$0].median }
  }

  /// The standard deviation of white noise on a smooth curve: of second differences by their median absolute value.
  /// 0 of fewer than three values.
  var noise: Double {
    guard count >= 3 else { return 0 }
    let bends: [Double] = (2..<count).map { (index: Int) -> Double in
      (self[index - 2] - 2 * self[index - 1] + self[index]).magnitude
    }
    let scale: Double = 1.4826 / 6.0.squareRoot()
    return scale * bends.median
  }

  /// The noise of the quieter stretches: the lower quartile over windows of 12.
  var quietNoise: Double {
    let window = 12
    guard count > window else { return noise }
    let each = stride(from: 0, through: count - window, by: 2).map { Array(self[$0..<$0 + window]).noise }.sorted()
    return each[(each.count - 1) / 4]
  }

  /// The same by mean squares, which few values tell better: the lower quartile of the standard deviations over windows of
  /// 12.
  var quietScatter: Double {
    let window = 12
    guard count > window else { return self[...].scatter }
    let each = stride(from: 0, through: count - window, by: 2).map { self[$0..<$0 + window].scatter }.sorted()
    return each[(each.count - 1) / 4]
  }

  /// Where the curve has turned back from its last extreme, beginning with the first rise: by more than `threshold`, and
  /// to `factor` times the lower one of both or more.
  func reversals(beyond threshold: Double, times factor: Double) -> [Int] {
    guard var extreme = first else { return [] }
    var (isRising, found) = (false, [Int]())
    for index in indices.dropFirst() {
      let value = self[index]
      if isRising ? value > extreme : value < extreme {
        extreme = value
      } else if abs(value - extreme) > threshold, Swift.max(value, extreme) >= factor * Swift.min(value, extreme) {
        found.append(index)
        (isRising, extreme) = (!isRising, value)
      }
    }
    return found
  }
}

extension ArraySlice where Element == Double {
  /// The standard deviation of white noise on a smooth curve, by its second differences. 0 of fewer than three values.
  fileprivate var scatter: Double {
    guard count >= 3 else { return 0 }
    let squares = (startIndex + 2..<endIndex).map { index -> Double in
      let bend = self[index - 2] - 2 * self[index - 1] + self[index]
      return bend * bend
    }
    return (squares.reduce(0, +) / Double(6 * squares.count)).squareRoot()
  }
}
