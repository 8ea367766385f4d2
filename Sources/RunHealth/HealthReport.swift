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
    standing = judged.loss.map(LossStanding.init)
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

/// How the loss of a run stands, in three numbers.
public struct LossStanding: Equatable, Sendable {
  /// The loss that a choice would be made by: on validation rows where there is one.
  public var metric: MetricName
  /// Whether the newest tenth of it is lower than what came before.
  public var isFalling: Bool
  /// The validation loss less the training loss; nil without both.
  public var gap: Double?

  init(_ loss: LossCurves) {
    let curve = loss.validation ?? loss.main
    metric = curve.name
    let values = curve.values
    let part = Swift.max(3, values.count / 10)
    let before = values.dropLast(part).suffix(part)
    isFalling = values.count >= 2 * part && values.suffix(part).median < before.median - 0.001 * loss.scale
    gap = loss.training.flatMap { training in
      loss.validation.map { $0.values.suffix(5).median - training.values.suffix(5).median }
    }
  }
}
