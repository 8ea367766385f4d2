internal import Statistics

/// Bins of one width, in which numbers are counted.
struct EqualBins: Equatable {
  /// Ascending; bin `i` holds `edges[i] <= value < edges[i + 1]`, the last one its upper edge too.
  let edges: [Double]

  var count: Int { edges.count - 1 }

  /// - Parameter upper: above 0.
  init(to upper: Double, count: Int) { edges = (0...count).map { Double($0) * upper / Double(count) } }

  /// From the least to the greatest finite value. Where few lie far out, the bins between the half and the 99.5 %
  /// quantile are of one width and the outermost two take the rest.
  init(covering values: [Double], count: Int) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let least = sorted.first, let most = sorted.last, least < most else {
      let middle = sorted.first ?? 0
      let reach = max(0.5, middle.magnitude * 1e-6)
      edges = [middle - reach, middle + reach]
      return
    }
    let (low, high) = (Quantiles.linear(0.005, ofSorted: sorted), Quantiles.linear(0.995, ofSorted: sorted))
    // Halves, since the difference of two huge ends is not finite.
    let isLong = most / 2 - least / 2 > 1.5 * (high / 2 - low / 2) && low < high
    let (from, to) = isLong ? (low, high) : (least, most)
    var all = (0...count).map { from + (to / Double(count) - from / Double(count)) * Double($0) }
    all[count] = to
    if isLong { all = [least] + all + [most] }
    edges = all.reduce(into: []) { if $1 > $0.last ?? -.infinity { $0.append($1) } }
  }

  /// Values beyond the ends are in the outermost bins; nil for NaN. O(log k).
  func place(of value: Double) -> Int? {
    guard !value.isNaN else { return nil }
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return min(max(low - 1, 0), count - 1)
  }

  func counts(of values: some Sequence<Double>) -> [Int64] {
    values.reduce(into: [Int64](repeating: 0, count: count)) { counts, value in
      if let place = place(of: value) { counts[place] += 1 }
    }
  }

  /// A row for each bin of `rows`, a column for each of `columns`.
  static func grid(columns: EqualBins, _ x: [Double], rows: EqualBins, _ y: [Double]) -> [[Int64]] {
    var counts = [[Int64]](repeating: [Int64](repeating: 0, count: columns.count), count: rows.count)
    for (x, y) in zip(x, y) {
      if let column = columns.place(of: x), let row = rows.place(of: y) { counts[row][column] += 1 }
    }
    return counts
  }
}
