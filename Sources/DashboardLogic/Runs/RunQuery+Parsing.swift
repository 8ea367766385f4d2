import RunModel

extension RunQuery {
  /// Understands what was typed. An empty text asks nothing: every run answers it.
  public init(parsing text: String) throws(RunQueryError) {
    var scanner = RunQueryScanner(text)
    var terms: [Term] = []
    while let term = try scanner.next() { terms.append(term) }
    self.init(terms)
  }

  /// Whether a word before a colon is not the name of a hyperparameter.
  static func isReserved(_ key: String) -> Bool {
    Field(rawValue: key) != nil || Aggregate(rawValue: key).map { $0 != .any } == true
  }

  /// The word that asks for runs that a rule of health fired for; the name in quotation marks.
  static let flagged = "flagged"

  /// The verdicts that `critical`, `warn` or `critical,warning` stand for.
  static func verdicts(_ value: String) throws(RunQueryError) -> Set<HealthVerdict> {
    var verdicts: Set<HealthVerdict> = []
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.lowercased()
      let found = HealthVerdict.allCases.filter { verdict in
        verdict.names.contains { $0.hasPrefix(word) } || (word == flagged && verdict.isSick)
      }
      guard !word.isEmpty, !found.isEmpty else { throw .unknownVerdict(String(part)) }
      verdicts.formUnion(found)
    }
    return verdicts
  }

  /// The words of `state:`: the states, `growing`, `silent` or `recorded` of a run that does not say, and what the list says in
  /// their place of what a person is asked or has answered.
  static let stateWords =
    RunState.allCases.map(\.rawValue) + [
      "growing", "silent", "recorded", "waits for you", "approval", "escalation", "decided", "approved", "rejected",
      "on hold",
    ]

  /// Throws where a word of `running`, `run` or `paused,frozen` begins no word of a state.
  static func checkStates(_ value: String) throws(RunQueryError) {
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.lowercased()
      // What an escalation is about stands behind its word.
      let isKnown = stateWords.contains { $0.hasPrefix(word) } || word.hasPrefix("escalation:")
      guard !word.isEmpty, isKnown else {
        throw .unknownState(String(part))
      }
    }
  }
}

/// Takes a query apart, scalar by scalar: what is joined to a quotation mark must not hide it.
private struct RunQueryScanner {
  private let scalars: [Unicode.Scalar]
  private var place = 0

  private struct Piece {
    var text: String
    var isQuoted: Bool
  }

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }
  private var isAtEndOfTerm: Bool { current?.properties.isWhitespace ?? true }

  /// nil at the end.
  mutating func next() throws(RunQueryError) -> RunQuery.Term? {
    while let current, current.properties.isWhitespace { place += 1 }
    guard current != nil else { return nil }
    let isNegated = current == "-"
    if isNegated {
      place += 1
      if isAtEndOfTerm { throw .loneMinus }
    }
    return RunQuery.Term(try condition(), isNegated: isNegated)
  }

  private mutating func condition() throws(RunQueryError) -> RunQuery.Condition {
    let first = try piece { $0.isOperator }
    if isAtEndOfTerm { return !first.isQuoted && first.text == RunQuery.flagged ? .flagged : .word(first.text) }
    if current == ":" {
      place += 1
      return try behindColon(first)
    }
    return .comparison(try comparison(of: first, .any))
  }

  private mutating func behindColon(_ key: Piece) throws(RunQueryError) -> RunQuery.Condition {
    if key.text.isEmpty, !key.isQuoted { throw .missingName(before: ":") }
    if !key.isQuoted, let aggregate = RunQuery.Aggregate(rawValue: key.text), aggregate != .any {
      let name = try piece { $0.isOperator }
      if isAtEndOfTerm { throw .noComparison(after: key.text) }
      return .comparison(try comparison(of: name, aggregate))
    }
    let value = try value(after: "\(key.text):")
    guard !key.isQuoted, let field = RunQuery.Field(rawValue: key.text) else {
      return .setting(name: key.text, text: value)
    }
    if field == .state { try RunQuery.checkStates(value) }
    if field == .health { _ = try RunQuery.verdicts(value) }
    return .field(field, value)
  }

  private mutating func comparison(
    of name: Piece, _ aggregate: RunQuery.Aggregate
  ) throws(RunQueryError) -> RunQuery.Comparison {
    guard let relation = relation() else { throw .missingValue(after: "\(name.text):") }
    if name.text.isEmpty, !name.isQuoted { throw .missingName(before: relation.rawValue) }
    let before = name.text + relation.rawValue
    let comparison = RunQuery.Comparison(name.text, relation, try value(after: before), aggregate: aggregate)
    let takesText = relation == .equal || relation == .notEqual
    if comparison.number == nil, !takesText || aggregate != .any { throw .notANumber(comparison.value, after: before) }
    return comparison
  }

  private mutating func relation() -> RunQuery.Relation? {
    if begins("==") {
      place += 2
      return .equal
    }
    // The longer signs come first.
    guard let relation = RunQuery.Relation.allCases.first(where: { begins($0.rawValue) }) else { return nil }
    place += relation.rawValue.unicodeScalars.count
    return relation
  }

  private func begins(_ sign: String) -> Bool { scalars[place...].starts(with: sign.unicodeScalars) }

  private mutating func value(after before: String) throws(RunQueryError) -> String {
    if isAtEndOfTerm { throw .missingValue(after: before) }
    return try piece { _ in false }.text
  }

  /// A quotation, or everything up to a blank or an end.
  private mutating func piece(until isEnd: (Self) -> Bool) throws(RunQueryError) -> Piece {
    if current == "\"" { return Piece(text: try quotation(), isQuoted: true) }
    var text = String.UnicodeScalarView()
    while let current, !current.properties.isWhitespace, !isEnd(self) {
      text.append(current)
      place += 1
    }
    return Piece(text: String(text), isQuoted: false)
  }

  private mutating func quotation() throws(RunQueryError) -> String {
    place += 1
    var text = String.UnicodeScalarView()
    while let scalar = current {
      place += 1
      if scalar == "\"" {
        guard isAtEndOfTerm || isOperator else { throw .joinedQuotation }
        return String(text)
      }
      if scalar == "\\", let escaped = current, escaped == "\"" || escaped == "\\" {
        text.append(escaped)
        place += 1
      } else {
        text.append(scalar)
      }
    }
    throw .unclosedQuotation
  }

  /// Whether a colon or the sign of a relation begins here.
  private var isOperator: Bool {
    switch current {
    case ":", "<", ">", "=": true
    case "!": begins("!=")
    default: false
    }
  }
}
