import Glibc

/// Puts values of a range onto whole places `0..<places`, 0 at the lower end. Safe for any finite range.
public struct ValueScale: Sendable {
  public let range: ClosedRange<Double>
  public let places: Int

  public init(_ range: ClosedRange<Double>, places: Int) { (self.range, self.places) = (range, places) }

  /// The nearest place; values beyond the ends, and NaN, are put at an end.
  public func place(_ value: Double) -> Int {
    // Halves, since the difference of two huge ends of opposite sign is not finite.
    let span = range.upperBound / 2 - range.lowerBound / 2
    guard places > 1, span > 0 else { return 0 }
    let share = (value / 2 - range.lowerBound / 2) / span
    guard share > 0 else { return 0 }
    return Int((Swift.min(share, 1) * Double(places - 1)).rounded())
  }
}
