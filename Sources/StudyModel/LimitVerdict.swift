/// What an interval says of a limit: the bound decides, not the value.
public enum LimitVerdict: String, Codable, Sendable {
  /// The whole interval is within the limit.
  case held
  /// The whole interval is beyond it.
  case broken
  /// The interval holds the limit, or there is none.
  case undecided = "cannot be told"
  /// There is no value: too few rows, or one class only.
  case undefined

  public init(value: Double?, interval: ConfidenceInterval?, atLeast limit: Double) {
    guard value != nil else {
      self = .undefined
      return
    }
    guard let interval else {
      self = .undecided
      return
    }
    self = interval.low >= limit ? .held : interval.high < limit ? .broken : .undecided
  }

  public init(value: Double?, interval: ConfidenceInterval?, atMost limit: Double) {
    let mirrored = interval.map { ConfidenceInterval(low: -$0.high, high: -$0.low, level: $0.level, method: $0.method) }
    self.init(value: value, interval: mirrored, atLeast: -limit)
  }
}

extension LimitVerdict {
  /// The end of a sentence that began with the limit.
  public var words: String {
    switch self {
    case .held: "is held"
    case .broken: "is broken"
    case .undecided: "cannot be told"
    case .undefined: "could not be judged"
    }
  }
}
