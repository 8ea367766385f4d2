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

/// Whether the groups of a sensitive column are treated alike enough, by one limit of the specification.
public struct FairnessVerdict: Codable, Equatable, Sendable {
  public enum Measure: String, Codable, CaseIterable, Sendable {
    /// Lowest over highest selection rate; fairlearn's demographic parity ratio.
    case selectionRatio = "selection_ratio"
    /// The larger difference of true and false positive rates; fairlearn's equalized odds difference.
    case oddsDifference = "odds_difference"

    public var words: String {
      switch self {
      case .selectionRatio: "ratio of selection rates"
      case .oddsDifference: "difference of true or false positive rates"
      }
    }
  }

  /// The sensitive column.
  public var attribute: String
  /// The class that is counted as selected.
  public var outcome: String
  public var measure: Measure
  public var value: Double?
  public var interval: ConfidenceInterval?
  public var limit: Double
  public var verdict: LimitVerdict
  /// The group with the lowest and the one with the highest rate; nil where the measure is undefined.
  public var lowest: String?
  public var highest: String?
  /// Features that tell the column, the best first.
  public var proxies: [String]

  /// The limit is a lower one for ratios, an upper one for differences.
  public init(
    attribute: String, outcome: String, measure: Measure, value: Double?, interval: ConfidenceInterval?, limit: Double,
    lowest: String? = nil, highest: String? = nil, proxies: [String] = []
  ) {
    (self.attribute, self.outcome, self.measure) = (attribute, outcome, measure)
    (self.value, self.interval, self.limit) = (value, interval, limit)
    (self.lowest, self.highest, self.proxies) = (lowest, highest, proxies)
    verdict =
      measure == .selectionRatio
      ? LimitVerdict(value: value, interval: interval, atLeast: limit)
      : LimitVerdict(value: value, interval: interval, atMost: limit)
  }

  /// Such as `By sex the ratio of selection rates is 0.31 (95 % interval 0.27 to 0.35): at least 0.8 is broken.`
  public var sentence: String {
    let estimate = Estimate(metric: measure.rawValue, value: value, interval: interval)
    let what = "By \(attribute) the \(measure.words) (\(outcome)) is \(EstimateText(estimate).full)"
    let asked = "\(measure == .selectionRatio ? "at least" : "at most") \(NumberText.shortest(limit))"
    let groups = lowest.flatMap { low in highest.map { " between \(low) and \($0)" } } ?? ""
    return "\(what)\(groups): \(asked) \(verdict.words)."
  }
}

extension LimitVerdict {
  /// The end of a sentence that began with the limit.
  public var words: String {
    switch self {
    case .held: "is held"
    case .broken: "is broken"
    case .undecided: "cannot be told"
    case .undefined: "is undefined here"
    }
  }
}
