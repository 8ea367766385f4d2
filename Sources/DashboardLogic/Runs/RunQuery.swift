/// A question about runs, as a person types it: terms that must all hold. `docs/runs-list.md` has its grammar.
public struct RunQuery: Equatable, Sendable {
  public struct Term: Equatable, Sendable {
    public var isNegated: Bool
    public var condition: Condition

    public init(_ condition: Condition, isNegated: Bool = false) {
      (self.condition, self.isNegated) = (condition, isNegated)
    }
  }

  public enum Condition: Equatable, Sendable {
    /// Its letters are in the run's name, in their order.
    case word(String)
    /// `state:running`.
    case field(Field, String)
    /// `flagged`: a rule of health has fired.
    case flagged
    /// `optimizer:adam`: a hyperparameter's value holds the text.
    case setting(name: String, text: String)
    case comparison(Comparison)
  }

  /// What a run is asked for by `KEY:VALUE`; any other key is the name of a hyperparameter.
  public enum Field: String, CaseIterable, Sendable {
    case state, health, name, tag, id, format, user, host
  }

  public struct Comparison: Equatable, Sendable {
    public var aggregate: Aggregate
    /// Of a hyperparameter or a metric.
    public var name: String
    public var relation: Relation
    /// A number, or with `=` and `!=` any text.
    public var value: String

    public init(_ name: String, _ relation: Relation, _ value: String, aggregate: Aggregate = .any) {
      (self.name, self.relation, self.value, self.aggregate) = (name, relation, value, aggregate)
    }

    /// nil when the value is not a number; `50%` is 50.
    var number: Double? { Double(value.last == "%" ? value.dropLast() : value[...]) }
  }

  /// Which value of a metric is compared.
  public enum Aggregate: String, CaseIterable, Sendable {
    /// A hyperparameter of that name, else the metric's last value.
    case any = ""
    case last, best
  }

  public enum Relation: String, CaseIterable, Sendable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case less = "<"
    case greater = ">"
    case equal = "="

    /// Every comparison with NaN is false, but that a value is NaN can be asked.
    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      case .equal: left == right || (left.isNaN && right.isNaN)
      case .notEqual: left != right && !(left.isNaN && right.isNaN)
      }
    }
  }

  public var terms: [Term]

  public init(_ terms: [Term] = []) { self.terms = terms }

  public var isEmpty: Bool { terms.isEmpty }

  /// Whether runs must have been judged to answer it.
  var asksForHealth: Bool {
    terms.contains { term in
      switch term.condition {
      case .flagged, .field(.health, _): true
      default: false
      }
    }
  }
}

/// Why a query cannot be understood.
public enum RunQueryError: Error, Equatable, Sendable {
  case unclosedQuotation
  case joinedQuotation
  case loneMinus
  case missingName(before: String)
  case missingValue(after: String)
  case unknownState(String)
  case unknownVerdict(String)
  case notANumber(String, after: String)
  case noComparison(after: String)

  /// One sentence, without a full stop.
  public var sentence: String {
    switch self {
    case .unclosedQuotation: "a quotation mark is not closed"
    case .joinedQuotation: "a blank is missing behind a quotation mark"
    case .loneMinus: "- stands alone; it says that what follows must not hold"
    case .missingName(let sign): "a name is missing right before \(sign)"
    case .missingValue(let before): "a value is missing right behind \(before)"
    case .unknownState(let word):
      "\(word) is no state; there are " + RunQuery.stateWords.joined(separator: ", ")
    case .unknownVerdict(let word): "\(word) is no verdict; there are critical, warning, ok, unjudged and flagged"
    case .notANumber(let word, let before): "\(before) wants a number, not \(word)"
    case .noComparison(let word): "\(word): wants a comparison, such as \(word):val/auc>0.85"
    }
  }
}

// MARK: Printing

extension RunQuery {
  /// The query as it can be typed; understood again it is the same.
  public var text: String { terms.map(\.text).joined(separator: " ") }

  /// As it stands where it cannot be taken for anything else, else in quotation marks.
  fileprivate static func quoted(_ text: String, alsoUnless isSafe: Bool = true) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        ? scalar.properties.isAlphabetic || "0123456789._/-+%@#,".unicodeScalars.contains(scalar)
        : scalar.properties.isAlphabetic
    }
    if isSafe, isPlain, let first = text.unicodeScalars.first, first != "-" { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}

extension RunQuery.Term {
  fileprivate var text: String { (isNegated ? "-" : "") + condition.text }
}

extension RunQuery.Condition {
  fileprivate var text: String {
    switch self {
    case .word(let word): return RunQuery.quoted(word, alsoUnless: word != RunQuery.flagged)
    case .flagged: return RunQuery.flagged
    case .field(let field, let value): return "\(field.rawValue):\(RunQuery.quoted(value))"
    case .setting(let name, let text):
      let isSafe = !RunQuery.isReserved(name)
      return "\(RunQuery.quoted(name, alsoUnless: isSafe)):\(RunQuery.quoted(text))"
    case .comparison(let comparison):
      let aggregate = comparison.aggregate == .any ? "" : "\(comparison.aggregate.rawValue):"
      return aggregate + RunQuery.quoted(comparison.name) + comparison.relation.rawValue
        + RunQuery.quoted(comparison.value)
    }
  }
}
