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
    let notCurves = Self.whyNoCurves(run)
    judgements = HealthRule.allCases.map { rule in
      let reason = rule.looksAtCurves ? notCurves : nil
      return Judgement(rule: rule, outcome: reason.map { .unjudged(because: $0) } ?? rule.judge(judged))
    }
    standing = notCurves == nil ? judged.loss.map { LossStanding($0, isLive: run.isLive) } : nil
    let fired = judgements.compactMap(\.outcome.finding)
    findings = fired.filter { $0.severity == .critical } + fired.filter { $0.severity == .warning }
  }

  /// Why the metrics of a run are no curves of a training; nil where they are.
  private static func whyNoCurves(_ run: RunSnapshot) -> String? {
    if run.studyMeasure != nil {
      return "a study, whose steps are trials; `pitwall report` says what is to be known of it"
    }
    return run.metrics.contains { run.isOverFolds($0.name) } ? "a trial of a study, whose steps are folds" : nil
  }

  /// The gravest finding; nil for a healthy run.
  public var worst: HealthFinding? { findings.first }

  /// Whether any rule about the loss or its gradient could look.
  public var isJudged: Bool {
    worst != nil || judgements.contains { $0.rule.isAboutLearning && $0.outcome == .quiet }
  }
}
