/// The keys of every kind of document.
public enum SpecificationKeys {
  public static let all = training.keys + study.keys + search.keys

  /// Of a training.
  public static let training = KeyTable(
    examples: "name, data and model",
    [
      key("name", .text, required: true, "a short name for the run"),
      key("data", .section, required: true, "the rows and what their columns mean"),
      key("data.path", .text, required: true, "CSV file, relative to the specification's directory"),
      key("data.later", .text, "a later sample with the same columns, compared with the training rows for drift"),
      key("data.target", .text, required: true, "the column to predict; it has exactly two values"),
      key("data.positive", .text, "the target's positive value"),
      key("data.features", .textList(), "exactly these columns are features; else every column without another role"),
      key("data.roles", .section, "columns with a special meaning"),
      key("data.roles.id", .textList(), "columns that name a row; never features"),
      key("data.roles.time", .textList(), "columns that say when; never features, the first one dates drift"),
      key("data.roles.sensitive", .textList(), "protected properties; not features unless listed in data.features"),
      key("data.ignore", .textList(), "columns to leave out"),
      key("split", .section, "how rows are divided, stratified by the target"),
      key("split.validation", .number(0...0.8, isOpenBelow: true), "share for early stopping and the threshold"),
      key("split.test", .number(0...0.8, isOpenBelow: true), "share that nothing looks at before the end"),
      key("split.seed", .wholeNumber(0...seedLimit), "seed of the split"),
      key("model", .section, "the learner"),
      key("model.kind", .choice(TrainingSpecification.ModelKind.allCases.map(\.rawValue)), "which learner"),
      key("model.rounds", .wholeNumber(1...100_000), "the most rounds to train"),
      key("model.learning_rate", .number(0...1, isOpenBelow: true), "weight of each new tree"),
      key("model.max_depth", .wholeNumber(1...16), "depth of a tree"),
      key("model.min_child_weight", .number(0...1_000_000, isOpenBelow: false), "least sum of hessians in a leaf"),
      key("model.subsample", .number(0...1, isOpenBelow: true), "share of the rows drawn for each tree"),
      key("model.column_sample", .number(0...1, isOpenBelow: true), "share of the columns drawn for each tree"),
      key("model.l2", .number(0...1_000_000, isOpenBelow: false), "L2 penalty on leaf values"),
      key("model.early_stopping_rounds", .wholeNumber(0...100_000), "patience on val/logloss; 0 never stops early"),
      key("model.threads", .wholeNumber(1...256), "threads of the learner"),
      key("model.seed", .wholeNumber(0...seedLimit), "seed of row and column sampling"),
      key("checkpoint", .section, "when the state is saved"),
      key("checkpoint.every", .wholeNumber(1...100_000), "rounds between two checkpoints"),
      key("drift", .section, "when a feature's PSI counts"),
      key("drift.warning", .number(0...100, isOpenBelow: false), "from here on a warning"),
      key("drift.threshold", .number(0...100, isOpenBelow: true), "from here on drift"),
      key("drift.bins", .wholeNumber(2...100), "quantile bins of a numeric feature"),
    ] + approval)

  static let approval = [
    key("approval", .section, "the decision at the end"),
    key("approval.required", .flag, "whether a person must decide about the final model"),
    key("approval.question", .text, "what that person is asked"),
  ]

  /// XGBoost adds the round to the seed and keeps the sum in 32 bits.
  static let seedLimit: Int64 = 2_000_000_000

  static func key(
    _ path: String, _ kind: SpecificationKey.Kind, required: Bool = false, _ summary: String
  ) -> SpecificationKey {
    SpecificationKey(path: path, kind: kind, isRequired: required, summary: summary)
  }

  /// An amount above 0 that no default limits.
  static let amount = SpecificationKey.Kind.number(0...1e12, isOpenBelow: true)
}
