/// What a training is asked to do: the content of a `spec.yaml`, with every default filled in.
///
/// `docs/specification.md` is the page for people; `SpecificationKeys` holds the limits once for both.
public struct TrainingSpecification: Equatable, Sendable {
  /// A short name for the run.
  public var name: String
  public var data: DataSource
  public var split: Split
  public var model: BoostingModel
  public var checkpoint: Checkpointing
  public var drift: DriftRule
  public var approval: Approval

  public init(
    name: String, data: DataSource, split: Split = Split(), model: BoostingModel = BoostingModel(),
    checkpoint: Checkpointing = Checkpointing(), drift: DriftRule = DriftRule(), approval: Approval = Approval()
  ) {
    (self.name, self.data, self.split, self.model) = (name, data, split, model)
    (self.checkpoint, self.drift, self.approval) = (checkpoint, drift, approval)
  }

  /// Where the rows come from and what the columns mean.
  public struct DataSource: Equatable, Sendable {
    /// A CSV file; relative to the directory of the specification.
    public var path: String
    /// A later sample of the same columns, compared with the training rows for drift.
    public var later: String?
    /// The column to predict; it must have exactly two values.
    public var target: String
    /// The target's positive value; nil lets the reader choose, see `docs/specification.md`.
    public var positive: String?
    /// Exactly these columns are features; nil means every column without another role. A sensitive column is a
    /// feature only when it is listed here.
    public var features: [String]?
    /// Columns that name a row; never features.
    public var idColumns: [String]
    /// Columns that say when a row was; never features. The first one dates drift.
    public var timeColumns: [String]
    /// Columns about protected properties of people; not features unless listed in `features`.
    public var sensitiveColumns: [String]
    /// Columns to leave out.
    public var ignore: [String]

    public init(
      path: String, later: String? = nil, target: String, positive: String? = nil, features: [String]? = nil,
      idColumns: [String] = [], timeColumns: [String] = [], sensitiveColumns: [String] = [], ignore: [String] = []
    ) {
      (self.path, self.later, self.target, self.positive) = (path, later, target, positive)
      (self.features, self.idColumns, self.timeColumns) = (features, idColumns, timeColumns)
      (self.sensitiveColumns, self.ignore) = (sensitiveColumns, ignore)
    }
  }

  /// How rows are divided, stratified by the target.
  public struct Split: Equatable, Sendable {
    /// Share of all rows for early stopping and the choice of a threshold.
    public var validation = 0.2
    /// Share of all rows that nothing looks at before the end.
    public var test = 0.2
    public var seed: Int64 = 7

    public init() {}
    public init(validation: Double, test: Double, seed: Int64) {
      (self.validation, self.test, self.seed) = (validation, test, seed)
    }
  }

  /// Which learner; one so far.
  public enum ModelKind: String, CaseIterable, Sendable { case gradientBoosting = "gradient-boosting" }

  /// Gradient-boosted trees; names and meaning as in XGBoost.
  public struct BoostingModel: Equatable, Sendable {
    public var kind = ModelKind.gradientBoosting
    /// The most rounds to train.
    public var rounds = 400
    public var learningRate = 0.05
    public var maxDepth = 5
    public var minChildWeight = 1.0
    /// Share of the rows drawn for each tree.
    public var subsample = 0.8
    /// Share of the columns drawn for each tree.
    public var columnSample = 0.8
    public var l2 = 1.0
    /// Stop after so many rounds without a better `val/logloss`; 0 never stops early.
    public var earlyStoppingRounds = 40
    public var threads = 2
    public var seed: Int64 = 7

    public init() {}
  }

  public struct Checkpointing: Equatable, Sendable {
    /// Rounds between two checkpoints.
    public var every = 25

    public init() {}
    public init(every: Int) { self.every = every }
  }

  /// When a feature's population stability index counts.
  public struct DriftRule: Equatable, Sendable {
    /// From here on a warning.
    public var warning = 0.1
    /// From here on drift.
    public var threshold = 0.2
    /// Quantile bins of a numeric feature.
    public var bins = 10

    public init() {}
    public init(warning: Double, threshold: Double, bins: Int) {
      (self.warning, self.threshold, self.bins) = (warning, threshold, bins)
    }
  }

  /// Whether a person must decide about the final model.
  public struct Approval: Equatable, Sendable {
    public var required = true
    public var question = "May this model go into use?"

    public init() {}
    public init(required: Bool, question: String) { (self.required, self.question) = (required, question) }
  }
}
