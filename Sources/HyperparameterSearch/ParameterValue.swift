/// One hyperparameter's value.
public enum ParameterValue: Hashable, Sendable {
  case number(Double)
  case integer(Int)
  case text(String)

  /// As a number, where it is one.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .text: nil
    }
  }
}

extension ParameterValue: CustomStringConvertible {
  /// The shortest text that reads back as the same value.
  public var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .text(let value): value
    }
  }
}

extension ParameterValue: Codable {
  /// A bare number or text; a whole number without a point is an integer.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    }
  }
}
