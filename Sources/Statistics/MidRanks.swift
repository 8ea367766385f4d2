/// Ranks from 1, equal values sharing the mean of their ranks.
struct MidRanks {
  /// In the order of the values.
  var ranks: [Double]
  /// Sizes of the groups of equal values, ascending by value; 1 for a value without equals.
  var tieSizes: [Int] = []

  /// nil when a value is NaN. O(n log n).
  init?(_ values: [Double]) {
    guard !values.contains(where: \.isNaN) else { return nil }
    let order = values.indices.sorted { values[$0] < values[$1] }
    ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      tieSizes.append(end - start)
      start = end
    }
  }
}
