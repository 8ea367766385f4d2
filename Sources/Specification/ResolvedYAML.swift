internal import HyperparameterSearch

/// A value about to be written as YAML that reads back as the same value.
indirect enum YAMLValue {
  /// A number, a flag, `null` or a word of the format: written as it is.
  case plain(String)
  /// Quoted, so that no word is taken for a flag, a number or nothing.
  case text(String)
  /// On one line.
  case list([YAMLValue])
  /// On one line. Names that are not the format's own are quoted.
  case section([(String, YAMLValue)])
  /// One item a line.
  case items([YAMLValue])
  /// One free name a line.
  case named([(String, YAMLValue)])

  static let null = YAMLValue.plain("null")

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ number: Double?) { self = number.map { .plain("\($0)") } ?? .null }
  init(_ number: Int?) { self = number.map { .plain("\($0)") } ?? .null }
  init(_ texts: [String]) { self = .list(texts.map { .text($0) }) }

  init(_ value: ParameterValue) {
    switch value {
    case .number, .integer: self = .plain(value.description)
    case .text(let text): self = .text(text)
    }
  }

  init(_ assignment: Assignment) {
    self = .section(assignment.pairs.map { (YAMLValue.quoted($0.name), YAMLValue($0.value)) })
  }

  var onOneLine: String {
    switch self {
    case .plain(let word): word
    case .text(let text): Self.quoted(text)
    case .list(let items), .items(let items): "[\(items.map(\.onOneLine).joined(separator: ", "))]"
    case .section(let pairs): "{\(pairs.map { "\($0.0): \($0.1.onOneLine)" }.joined(separator: ", "))}"
    case .named(let pairs):
      "{\(pairs.map { "\(Self.quoted($0.0)): \($0.1.onOneLine)" }.joined(separator: ", "))}"
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default:
        result += isPrintable(scalar) ? String(scalar) : "\\U" + hexadecimal(scalar.value)
      }
    }
    return result + "\""
  }

  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) || (scalar.value > 0x7E && scalar.properties.isAlphabetic)
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension KeyTable {
  /// The document with every key of this table, in its order.
  /// - Parameters:
  ///   - comments: by key path, why a value is what it is.
  ///   - value: the value at a key's path.
  func document(comments: [String: String] = [:], _ value: (String) -> YAMLValue) -> String {
    var lines: [String] = []
    for key in keys where !key.path.contains("[]") && !key.path.contains("*") {
      let parts = key.path.split(separator: ".")
      let indent = String(repeating: "  ", count: parts.count - 1)
      let name = "\(indent)\(parts.last ?? ""):"
      var own = key.kind == .section ? [name] : Self.lines(name, value(key.path), indent: indent + "  ")
      if let comment = comments[key.path] { own[0] += "  # \(Self.onOneLine(comment))" }
      lines += own
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A comment ends with its line.
  private static func onOneLine(_ comment: String) -> String {
    String(String.UnicodeScalarView(comment.unicodeScalars.map { YAMLValue.isPrintable($0) ? $0 : " " }))
  }

  private static func lines(_ name: String, _ value: YAMLValue, indent: String) -> [String] {
    switch value {
    case .items(let items) where !items.isEmpty: [name] + items.map { "\(indent)- \($0.onOneLine)" }
    case .named(let pairs) where !pairs.isEmpty:
      [name] + pairs.map { "\(indent)\(YAMLValue.quoted($0.0)): \($0.1.onOneLine)" }
    default: ["\(name) \(value.onOneLine)"]
    }
  }
}

extension SearchSpace {
  var yaml: YAMLValue { .named(parameters.map { ($0.name, $0.yaml) }) }
}

extension SearchSpace.Parameter {
  fileprivate var yaml: YAMLValue {
    guard let condition else { return .section(domain.yaml) }
    let values = condition.values.map { YAMLValue($0) }
    let when = YAMLValue.section([(YAMLValue.quoted(condition.parameter), .list(values))])
    return .section(domain.yaml + [("when", when)])
  }
}

extension SearchSpace.Domain {
  fileprivate var yaml: [(String, YAMLValue)] {
    switch self {
    case .real(let range, let isLogarithmic):
      [("range", .list([YAMLValue(range.lowerBound), YAMLValue(range.upperBound)])), Self.scale(isLogarithmic)]
    case .integer(let range, let isLogarithmic):
      [
        ("range", .list([YAMLValue(range.lowerBound), YAMLValue(range.upperBound)])), Self.scale(isLogarithmic),
        ("integer", .plain("true")),
      ]
    case .categorical(let values): [("values", .list(values.map { YAMLValue($0) }))]
    }
  }

  private static func scale(_ isLogarithmic: Bool) -> (String, YAMLValue) {
    ("scale", .plain(isLogarithmic ? "log" : "linear"))
  }
}
