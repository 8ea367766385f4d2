public import HyperparameterSearch
public import StudyModel

/// What a study is asked to do: the content of a `spec.yaml` without a `model`, with every default filled in.
///
/// `docs/specification.md` is the page for people. What only the data can decide is nil here and decided by the study.
public struct StudySpecification: Equatable, Sendable {
  public var name: String
  public var data: Data
  /// nil: detected from the target.
  public var task: StudyTask?
  public var split = Split()
  public var metrics = Metrics()
  /// Success criteria, judged on the bound of an interval.
  public var success: [Criterion] = []
  public var improvements: [Improvement] = []
  /// nil: all built-in ones that the constraints allow.
  public var candidates: [Candidate]?
  public var search = Search()
  public var constraints = Constraints()
  public var interpretability = Interpretability.any
  public var features = Features()
  public var examination = Examination()
  /// What the chosen model must reach on parts of the rows.
  public var segments: [RequiredSegments] = []
  /// nil: what a decision is worth is not known.
  public var payoff: Payoff?
  public var fairness = Fairness()
  /// Tried for the chosen model, inside training folds only.
  public var augmentation: [Augmentation] = []
  /// Kinds that do not stop the study.
  public var ignoredEscalations: [EscalationSummary.Kind] = []
  public var approval = TrainingSpecification.Approval()

  public init(name: String, data: Data) { (self.name, self.data) = (name, data) }

  public struct Data: Equatable, Sendable {
    /// CSV files with the same header, read one after the other; relative to the specification's directory.
    public var paths: [String]
    /// A later sample of the same columns, compared with the development rows for drift; nothing else looks at it.
    public var later: String?
    public var target: String
    /// The positive value of a binary target; nil: chosen, see `docs/specification.md`.
    public var positive: String?
    /// Exactly these columns are features; nil: every column without another role.
    public var features: [String]?
    public var idColumns: [String] = []
    /// The first one orders the rows.
    public var timeColumns: [String] = []
    public var groupColumn: String?
    public var weightColumn: String?
    /// Not features unless listed in `features`.
    public var sensitiveColumns: [String] = []
    /// Not known when a prediction is made; never features.
    public var unknownAtPrediction: [String] = []
    public var ignore: [String] = []
    /// What to do with columns that the checks hold for leaks.
    public var leaks = LeakRule.exclude

    public init(paths: [String], target: String) { (self.paths, self.target) = (paths, target) }
  }

  public enum LeakRule: String, CaseIterable, Sendable {
    case exclude, keep, stop
  }

  public enum SplitKind: String, CaseIterable, Sendable { case random, stratified, grouped, temporal, given }

  public struct Split: Equatable, Sendable {
    /// nil: stratified for classes and random for numbers, unless the data have a date column or repeated ids: then
    /// the study asks.
    public var kind: SplitKind?
    /// Of `given`: a column with `train` and `test`, or fold numbers and `test`.
    public var column: String?
    /// Days left out between training and test rows of a temporal split.
    public var gapDays = 0.0
    /// Share of the rows that nothing looks at before the end; 0: none.
    public var test = 0.2
    public var folds = 5
    public var repeats = 1
    public var seed: Int64 = 7

    public init() {}
  }

  public struct Metrics: Equatable, Sendable {
    /// A name of `MetricCatalog`; nil: `auc`, `log_loss` or `rmse` by task.
    public var primary: String?
    public var others: [String] = []
    /// What counts as the same in practice, in the primary metric's unit; nil: a hundredth for metrics between 0 and
    /// 1, a hundredth of the best baseline's value otherwise.
    public var rope: Double?

    public init() {}
  }

  /// Exactly one of the bounds.
  public struct Criterion: Equatable, Sendable {
    public var metric: String
    public var atLeast: Double?
    public var atMost: Double?

    public init(metric: String, atLeast: Double? = nil, atMost: Double? = nil) {
      (self.metric, self.atLeast, self.atMost) = (metric, atLeast, atMost)
    }
  }

  /// The chosen model must be better than this baseline by at least so much of the primary metric.
  public struct Improvement: Equatable, Sendable {
    /// `prior`, `one-feature`, `linear` or `seasonal-naive`.
    public var over: String
    public var by: Double

    public init(over: String, by: Double) { (self.over, self.by) = (over, by) }
  }

  public struct Candidate: Equatable, Sendable {
    public enum Kind: String, CaseIterable, Sendable { case linear, forest, boosting, external }

    /// Unique; the kind's name by default.
    public var name: String
    public var kind: Kind
    /// Fixed values; they take their parameters out of the space.
    public var fixed = Assignment()
    /// nil: the built-in space of the kind. Replaces the built-in domain of the parameters that it names.
    public var space: SearchSpace?
    /// Of an external candidate.
    public var command: [String] = []
    /// Seconds one trial of an external candidate may take.
    public var timeout = 600.0

    public init(name: String, kind: Kind) { (self.name, self.kind) = (name, kind) }
  }

  public struct Search: Equatable, Sendable {
    /// Over all candidates; 0: portfolio settings only.
    public var trials = 40
    /// The search begins no trial after this; nil: no limit.
    public var minutes: Double?
    /// The most that may be spent, in the unit of `costPerHour`; nil: no limit.
    public var cost: Double?
    /// Price of an hour of this machine; nil: not known.
    public var costPerHour: Double?
    public var seed: Int64 = 7
    /// Trials at a time; nil: one a core.
    public var parallel: Int?
    /// Whether hopeless trials end after the first folds.
    public var prune = true

    public init() {}
  }

  /// nil: no limit. What exceeds one may not be chosen.
  public struct Constraints: Equatable, Sendable {
    /// 99th percentile for one row.
    public var latencyMilliseconds: Double?
    public var modelMegabytes: Double?
    public var memoryMegabytes: Double?
    public var trainingSeconds: Double?

    public init() {}
  }

  public enum Interpretability: String, CaseIterable, Sendable {
    case any
    /// Only models whose every prediction can be followed by hand: priors, one feature, linear.
    case high
  }

  public struct Features: Equatable, Sendable {
    public var transforms: [Transform] = []
    /// A command that is fitted on training rows only and writes columns for rows; empty: none.
    public var command: [String] = []
    /// Seconds one call of the command may take.
    public var timeout = 3600.0

    public init() {}
  }

  /// A declared transformation; it looks at one row at a time, so that it cannot leak.
  public enum Transform: Hashable, Sendable {
    /// log(1 + x) of a numeric column without values below 0; replaces it.
    case log(String)
    /// Numerator over denominator, missing where the denominator is 0; a new column `A_per_B`.
    case ratio(String, String)
    /// a − b of two numeric or two date columns (in days); a new column `A_minus_B`.
    case difference(String, String)
    /// Month, weekday and hour of a date column, as new columns `A_month`, `A_weekday`, `A_hour`.
    case calendar(String)
  }
}
