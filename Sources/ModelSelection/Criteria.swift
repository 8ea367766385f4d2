public import StudyModel

/// A metric that must reach a bound; exactly one of the two is set.
public struct Criterion: Equatable, Sendable {
  public var metric: String
  public var atLeast: Double?
  public var atMost: Double?

  public init(metric: String, atLeast: Double? = nil, atMost: Double? = nil) {
    (self.metric, self.atLeast, self.atMost) = (metric, atLeast, atMost)
  }

  /// Such as `AUC at least 0.8`.
  var words: String {
    let title = MetricWords.title(metric)
    if let atLeast { return "\(title) at least \(NumberText.shortest(atLeast))" }
    return "\(title) at most \(NumberText.shortest(atMost ?? .nan))"
  }
}

/// Success criteria, judged on the bound of an interval and not on the mean.
public enum Criteria {
  /// One verdict a criterion: `met` when the interval's worse bound passes, `unproven` when only the value does,
  /// `missed` when the value does not, `unknown` without a value.
  public static func judge(_ criteria: [Criterion], _ estimates: [Estimate]) -> [CriterionVerdict] {
    criteria.map { criterion in
      let estimate = estimates.first { $0.metric == criterion.metric }
      guard let estimate, let value = estimate.value, value.isFinite else {
        return CriterionVerdict(
          criterion: criterion.words, outcome: .unknown,
          evidence: "\(MetricWords.title(criterion.metric)) is not known for the chosen model.")
      }
      let judged = judge(value, estimate, criterion)
      return CriterionVerdict(criterion: criterion.words, outcome: judged.outcome, evidence: judged.evidence)
    }
  }

  private static func judge(
    _ value: Double, _ estimate: Estimate, _ criterion: Criterion
  ) -> (outcome: CriterionVerdict.Outcome, evidence: String) {
    let title = MetricWords.title(criterion.metric)
    let text = EstimateText(estimate)
    guard passes(value, criterion) else { return (.missed, "\(title) is \(text.full).") }
    guard let interval = estimate.interval else {
      return (.unproven, "\(title) is \(text.full); without an interval nothing proves that it is no luck.")
    }
    let bound = criterion.atLeast == nil ? interval.high : interval.low
    let end = criterion.atLeast == nil ? "upper" : "lower"
    return passes(bound, criterion)
      ? (.met, "\(title) is \(text.full): the \(end) end passes as well.")
      : (.unproven, "\(title) is \(text.full): the \(end) end does not pass.")
  }

  private static func passes(_ value: Double, _ criterion: Criterion) -> Bool {
    if let atLeast = criterion.atLeast { return value >= atLeast }
    return criterion.atMost.map { value <= $0 } ?? false
  }
}
