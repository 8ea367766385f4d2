/// How a limit on fairness stands for one protected attribute, on rows that the model has not learned from.
public struct FairnessJudgement: Codable, Equatable, Sendable {
  /// What the limit is on.
  public enum Measure: String, Codable, Sendable {
    /// The lowest selection rate of a group over the highest; at least the limit.
    case selectionRatio = "selection_ratio"
    /// The largest difference of true or false positive rates between two groups; at most the limit.
    case difference
  }

  /// The column.
  public var attribute: String
  public var measure: Measure
  /// Which rate differs, such as `selection rate`.
  public var rate: String
  public var value: Double
  public var interval: ConfidenceInterval?
  public var limit: Double
  /// How many rows it was judged on.
  public var rows: Int
  /// Features that tell the attribute, the best first.
  public var proxies: [String]

  public init(
    attribute: String, measure: Measure, rate: String, value: Double, interval: ConfidenceInterval?, limit: Double,
    rows: Int, proxies: [String] = []
  ) {
    (self.attribute, self.measure, self.rate, self.value) = (attribute, measure, rate, value)
    (self.interval, self.limit, self.rows, self.proxies) = (interval, limit, rows, proxies)
  }

  /// Whether the better end of the interval breaks the limit, too. Without an interval nothing is proved.
  public var isBroken: Bool {
    guard let interval else { return false }
    return measure == .selectionRatio ? interval.high < limit : interval.low > limit
  }
}
