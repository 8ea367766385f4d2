/// A metric's name exactly as the run wrote it: hostile text, to be made harmless before it is shown.
public struct MetricName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let rawValue: String

  public init(_ rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public var description: String { rawValue }
  public static func < (a: MetricName, b: MetricName) -> Bool { a.rawValue < b.rawValue }
}
