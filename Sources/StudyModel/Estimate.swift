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
