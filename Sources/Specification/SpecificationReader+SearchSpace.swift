internal import HyperparameterSearch
internal import Yams

/// Search spaces and the values of their parameters.
extension SpecificationReader {
  /// The largest amount of a bound: a range of such numbers still has a finite width.
  private static let boundLimit = 1e100
  private static let wholeBoundLimit = 1e15
  private static let valueLimit = 1000

  /// A search space as far as it is right; nil when there is none.
  mutating func searchSpace(_ path: DocumentPath) -> SearchSpace? {
    guard case .mapping(let mapping)? = node(path), mapping.count <= Self.parameterLimit else { return nil }
    var space = SearchSpace([])
    let names = mapping.compactMap { $0.key.scalar?.string }
    for name in names where Self.isName(name) {
      let place = path.key(name)
      guard case .mapping? = node(place), let domain = domain(place) else { continue }
      let condition = condition(place.key("when"), among: space, all: names)
      space.parameters.append(SearchSpace.Parameter(name, domain, when: condition))
    }
    return space
  }

  private mutating func domain(_ path: DocumentPath) -> SearchSpace.Domain? {
    let (range, values) = (node(path.key("range")), node(path.key("values")))
    let isLogarithmic = choice(path.key("scale")) == "log"
    let isInteger = flag(path.key("integer")) ?? false
    switch (range, values) {
    case (let range?, nil):
      return self.range(path.key("range"), range, isInteger: isInteger, isLogarithmic: isLogarithmic)
    case (nil, let values?):
      for key in ["scale", "integer"] where node(path.key(key)) != nil {
        add(path.key(key), "belongs to a range; values have no order")
      }
      return categories(path.key("values"), values)
    default:
      add(path, "must have exactly one of range: [low, high] and values: [a, b]")
      return nil
    }
  }

  private mutating func range(
    _ path: DocumentPath, _ node: Node, isInteger: Bool, isLogarithmic: Bool
  ) -> SearchSpace.Domain? {
    let limit = isInteger ? Self.wholeBoundLimit : Self.boundLimit
    let bounds = (node.sequence ?? []).map { Self.value(of: $0)?.number }
    guard bounds.count == 2, let low = bounds[0], let high = bounds[1] else {
      refuse(path, node)
      return nil
    }
    guard abs(low) <= limit, abs(high) <= limit else {
      add(path, at: node, "must lie between -\(limit) and \(limit)")
      return nil
    }
    guard low < high else {
      add(path, at: node, "must begin with the lower bound; \(Self.plain(low)) is not below \(Self.plain(high))")
      return nil
    }
    if isLogarithmic, low <= 0 {
      add(path, at: node, "must lie above 0 on a log scale, not begin at \(Self.plain(low))")
      return nil
    }
    guard isInteger else { return .real(low...high, isLogarithmic: isLogarithmic) }
    guard let first = Int(exactly: low), let last = Int(exactly: high) else {
      add(path, at: node, "must have whole bounds, as integer is true")
      return nil
    }
    return .integer(first...last, isLogarithmic: isLogarithmic)
  }

  private mutating func categories(_ path: DocumentPath, _ node: Node) -> SearchSpace.Domain? {
    guard case .sequence(let items) = node, (1...Self.valueLimit).contains(items.count) else {
      add(path, at: node, "must be a list of 1 to \(Self.valueLimit) numbers or texts, not \(words(node))")
      return nil
    }
    var (values, seen) = ([ParameterValue](), Set<ParameterValue>())
    for item in items {
      guard let value = Self.value(of: item) else {
        add(path, at: item, "must hold numbers and texts; one entry is \(words(item))")
        continue
      }
      if seen.insert(value).inserted { values.append(value) } else { add(path, at: item, "lists \(value) twice") }
    }
    return values.isEmpty ? nil : .categorical(values)
  }

  // MARK: Conditions

  private mutating func condition(
    _ path: DocumentPath, among earlier: SearchSpace, all names: [String]
  ) -> SearchSpace.Condition? {
    guard let node = node(path) else { return nil }
    guard case .mapping(let mapping) = node, mapping.count == 1, let (key, given) = mapping.first,
      let name = key.scalar?.string
    else {
      refuse(path, node)
      return nil
    }
    guard let parameter = earlier.parameters.first(where: { $0.name == name }) else {
      if names.contains(name) {
        add(path, at: key, "\(Self.shortened(name)) must be a parameter that comes earlier and has no mistakes")
      } else {
        let known = earlier.parameters.map(\.name)
        let advice = NearestWord.find(name, among: known).map { "did you mean \($0)?" }
        add(
          path, at: key,
          "there is no parameter \(Self.shortened(name)); "
            + (advice ?? "earlier ones: \(known.isEmpty ? "none" : known.joined(separator: ", "))"))
      }
      return nil
    }
    let items = given.sequence.map(Array.init) ?? [given]
    if items.isEmpty { add(path, at: given, "must give at least one value of \(name)") }
    let values = items.compactMap { item in parameterValue(item, of: parameter, at: path) }
    return values.isEmpty ? nil : SearchSpace.Condition(name, in: values)
  }

