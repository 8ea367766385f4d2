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
    let pairs = zip(first, second).sorted { $0 < $1 }
    var counts: [Int] = []
    for (place, pair) in pairs.enumerated() {
      if place > 0, pairs[place - 1] == pair { counts[counts.count - 1] += 1 } else { counts.append(1) }
    }
    return max(0, a + b - entropy(counts: counts))
  }

  private static func entropy(counts: [Int]) -> Double {
    let total = Double(counts.reduce(0, +))
    return counts.reduce(0) { $0 - Double($1) / total * log(Double($1) / total) }
  }

  private static func runLengths(_ sorted: [Int]) -> [Int] {
    var counts: [Int] = []
    for (place, code) in sorted.enumerated() {
      if place > 0, sorted[place - 1] == code { counts[counts.count - 1] += 1 } else { counts.append(1) }
    }
    return counts
  }
}
