/// What a training says about itself besides metric points; points travel as columns in a `RecordBatch`.
public enum RunRecord: Equatable, Sendable {
  case hyperparameters([Hyperparameter])
  case progress(Progress)
  case checkpoint(Checkpoint)
  case table(EvaluationTable)
  case note(Note)
  /// Points at or after the step no longer count: the training continues from before it.
  case restart(Step)
  case approvalRequest(ApprovalRequest)
  case end(TrainingEnd)
}

/// A named setting of a training.
public struct Hyperparameter: Equatable, Sendable {
  public enum Value: Equatable, Sendable {
    case number(Double)
    case text(String)
    case flag(Bool)
  }
  /// Nested settings have their names joined with `/`.
  public var name: String
  public var value: Value

  public init(name: String, value: Value) { (self.name, self.value) = (name, value) }
}

/// How far a training is.
public struct Progress: Equatable, Sendable {
  public var step: Step
  /// nil while nobody knows.
  public var total: Step?
  public var phase: String?
  public var wallTime: WallTime?

  public init(step: Step, total: Step?, phase: String? = nil, wallTime: WallTime? = nil) {
    (self.step, self.total, self.phase, self.wallTime) = (step, total, phase, wallTime)
  }
}

/// A saved state of the model, complete on disk when it is recorded.
public struct Checkpoint: Equatable, Sendable {
  public var step: Step
  /// Relative to the run directory.
  public var path: String
  /// Lower-case hexadecimal.
  public var sha256: String?
  public var byteCount: Int64?
  /// `interval`, `request`, `best` or `final`; free text from others.
  public var reason: String?
  public var wallTime: WallTime?

  public init(
    step: Step, path: String, sha256: String? = nil, byteCount: Int64? = nil, reason: String? = nil,
    wallTime: WallTime? = nil
  ) {
    (self.step, self.path, self.sha256, self.byteCount) = (step, path, sha256, byteCount)
    (self.reason, self.wallTime) = (reason, wallTime)
  }
}

/// A sentence from the training to whoever watches.
public struct Note: Equatable, Sendable {
  public enum Level: String, Sendable { case info, warning, error }
  public var text: String
  public var level: Level
  public var wallTime: WallTime?

  public init(text: String, level: Level, wallTime: WallTime? = nil) {
    (self.text, self.level, self.wallTime) = (text, level, wallTime)
  }
}

/// The training's question to a person about one checkpoint.
public struct ApprovalRequest: Equatable, Sendable {
  /// A requirement that was checked before the question was asked.
  public struct Gate: Equatable, Sendable {
    /// As it was required, such as `auc at least 0.8`.
    public var name: String
    /// nil: it could not be told.
    public var hasPassed: Bool?
    /// What was measured, in a sentence; may be empty.
    public var evidence: String

    public init(name: String, hasPassed: Bool?, evidence: String = "") {
      (self.name, self.hasPassed, self.evidence) = (name, hasPassed, evidence)
    }
  }

  /// Relative to the run directory.
  public var checkpoint: String
  /// Of the checkpoint's bytes; lower-case hexadecimal.
  public var sha256: String?
  public var question: String
  /// Short sentences: what speaks for and against.
  public var evidence: [String]
  /// Empty where nothing was required, or a training says nothing of it.
  public var gates: [Gate]
  /// Who asks, where that is another than who launched the run.
  public var askedBy: String?
  /// Of a training that has stopped on its way to be told how to go on; nil for the question at its end.
  public var escalation: Escalation?
  public var wallTime: WallTime?

  public init(
    checkpoint: String, sha256: String?, question: String, evidence: [String] = [], gates: [Gate] = [],
    askedBy: String? = nil, escalation: Escalation? = nil, wallTime: WallTime? = nil
  ) {
    (self.checkpoint, self.sha256, self.question) = (checkpoint, sha256, question)
    (self.evidence, self.gates, self.askedBy) = (evidence, gates, askedBy)
    (self.escalation, self.wallTime) = (escalation, wallTime)
  }
}

/// The training's own last word.
public struct TrainingEnd: Equatable, Sendable {
  public enum Outcome: String, Sendable {
    case finished, failed
    /// Ended early on purpose, as a pruned trial is.
    case stopped
  }
  public var outcome: Outcome
  public var reason: String?
  public var wallTime: WallTime?

  public init(outcome: Outcome, reason: String? = nil, wallTime: WallTime? = nil) {
    (self.outcome, self.reason, self.wallTime) = (outcome, reason, wallTime)
  }

  private static let choicePrefix = "chosen: "

  /// How a study ends that has chosen a candidate.
  public static func choice(of candidate: String) -> TrainingEnd {
    TrainingEnd(outcome: .finished, reason: choicePrefix + candidate)
  }

  /// The name of the candidate that a study has chosen; nil of any other end.
  public var chosenCandidate: String? {
    guard let reason, reason.hasPrefix(Self.choicePrefix) else { return nil }
    return String(reason.dropFirst(Self.choicePrefix.count))
  }
}
