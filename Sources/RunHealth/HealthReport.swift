public import RunModel

/// What every rule says of a run.
public struct HealthReport: Equatable, Sendable {
  public struct Judgement: Equatable, Sendable {
    public var rule: HealthRule
    public var outcome: HealthOutcome
  }
  /// One a rule, in the order of `HealthRule`.
  public let judgements: [Judgement]
  /// The rules that fired, critical ones first.
  public let findings: [HealthFinding]
  /// How the loss stands, for the verdict of a healthy run; nil when there is none to speak of.
  public let standing: LossStanding?

  /// O(metrics + a few thousand) times the logarithm of the number of chunks.
  /// - Parameter now: against which a running training's silence is measured; nil: that is not judged.
  public init(_ run: RunSnapshot, now: WallTime?) {
    let judged = JudgedRun(run, now: now)
    judgements = HealthRule.allCases.map { Judgement(rule: $0, outcome: $0.judge(judged)) }
    standing = judged.loss.map { LossStanding($0, isLive: run.isLive) }
    let fired = judgements.compactMap(\.outcome.finding)
    findings = fired.filter { $0.severity == .critical } + fired.filter { $0.severity == .warning }
  }

  /// The gravest finding; nil for a healthy run.
  public var worst: HealthFinding? { findings.first }

  /// Whether any rule about the loss or its gradient could look.
  public var isJudged: Bool {
    worst != nil || judgements.contains { $0.rule.isAboutLearning && $0.outcome == .quiet }
  }
}
