/// Distinct numbers in ascending order with the rows that have them.
struct ValueCounts: Equatable, Sendable {
  private(set) var values: [Double] = []
  private(set) var counts: [Int] = []
  private(set) var total = 0
  /// Rows with a value of at most this one.
  private var cumulative: [Int] = []

  /// NaN values do not count; equal ones are added up. O(k log k).
  init(values: [Double], counts: [Int]) {
    for (value, count) in zip(values, counts).filter({ !$0.0.isNaN && $0.1 > 0 }).sorted(by: {
      $0.0 < $1.0
    }) {
      if self.values.last == value {
        self.counts[self.counts.count - 1] += count
      } else {
        self.values.append(value)
        self.counts.append(count)
      }
    }
    for count in self.counts {
      total += count
      cumulative.append(total)
    }
  }

  var isEmpty: Bool { values.isEmpty }

  /// Hyndman and Fan's type 7, as NumPy's default. nil without values. O(log k).
  func quantile(_ share: Double) -> Double? {
    guard total > 0 else { return nil }
    let position = share * Double(total - 1)
    let below = Int(position.rounded(.down))
    let low = value(at: below)
    return low + (value(at: min(below + 1, total - 1)) - low) * (position - Double(below))
  }

  /// The value of that rank, from 0.
  private func value(at rank: Int) -> Double {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  var mean: Double? {
    total == 0 ? nil : zip(values, counts).reduce(0) { $0 + $1.0 / Double(total) * Double($1.1) }
  }

  /// Sample standard deviation; nil below two rows.
  var deviation: Double? {
    guard total > 1, let mean else { return nil }
    let sum = zip(values, counts).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * Double($1.1) }
    return (sum / Double(total - 1)).squareRoot()
  }

  /// Half the distance from the 5th to the 95th percentile.
  var halfSpread: Double? {
    guard let low = quantile(0.05), let high = quantile(0.95) else { return nil }
    return (high - low) / 2
  }

  func count(where isWanted: (Double) -> Bool) -> Int {
    zip(values, counts).reduce(0) { $0 + (isWanted($1.0) ? $1.1 : 0) }
  }

  /// The value of most rows, the smallest of equals.
  var mode: (value: Double, count: Int)? {
    guard let most = counts.max(), let index = counts.firstIndex(of: most) else { return nil }
    return (values[index], most)
  }

  func without(_ isUnwanted: (Double) -> Bool) -> ValueCounts {
    let kept = values.indices.filter { !isUnwanted(values[$0]) }
    return ValueCounts(values: kept.map { values[$0] }, counts: kept.map { counts[$0] })
  }
}
