/// Looks for columns that make up a number: sums, differences, products, ratios of two, and sums of three.
struct TermSearch {
  enum Form: CaseIterable {
    case sum, difference, product, ratio, sumOfThree

    var isSum: Bool { self == .sum || self == .difference || self == .sumOfThree }

    func text(_ names: [String]) -> String {
      names.joined(
        separator: [.sum: " + ", .difference: " - ", .product: " × ", .ratio: " / "][self] ?? " + ")
    }
  }

  struct Term {
    var form: Form
    /// Places in `parts`.
    var parts: [Int]
    /// Rows on which it holds, of those with all numbers.
    var fitting: Int
    var rows: Int
  }

  let target: [Double]
  let parts: [[Double]]
  /// Rows looked at first; most candidates fail in the first few.
  private let sample: [Int]

  private static let neededShare = 0.99

  init(target: [Double], parts: [[Double]]) {
    (self.target, self.parts) = (target, parts)
    let rows = target.indices.filter { !target[$0].isNaN && target[$0] != 0 }
    sample =
      rows.isEmpty
      ? [] : (0..<min(64, rows.count)).map { rows[$0 * rows.count / min(64, rows.count)] }
  }

  /// nil when there is none. O(parts² + parts³ · few), each survivor O(rows).
  func firstTerm(withThreeParts: Bool) -> Term? {
    guard sample.count >= 20 else { return nil }
    for a in parts.indices {
      for b in parts.indices where b != a {
        for form in [Form.sum, .product] where a < b {
          if let term = check(form, [a, b]) { return term }
        }
        for form in [Form.difference, .ratio] { if let term = check(form, [a, b]) { return term } }
      }
    }
    guard withThreeParts else { return nil }
    for a in parts.indices {
      for b in parts.indices.dropFirst(a + 1) {
        for c in parts.indices.dropFirst(b + 1) {
          if let term = check(.sumOfThree, [a, b, c]) { return term }
        }
      }
    }
    return nil
  }

  private func check(_ form: Form, _ places: [Int]) -> Term? {
    var misses = 0
    for row in sample {
      if holds(form, places, row) == false { misses += 1 }
      if misses > 2 { return nil }
    }
    var (fitting, rows) = (0, 0)
    for row in target.indices {
      guard let isFitting = holds(form, places, row) else { continue }
      rows += 1
      if isFitting { fitting += 1 }
    }
    guard rows * 2 >= target.count, Double(fitting) >= Self.neededShare * Double(rows),
      everyPartMatters(places)
    else {
      return nil
    }
    return Term(form: form, parts: places, fitting: fitting, rows: rows)
  }

  /// nil where a number is missing.
  private func holds(_ form: Form, _ places: [Int], _ row: Int) -> Bool? {
    let (goal, first, second) = (target[row], parts[places[0]][row], parts[places[1]][row])
    let value: Double
    switch form {
    case .sum: value = first + second
    case .difference: value = first - second
    case .product: value = first * second
    case .ratio: value = second == 0 ? .nan : first / second
    case .sumOfThree: value = first + second + parts[places[2]][row]
    }
    guard !goal.isNaN, !value.isNaN else { return nil }
    return (value - goal).magnitude <= 1e-6 * max(1e-3, goal.magnitude, first.magnitude)
  }

  /// A part that is nearly always the same value adds nothing.
  private func everyPartMatters(_ places: [Int]) -> Bool {
    places.allSatisfy { place in
      let values = sample.map { parts[place][$0] }
      return values.count { $0 != values[0] } * 5 >= values.count
    }
  }
}
