/// Hyperparameters and the values each may take.
public struct SearchSpace: Equatable, Sendable {
  /// In the order in which they were given; a condition names an earlier one.
  public var parameters: [Parameter]

  public init(_ parameters: [Parameter]) { self.parameters = parameters }

  public struct Parameter: Equatable, Sendable {
    public var name: String
    public var domain: Domain
    /// When the parameter has a meaning; nil: always.
    public var condition: Condition?

    public init(_ name: String, _ domain: Domain, when condition: Condition? = nil) {
      (self.name, self.domain, self.condition) = (name, domain, condition)
    }
  }

  /// Bounds are inclusive; logarithmic ones are above 0.
  public enum Domain: Equatable, Sendable {
    case real(ClosedRange<Double>, isLogarithmic: Bool = false)
    case integer(ClosedRange<Int>, isLogarithmic: Bool = false)
    /// At least one value, no order among them.
    case categorical([ParameterValue])
  }

  /// A parameter exists only where an earlier one, itself present, has one of these values.
  public struct Condition: Equatable, Sendable {
    public var parameter: String
    public var values: [ParameterValue]

    public init(_ parameter: String, in values: [ParameterValue]) {
      (self.parameter, self.values) = (parameter, values)
    }
  }
}

/// One point of a search space: a value for each parameter whose condition holds, in the space's order.
public struct Assignment: Hashable, Sendable {
  public private(set) var names: [String] = []
  public private(set) var values: [ParameterValue] = []

  public init() {}
  public init(_ pairs: [(String, ParameterValue)]) { (names, values) = (pairs.map(\.0), pairs.map(\.1)) }

  /// nil when the parameter is absent. Setting an absent one appends it.
  public subscript(_ name: String) -> ParameterValue? {
    get { names.firstIndex(of: name).map { values[$0] } }
    set {
      if let index = names.firstIndex(of: name) {
        if let newValue {
          values[index] = newValue
        } else {
          names.remove(at: index)
          values.remove(at: index)
        }
      } else if let newValue {
        names.append(name)
        values.append(newValue)
      }
    }
  }

  public var pairs: [(name: String, value: ParameterValue)] { Array(zip(names, values)) }
  public var isEmpty: Bool { names.isEmpty }
}

extension Assignment: CustomStringConvertible {
  /// `a=1 b=0.5`.
  public var description: String { pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ") }
}
