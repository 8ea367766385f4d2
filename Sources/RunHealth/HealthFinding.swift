public import RunModel

/// How grave it is that a rule fired.
public enum HealthSeverity: String, Comparable, Sendable {
  /// Worth a look; the run may well recover.
  case warning
  /// Going on as it is wastes the computer's time.
  case critical

  public static func < (a: Self, b: Self) -> Bool { a == .warning && b == .critical }
}

/// A rule that fired.
public struct HealthFinding: Equatable, Sendable {
  public var rule: HealthRule
  public var severity: HealthSeverity
  /// The metric that shows it best; nil where no curve does.
  public var metric: MetricName?
  /// The first step where it holds; nil where none is known.
  public var step: Step?
  /// Whether it was so at that step and soon after no longer, as a spike is.
  public var isOver: Bool
  public var evidence: Evidence

  public init(
    _ rule: HealthRule, _ severity: HealthSeverity, metric: MetricName?, step: Step?, isOver: Bool = false,
    evidence: Evidence
  ) {
    (self.rule, self.severity, self.metric, self.step, self.evidence) = (rule, severity, metric, step, evidence)
    self.isOver = isOver
  }
}

/// What became of one rule.
public enum HealthOutcome: Equatable, Sendable {
  case fired(HealthFinding)
  case quiet
  /// What it would need.
  case unjudged(because: String)

  public var finding: HealthFinding? { if case .fired(let finding) = self { finding } else { nil } }
}
