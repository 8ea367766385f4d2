/// Why a search space cannot be searched.
public enum SearchSpaceError: Error, Equatable {
  case repeatedName(String)
  /// A bound that is not finite, or bounds too far apart for their difference to be.
  case unboundedRange(String)
  case logarithmOfNonPositive(String)
  case noCategories(String)
  case repeatedCategory(String, ParameterValue)
  /// The condition of `parameter` names `condition`, which is not an earlier parameter.
  case unknownCondition(parameter: String, condition: String)
  /// The condition of `parameter` asks for a value that `condition` never takes, or for none at all (nil).
  case impossibleCondition(parameter: String, condition: String, value: ParameterValue?)
}

extension SearchSpaceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .repeatedName(let name): "two parameters are called \(name)"
    case .unboundedRange(let name): "the range of \(name) is not finite"
    case .logarithmOfNonPositive(let name): "\(name) is logarithmic, so its bounds must be above 0"
    case .noCategories(let name): "\(name) has no value to choose from"
    case .repeatedCategory(let name, let value): "\(name) lists \(value) twice"
    case .unknownCondition(let parameter, let condition):
      "\(parameter) depends on \(condition), which is not an earlier parameter"
    case .impossibleCondition(let parameter, let condition, let value?):
      "\(parameter) asks for \(condition) = \(value), which \(condition) never is"
    case .impossibleCondition(let parameter, let condition, nil):
      "\(parameter) depends on \(condition) but names no value of it"
    }
  }
}

extension SearchSpace {
  /// The first mistake in the order of the parameters; a space without parameters is valid.
  public func validate() throws(SearchSpaceError) {
    var earlier: [String: Domain] = [:]
    for parameter in parameters {
      guard earlier[parameter.name] == nil else { throw .repeatedName(parameter.name) }
      try parameter.domain.validate(of: parameter.name)
      if let condition = parameter.condition {
        try condition.validate(of: parameter.name, on: earlier[condition.parameter])
      }
      earlier[parameter.name] = parameter.domain
    }
  }
}

extension SearchSpace.Domain {
  fileprivate func validate(of name: String) throws(SearchSpaceError) {
    switch self {
    case .real(let range, let isLogarithmic):
      guard (range.upperBound - range.lowerBound).isFinite else { throw .unboundedRange(name) }
      guard !isLogarithmic || range.lowerBound > 0 else { throw .logarithmOfNonPositive(name) }
    case .integer(let range, let isLogarithmic):
      guard !isLogarithmic || range.lowerBound > 0 else { throw .logarithmOfNonPositive(name) }
    case .categorical(let values):
      guard !values.isEmpty else { throw .noCategories(name) }
      for (index, value) in values.enumerated() where values[..<index].contains(where: value.isSame) {
        throw .repeatedCategory(name, value)
      }
    }
  }
}

extension SearchSpace.Condition {
  fileprivate func validate(of name: String, on domain: SearchSpace.Domain?) throws(SearchSpaceError) {
    guard let domain else { throw .unknownCondition(parameter: name, condition: parameter) }
    guard !values.isEmpty else {
      throw .impossibleCondition(parameter: name, condition: parameter, value: nil)
    }
    for value in values where domain.value(equalTo: value) == nil {
      throw .impossibleCondition(parameter: name, condition: parameter, value: value)
    }
  }
}
