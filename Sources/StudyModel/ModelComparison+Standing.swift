extension ModelComparison {
  /// One-sided, of a single comparison.
  private static let aloneLevel = 0.05

  /// Whether this comparison alone, not adjusted for the others, shows a difference that matters, where all pairs at once
  /// show none. Few folds and many pairs show little; a model that is plainly worse is not called tied for that.
  public var isShownAlone: Bool {
    guard verdict == .indistinguishable, let difference, let pValue else { return false }
    return difference.magnitude > rope && pValue < 2 * Self.aloneLevel
  }

  /// The same comparison from the other model's side.
  public func turned() -> ModelComparison {
    var result = self
    (result.first, result.second) = (second, first)
    result.difference = difference.map { -$0 }
    result.interval = interval.map {
      ConfidenceInterval(low: -$0.high, high: -$0.low, level: $0.level, method: $0.method)
    }
    switch verdict {
    case .better: result.verdict = .worse
    case .worse: result.verdict = .better
    case .equivalent, .indistinguishable, .undecided: break
    }
    return result
  }
}
