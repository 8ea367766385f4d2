/// A moment: seconds since 1970-01-01 UTC. Finite by construction.
public struct WallTime: Hashable, Comparable, Sendable {
  public let secondsSince1970: Double

  /// nil unless `seconds` is finite.
  public init?(_ seconds: Double) {
    guard seconds.isFinite else { return nil }
    secondsSince1970 = seconds
  }

  public static func < (a: WallTime, b: WallTime) -> Bool { a.secondsSince1970 < b.secondsSince1970 }
}
