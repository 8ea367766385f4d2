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
  /// The metric that shows it best.
  public var metric: MetricName
  /// The first step where it holds.
  public var step: Step
  public var evidence: Evidence
  /// Whether it holds at this step alone, not from there on.
  public var isMomentary: Bool

  public init(
    _ rule: HealthRule, _ severity: HealthSeverity, metric: MetricName, step: Step, evidence: Evidence,
    isMomentary: Bool = false
  ) {
    (self.rule, self.severity, self.metric, self.step, self.evidence) = (rule, severity, metric, step, evidence)
    self.isMomentary = isMomentary
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
