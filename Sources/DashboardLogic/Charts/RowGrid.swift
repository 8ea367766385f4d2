import Glibc

/// A linear axis whose ticks stand in the middle of rows, at equal distances.
///
/// Rows are a 1-2-5 number apart, or a whole part of one, so that every second, third or fourth of them has a round
/// value. The range that is asked for is widened to whole rows, by two thirds of it at most.
struct RowGrid {
  let rows, dotsPerRow: Int

  /// The dot of a row, from below, at which its value stands.
  private var middle: Int { (dotsPerRow - 1) / 2 }
  /// Rows from one tick to the next.
  private var distances: ClosedRange<Int> { rows < Self.manyRows ? 2...4 : 2...6 }
  /// From so many on there are three ticks.
  private static let manyRows = 12

  /// The most that a range may grow by: a chart of few rows would become flat.
  private static let mostGrowth = 1.7

  /// The narrowest range of whole rows around one; nil where there are too few rows for two ticks, or where doubles
  /// cannot tell rows apart. It begins at 0 or above where the other does, and one of shares ends at 1 at most, but for
  /// the half row around its ends.
  func range(around range: ClosedRange<Double>) -> ClosedRange<Double>? {
    // Halves, since the span of two huge ends of opposite sign is not finite.
    let halfSpan = range.upperBound / 2 - range.lowerBound / 2
    let largest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    guard rows >= 3, largest < 1e300, halfSpan > largest * 1e-12, halfSpan > 1e-300 else { return nil }
    let least = 2 * halfSpan / Double(rows)
    let power = Int(log10(least).rounded(.down))
    let most = 2 * halfSpan * Self.mostGrowth
    let rowMiddles = Double(rows * dotsPerRow - 1) / Double(dotsPerRow)
    for height in heights(from: power) where height.value >= least * (1 - 1e-9) && height.value * rowMiddles <= most {
      if let found = self.range(around: range, height) { return found }
    }
    // All of 0…1, its ends in the first and the last row.
    guard range.lowerBound >= 0, range.upperBound <= 1, rowMiddles <= most * Double(rows - 1) else { return nil }
    return self.range(around: range, (1 / Double(rows - 1), rows - 1))
  }

  /// What a row may stand for, growing, with the rows from tick to tick.
  private func heights(from power: Int) -> [(value: Double, rowsPerTick: Int)] {
    var heights: [(value: Double, rowsPerTick: Int)] = []
    for unit in (power...power + 2).map({ pow(10, Double($0)) }) {
      for mantissa in [1.0, 2, 5] {
        for distance in distances { heights.append((mantissa * unit / Double(distance), distance)) }
      }
    }
    return heights.sorted { $0.value < $1.value }
  }

  private func range(
    around range: ClosedRange<Double>, _ height: (value: Double, rowsPerTick: Int)
  ) -> ClosedRange<Double>? {
    let dot = height.value / Double(dotsPerRow)
    let below = dot * Double(middle)
    let whole = dot * Double(rows * dotsPerRow - 1)
    let slack = 1e-9
    var first = ((range.lowerBound + below) / height.value + slack).rounded(.down)
    let isNegative = range.lowerBound < 0
    let isShare = !isNegative && range.upperBound <= 1
    let spare = ((first * height.value - below + whole - range.upperBound) / height.value).rounded(.down)
    guard spare >= 0, first.magnitude < 1e12 else { return nil }
    // What is to spare stands on both sides, but not where no value can be.
    first -= (spare / 2).rounded(.down)
    if !isNegative { first = max(first, 0) }
    if isShare {
      let highest = ((1 + slack) / height.value).rounded(.down) - Double(rows - 1)
      if highest < 0 { return nil }
      first = min(first, highest)
    }
    let distance = Double(height.rowsPerTick)
    let ticks = ((first + Double(rows - 1)) / distance).rounded(.down) - (first / distance).rounded(.up) + 1
    let low = first * height.value - below
    let margin = dot * 1e-6
    let high = low + whole
    guard ticks >= (rows < Self.manyRows || height.rowsPerTick == rows - 1 ? 2 : 3) else { return nil }
    guard low <= range.lowerBound + margin, high >= range.upperBound - margin else { return nil }
    return min(low, range.lowerBound)...max(high, range.upperBound)
  }
}
