/// A change in words, with its sign and as many digits as its interval leaves meaningful.
public struct ChangeText: Equatable, Sendable {
  /// Such as `+0.19`.
  public var value: String
  /// Such as `95 % interval -0.02 to +0.40, which may be none`; nil without one.
  public var interval: String?

  public init(_ change: Double, _ interval: ConfidenceInterval?) {
    let decimals = EstimateText.decimals(of: Estimate(metric: "change", value: change, interval: interval))
    value = NumberText.signed(change, decimals: decimals)
    self.interval = interval.map { interval in
      let isOpen = interval.low <= 0 && interval.high >= 0
      return "95 % interval \(NumberText.signed(interval.low, decimals: decimals)) to "
        + "\(NumberText.signed(interval.high, decimals: decimals))\(isOpen ? ", which may be none" : "")"
    }
  }

  /// Such as `+0.19 (95 % interval +0.10 to +0.30)`.
  public var full: String { value + (interval.map { " (\($0))" } ?? "") }
  /// The same for words that stand in parentheses or end a sentence: `+0.19, 95 % interval +0.10 to +0.30`.
  public var listed: String { value + (interval.map { ", \($0)" } ?? "") }
}
