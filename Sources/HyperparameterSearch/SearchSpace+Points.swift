extension ParameterValue {
  /// Whether both mean the same: a whole number reads back from JSON as an integer.
  func isSame(as other: ParameterValue) -> Bool {
    if let number, let otherNumber = other.number { number == otherNumber } else { self == other }
  }
}

extension SearchSpace.Domain {
  /// The domain's own way to say `value`; nil when it is outside.
  public func value(equalTo value: ParameterValue) -> ParameterValue? {
    switch self {
    case .real(let range, _):
      guard let number = value.number, range.contains(number) else { return nil }
      return .number(number)
    case .integer(let range, _):
      guard let number = value.number, let whole = Int(exactly: number), range.contains(whole) else { return nil }
      return .integer(whole)
    case .categorical(let values): return values.first { $0.isSame(as: value) }
    }
  }

  /// The nearest value of the domain; nil for NaN, for text where a number is due, and for an unknown category.
  public func value(nearest value: ParameterValue) -> ParameterValue? {
    if case .categorical = self { return self.value(equalTo: value) }
    guard let number = value.number, !number.isNaN else { return nil }
    switch self {
    case .real(let range, _): return .number(min(max(number, range.lowerBound), range.upperBound))
    case .integer(let range, _):
      let whole = Int(exactly: number.rounded()) ?? (number < 0 ? Int.min : Int.max)
      return .integer(min(max(whole, range.lowerBound), range.upperBound))
    case .categorical: return nil
    }
  }
}

extension SearchSpace {
  /// Whether `assignment` has a value of its domain for each parameter whose condition holds, and nothing else.
  public func contains(_ assignment: Assignment) -> Bool {
    let present = parameters.filter { isPresent($0, in: assignment) }
    guard assignment.names.count == present.count else { return false }
    return present.allSatisfy { parameter in
      assignment[parameter.name].map { parameter.domain.value(equalTo: $0) != nil } ?? false
    }
  }

  /// The assignment in the space's order, its values in the space's own words and clamped to their ranges; parameters
  /// without a meaning are dropped and missing ones take the middle of their range or the first category.
  /// nil when a value is NaN, of the wrong kind or an unknown category.
  public func normalized(_ assignment: Assignment) -> Assignment? {
    var result = Assignment()
    for parameter in parameters where isPresent(parameter, in: result) {
      let given = assignment[parameter.name] ?? parameter.domain.middle
      guard let value = parameter.domain.value(nearest: given) else { return nil }
      result[parameter.name] = value
    }
    return result
  }

  /// One coordinate in 0…1 for each parameter, warped as its domain says; integers and categories lie in the middle
  /// of their cell. nil for one that is absent or outside its domain.
  public func unitPoint(of assignment: Assignment) -> [Double?] {
    parameters.map { parameter in assignment[parameter.name].flatMap(parameter.domain.unit) }
  }

  /// The assignment whose cell holds `unitPoint`: the inverse of `unitPoint(of:)`. Coordinates outside 0…1 are
  /// clamped; those of parameters whose condition does not hold are ignored.
  public func assignment(at unitPoint: [Double]) -> Assignment {
    var result = Assignment()
    for (parameter, unit) in zip(parameters, unitPoint) where isPresent(parameter, in: result) {
      result[parameter.name] = parameter.domain.value(atUnit: unit)
    }
    return result
  }

  /// How many points the space has; nil when they are infinitely many, or more than an `Int` counts.
  public var size: Int? {
    parameters.indices.filter { parameters[$0].condition == nil }.reduce(1) { product, index in
      Self.product(product, count(below: index))
    }
  }

  func isPresent(_ parameter: Parameter, in assignment: Assignment) -> Bool {
    guard let condition = parameter.condition else { return true }
    return assignment[condition.parameter].map(condition.holds) ?? false
  }

  /// Points of the subspace that parameter `index` spans together with all that depend on it.
  private func count(below index: Int) -> Int? {
    let children = parameters.indices.filter { parameters[$0].condition?.parameter == parameters[index].name }
    guard var rest = parameters[index].domain.size else { return nil }
    var total: Int? = 0
    for value in distinctValues(of: children, on: parameters[index].domain) {
      rest -= 1
      let active = children.filter { parameters[$0].condition?.holds(for: value) ?? true }
      total = Self.sum(total, active.reduce(1) { Self.product($0, count(below: $1)) })
    }
    return Self.sum(total, rest)
  }

  private func distinctValues(of children: [Int], on domain: Domain) -> [ParameterValue] {
    var values: [ParameterValue] = []
    for value in children.flatMap({ parameters[$0].condition?.values ?? [] }) {
      if let own = domain.value(equalTo: value), !values.contains(own) { values.append(own) }
    }
    return values
  }

  private static func product(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : value
  }

  private static func sum(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    let (value, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : value
  }
}

extension SearchSpace.Condition {
  func holds(for value: ParameterValue) -> Bool { values.contains(where: value.isSame) }
}
