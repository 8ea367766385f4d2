public import RunModel

/// Why a rule fired: a sentence whose numbers are still numbers, to be written where it is shown.
public struct Evidence: Equatable, Sendable, ExpressibleByStringInterpolation {
  public enum Part: Equatable, Sendable {
    case text(String)
    /// Of a console, with the sequences that chose its colours.
    case line(String)
    case metric(MetricName)
    case value(Double)
    /// How many times as much.
    case factor(Double)
    case step(Step)
    case count(Int)
    /// A share of one.
    case share(Double)
    case duration(seconds: Double)
  }
  public private(set) var parts: [Part]

  public init(stringLiteral value: String) { parts = [.text(value)] }
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  public struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }
    public mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { parts.append(.text(literal)) } }
    public mutating func appendInterpolation(_ word: String) { parts.append(.text(word)) }
    public mutating func appendInterpolation(line: String) { parts.append(.line(line)) }
    public mutating func appendInterpolation(_ name: MetricName) { parts.append(.metric(name)) }
    public mutating func appendInterpolation(_ value: Double) { parts.append(.value(value)) }
    public mutating func appendInterpolation(times factor: Double) { parts.append(.factor(factor)) }
    public mutating func appendInterpolation(_ step: Step) { parts.append(.step(step)) }
    public mutating func appendInterpolation(_ count: Int) { parts.append(.count(count)) }
    public mutating func appendInterpolation(share: Double) { parts.append(.share(share)) }
    public mutating func appendInterpolation(seconds: Double) { parts.append(.duration(seconds: seconds)) }
    public mutating func appendInterpolation(_ evidence: Evidence) { parts += evidence.parts }
  }
}
