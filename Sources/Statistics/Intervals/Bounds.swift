/// An interval's ends.
public struct Bounds: Equatable, Sendable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) { (self.low, self.high) = (low, high) }

  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// A confidence level, such as 0.95, is strictly between 0 and 1.
func isLevel(_ level: Double) -> Bool { level > 0 && level < 1 }
