public import StudyModel

/// Everything a choice is made of; nothing else may enter its sentences.
public struct ChoiceFacts: Sendable {
  public var basis: EvaluationBasis
  /// With their exclusions and estimates.
  public var candidates: [CandidateSummary]
  /// Of `candidates` by the primary metric.
  public var comparisons: [ModelComparison]
  public var limits: Limits
  public var findings: [Finding]
  /// For the chosen model: success criteria and improvement targets. Empty while nothing is chosen.
  public var criteria: [CriterionVerdict]
  /// Such as `nested`, `test`, `random-split` and `temporal-split`.
  public var estimates: [NamedEstimate]
  /// How many rows the final test has; nil: not said.
  public var testRows: Int?

  public init(
    basis: EvaluationBasis, candidates: [CandidateSummary], comparisons: [ModelComparison], limits: Limits = Limits(),
    findings: [Finding] = [], criteria: [CriterionVerdict] = [], estimates: [NamedEstimate] = [],
    testRows: Int? = nil
  ) {
    (self.basis, self.candidates, self.comparisons, self.limits) = (basis, candidates, comparisons, limits)
    (self.findings, self.criteria, self.estimates) = (findings, criteria, estimates)
    self.testRows = testRows
  }

  /// The primary metric's mean with its sign turned so that more is better; nil where it is not known.
  func score(_ candidate: CandidateSummary) -> Double? {
    candidate.estimate(basis.metric)?.value.flatMap { $0.isFinite ? basis.advantage($0) : nil }
  }

  var metricTitle: String { MetricWords.title(basis.metric) }
}