  // MARK: Values

  /// A number where it looks like one and is not quoted, else a text; nil for lists, sections, nothing, and numbers
  /// that are too large.
  static func value(of node: Node) -> ParameterValue? {
    guard case .scalar(let scalar) = node, !isNull(node), scalar.string.utf8.count <= 10_000,
      !scalar.string.unicodeScalars.contains("\0")
    else { return nil }
    guard isPlain(scalar), !scalar.string.isEmpty else { return .text(scalar.string) }
    if let whole = Int(scalar.string) { return .integer(whole) }
    guard let number = decimal(scalar.string) else { return .text(scalar.string) }
    return number.isFinite ? .number(number) : nil
  }

  /// A value of a parameter, in the kind that its domain has; nil and a mistake where it has no such value.
  mutating func parameterValue(
    _ node: Node, of parameter: SearchSpace.Parameter, at path: DocumentPath
  ) -> ParameterValue? {
    if let value = Self.value(of: node).flatMap({ parameter.domain.value(like: $0) }) { return value }
    add(path, at: node, "\(parameter.name) must be \(parameter.domain.allowed), not \(words(node))")
    return nil
  }

  /// Values by parameter name, whatever they are.
  mutating func assignment(_ path: DocumentPath) -> Assignment? {
    guard let node = node(path) else { return nil }
    guard case .mapping(let mapping) = node, mapping.count <= Self.parameterLimit else {
      refuse(path, node)
      return nil
    }
    var result = Assignment()
    for (key, item) in mapping {
      guard let name = key.scalar?.string, Self.isName(name) else {
        add(path, at: key, "a parameter's name is a text of 1 to 100 characters, not \(words(key))")
        continue
      }
      guard let value = Self.value(of: item) else {
        add(path.key(name), at: item, "must be a number or a text, not \(words(item))")
        continue
      }
      result[name] = value
    }
    return result
  }

  /// One whole point of a space; nil, and every mistake noted, where it is none.
  mutating func point(_ path: DocumentPath, of space: SearchSpace) -> Assignment? {
    guard case .mapping(let mapping)? = node(path) else {
      add(path, "must be a section of values by parameter name")
      return nil
    }
    let count = mistakes.count
    let known = space.parameters.map(\.name)
    for (key, _) in mapping {
      guard let name = key.scalar?.string, known.contains(name) else {
        let name = key.scalar.map { Self.shortened($0.string) } ?? "this"
        let advice = NearestWord.find(name, among: known).map { "; did you mean \($0)?" } ?? ""
        add(path.key(name), at: key, "is no parameter of the space\(advice)")
        continue
      }
    }
    var result = Assignment()
    for parameter in space.parameters {
      let place = path.key(parameter.name)
      switch (node(place), parameter.exists(in: result)) {
      case (let node?, true): result[parameter.name] = parameterValue(node, of: parameter, at: place)
      case (nil, true): add(place, "is missing")
      case (.some, false): add(place, "has no meaning here: its condition does not hold")
      case (nil, false): break
      }
    }
    return mistakes.count == count ? result : nil
  }

  private static func plain(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }
}

extension SearchSpace.Parameter {
  /// Whether its condition holds among the values of earlier parameters.
  fileprivate func exists(in assignment: Assignment) -> Bool {
    guard let condition else { return true }
    return assignment[condition.parameter].map { condition.values.contains($0) } ?? false
  }
}

extension SearchSpace.Domain {
  /// The value of this domain that a text in a document means; nil where there is none.
  fileprivate func value(like given: ParameterValue) -> ParameterValue? {
    switch self {
    case .real(let range, _):
      return given.number.flatMap { range.contains($0) ? .number($0) : nil }
    case .integer(let range, _):
      guard let whole = given.number.flatMap({ Int(exactly: $0) }), range.contains(whole) else { return nil }
      return .integer(whole)
    case .categorical(let values):
      return values.first { $0 == given } ?? values.first { $0.number != nil && $0.number == given.number }
    }
  }

  fileprivate var allowed: String {
    switch self {
    case .real(let range, _): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .integer(let range, _): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .categorical(let values):
      "one of \(values.prefix(20).map(\.description).joined(separator: ", "))\(values.count > 20 ? ", …" : "")"
    }
  }
}
