/// A position on a training's own axis: a step, an iteration, a boosting round. Any 64-bit integer is valid, negative ones too.
public struct Step: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  public var rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public init(integerLiteral value: Int64) { rawValue = value }

  public static func < (a: Step, b: Step) -> Bool { a.rawValue < b.rawValue }
}
