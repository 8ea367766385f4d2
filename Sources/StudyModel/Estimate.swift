/// An interval and how it was computed.
public struct ConfidenceInterval: Codable, Equatable, Sendable {
  public var low: Double
  public var high: Double
  /// Such as 0.95.
  public var level: Double
  /// Such as `Nadeau–Bengio corrected t, 5 folds`.
  public var method: String

  public init(low: Double, high: Double, level: Double = 0.95, method: String) {
    (self.low, self.high, self.level, self.method) = (low, high, level, method)
  }
}

/// A metric's value with what is known about its error.
public struct Estimate: Codable, Equatable, Sendable {
  /// Such as `auc`.
  public var metric: String
  /// nil: not known.
  public var value: Double?
  /// nil where none is honest, as over the windows of a temporal split.
  public var interval: ConfidenceInterval?
  /// One a fold (in the order of the split's folds), or empty.
  public var scores: [Double]

  public init(metric: String, value: Double?, interval: ConfidenceInterval? = nil, scores: [Double] = []) {
    (self.metric, self.value, self.interval, self.scores) = (metric, value, interval, scores)
  }
}

/// An estimate in words, with as many digits as its interval leaves meaningful.
public struct EstimateText: Equatable, Sendable {
  /// Such as `0.845`, or `not known`.
  public var value: String
  /// Such as `0.817 to 0.873`; nil without an interval, or one without width.
  public var interval: String?
  /// Such as `0.845 (95 % interval 0.817 to 0.873)`, or with the folds' range where there is no interval.
  public var full: String

  public init(_ estimate: Estimate) {
    let decimals = Self.decimals(of: estimate)
    value = estimate.value.map { NumberText.fixed($0, decimals: decimals) } ?? NumberText.unknown
    // Of no width: the rows cannot tell.
    interval = estimate.interval.flatMap { $0.low < $0.high ? $0 : nil }.map {
      "\(NumberText.fixed($0.low, decimals: decimals)) to \(NumberText.fixed($0.high, decimals: decimals))"
    }
    full = value
    if let interval, let level = estimate.interval?.level {
      full += " (\(NumberText.shortest((level * 1000).rounded() / 10)) % interval \(interval))"
    } else if let low = estimate.scores.min(), let high = estimate.scores.max(), low < high {
      full += " (\(NumberText.fixed(low, decimals: decimals)) to \(NumberText.fixed(high, decimals: decimals))"
      full += " over \(estimate.scores.count) windows)"
    }
  }

  /// By the interval's width, else the spread of the scores, else three significant digits.
  public static func decimals(of estimate: Estimate) -> Int {
    if let interval = estimate.interval { return NumberText.decimals(forWidth: interval.high - interval.low) }
    let scores = estimate.scores.filter(\.isFinite)
    if let low = scores.min(), let high = scores.max(), high > low { return NumberText.decimals(forWidth: high - low) }
    return NumberText.decimals(forWidth: (estimate.value ?? 0).magnitude / 10)
  }
}
