internal import Glibc

/// Information of discrete columns, in nats: Shannon (1948). Codes may be any whole numbers.
public enum Information {
  /// nil without rows. O(n log n).
  public static func entropy(_ codes: [Int]) -> Double? {
    codes.isEmpty ? nil : entropy(counts: runLengths(codes.sorted()))
  }

  /// What one column tells about the other; at least 0, and at most the smaller entropy. nil without rows or for lists
  /// of different lengths. With k and l values it is about (k − 1)(l − 1) / 2n above 0 for independent columns:
  /// Miller (1955). O(n log n).
  public static func mutual(_ first: [Int], _ second: [Int]) -> Double? {
    guard first.count == second.count, let a = entropy(first), let b = entropy(second) else { return nil }
    let pairs = zip(first, second).map { Pair(first: $0, second: $1) }.sorted()
    return max(0, a + b - entropy(counts: runLengths(pairs)))
  }

  private static func entropy(counts: [Int]) -> Double {
    let total = Double(counts.reduce(0, +))
    return counts.reduce(0) { $0 - Double($1) / total * log(Double($1) / total) }
  }

  private static func runLengths(_ sorted: [some Equatable]) -> [Int] {
    var counts: [Int] = []
    for place in sorted.indices {
      if place > 0, sorted[place - 1] == sorted[place] { counts[counts.count - 1] += 1 } else { counts.append(1) }
    }
    return counts
  }

  private struct Pair: Comparable {
    var first: Int
    var second: Int

    static func < (a: Pair, b: Pair) -> Bool { (a.first, a.second) < (b.first, b.second) }
  }
}
