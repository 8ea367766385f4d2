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

  /// The rate that a limit compares between the groups.
  public enum Rate: String, Codable, Sendable {
    case selection
    case truePositive = "true_positive"
    case falsePositive = "false_positive"
  }

  /// The groups with the lowest and the highest rate.
  public struct Ends: Codable, Equatable, Sendable {
    public var rate: Rate
    public var lowest: String
    public var lowestRate: Double
    public var highest: String
    public var highestRate: Double

    public init(_ rate: Rate, lowest: String, _ lowestRate: Double, highest: String, _ highestRate: Double) {
      (self.rate, self.lowest, self.lowestRate) = (rate, lowest, lowestRate)
      (self.highest, self.highestRate) = (highest, highestRate)
    }
  }

  /// What leaving out columns did to the chosen settings, out of fold.
  public struct Dropping: Codable, Equatable, Sendable {
    public var columns: [String]
    /// Of what the limit is about; nil: not measured.
    public var before: Double?
    public var after: Double?
    /// Of the change.
    public var interval: ConfidenceInterval?
    /// The primary metric, and how it changed.
    public var metric: String
    public var scoreChange: Double?
    public var scoreInterval: ConfidenceInterval?

    public init(
      _ columns: [String], before: Double?, after: Double?, interval: ConfidenceInterval?, metric: String,
      scoreChange: Double?, scoreInterval: ConfidenceInterval?
    ) {
      (self.columns, self.before, self.after, self.interval) = (columns, before, after, interval)
      (self.metric, self.scoreChange, self.scoreInterval) = (metric, scoreChange, scoreInterval)
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
  /// nil where the measure is undefined, or all groups have the same.
  public var ends: Ends?
  /// Why the limit, or a part of it, could not be judged; nil: it could.
  public var unjudged: String?
  /// Features that tell the column, the best first.
  public var proxies: [String]
  /// Without the column itself and its proxies; nil: not measured.
  public var dropping: Dropping?

  /// The limit is a lower one for ratios, an upper one for differences. Where a part could not be judged it is not held.
  public init(
    attribute: String, outcome: String, measure: Measure, value: Double?, interval: ConfidenceInterval?, limit: Double,
    ends: Ends? = nil, unjudged: String? = nil, proxies: [String] = [], dropping: Dropping? = nil
  ) {
    (self.attribute, self.outcome, self.measure) = (attribute, outcome, measure)
    (self.value, self.interval, self.limit) = (value, interval, limit)
    (self.ends, self.unjudged, self.proxies, self.dropping) = (ends, unjudged, proxies, dropping)
    verdict =
      measure == .selectionRatio
      ? LimitVerdict(value: value, interval: interval, atLeast: limit)
      : LimitVerdict(value: value, interval: interval, atMost: limit)
    if unjudged != nil, verdict == .held { verdict = .undecided }
  }
}

// MARK: Words

extension FairnessVerdict {
  /// Such as `By sex the ratio of selection rates (yes) is 0.31 (95 % interval 0.27 to 0.35): at least 0.8 is broken; sex =
  /// Female is selected at 8 %, sex = Male at 25 %.` With the reason where a part of the limit could not be judged.
  public var sentence: String {
    guard value != nil else { return Self.unjudgedSentences([self]).joined() }
    let estimate = Estimate(metric: measure.rawValue, value: value, interval: interval)
    let what = "By \(attribute) the \(measure.words) (\(outcome)) is \(EstimateText(estimate).full)"
    let rest = [groups, unjudged.map { "not judged in full: \($0)" }].compactMap(\.self).map { "; \($0)" }
    return "\(what): \(limitWords) \(verdict.words)\(rest.joined())."
  }

  /// Such as `at least 0.8`.
  public var limitWords: String {
    "\(measure == .selectionRatio ? "at least" : "at most") \(NumberText.shortest(limit))"
  }

  /// What each of the two groups gets; nil where that is undefined.
  private var groups: String? {
    guard let ends else { return nil }
    let (low, high) = (Self.percent(ends.lowestRate), Self.percent(ends.highestRate))
    let (lowest, highest) = (Self.group(ends.lowest, of: attribute), Self.group(ends.highest, of: attribute))
    switch ends.rate {
    case .selection: return "\(highest) is selected at \(high), \(lowest) at \(low)"
    case .truePositive: return "of the positives with \(highest) \(high) are selected, with \(lowest) \(low)"
    case .falsePositive: return "of the negatives with \(highest) \(high) are selected, with \(lowest) \(low)"
    }
  }

  /// `sex = Female`, `age > 30 to 45`.
  public static func group(_ name: String, of attribute: String) -> String {
    let isRange = name.hasPrefix("> ") || name.hasPrefix("<= ") || name == "missing"
    return "\(attribute) \(isRange ? "" : "= ")\(name)"
  }

  private static func percent(_ share: Double) -> String {
    "\(NumberText.fixed(share * 100, decimals: share < 0.1 ? 1 : 0)) %"
  }

  /// Which limits could not be judged at all and why, limits of one reason in one sentence.
  public static func unjudgedSentences(_ verdicts: [FairnessVerdict]) -> [String] {
    let open = verdicts.filter { $0.value == nil }
    var reasons: [String?] = []
    for verdict in open where !reasons.contains(verdict.unjudged) { reasons.append(verdict.unjudged) }
    return reasons.map { reason in
      let own = open.filter { $0.unjudged == reason }
      let names = own.prefix(3).map { "the \($0.measure.words) by \($0.attribute) (\($0.outcome))" }
      let more = own.count > 3 ? ["\(own.count - 3) more"] : []
      return "The limit on \(NumberText.list(names + more)) could not be judged\(reason.map { ": \($0)" } ?? "")."
    }
  }
}
