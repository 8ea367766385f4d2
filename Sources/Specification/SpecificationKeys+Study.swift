internal import StudyModel

extension SpecificationKeys {
  /// Of a study.
  public static let study = KeyTable(
    examples: "name, data and search",
    [key("name", .text, required: true, "a short name for the study")] + studyData + protocolKeys + candidates
      + searchKeys + examination + approval)

  private static let studyData = [
    key("data", .section, required: true, "the rows and what their columns mean"),
    key(
      "data.path", .textList(of: "CSV files"), required: true,
      "read one after the other, all with the same header; relative to the specification's directory"),
    key("data.later", .text, "a later sample with the same columns, compared with the development rows for drift"),
    key("data.target", .text, required: true, "the column to predict"),
    key("data.positive", .text, "the positive value of a binary target"),
    key("data.features", .textList(), "exactly these columns are features; else every column without another role"),
    key("data.roles", .section, "columns with a special meaning"),
    key("data.roles.id", .textList(), "columns that name a row; never features"),
    key("data.roles.time", .textList(), "columns that say when; never features, the first one orders the rows"),
    key("data.roles.group", .text, "rows with the same value stay on one side of a grouped split; never a feature"),
    key("data.roles.weight", .text, "how much a row counts; never a feature"),
    key("data.roles.sensitive", .textList(), "protected properties; not features unless listed in data.features"),
    key("data.roles.unknown_at_prediction", .textList(), "not known when a prediction is made; never features"),
    key("data.ignore", .textList(), "columns to leave out"),
    key(
      "data.leaks", .choice(StudySpecification.LeakRule.allCases.map(\.rawValue)),
      "what becomes of columns that the checks hold for leaks"),
  ]

  private static let protocolKeys = [
    key("task", .choice(StudyTask.allCases.map(\.rawValue)), "what is predicted; else detected from the target"),
    key("split", .section, "how rows are divided"),
    key(
      "split.kind", .choice(StudySpecification.SplitKind.allCases.map(\.rawValue)),
      "else stratified for classes and random for numbers; data with dates or repeated ids make the study ask"),
    key("split.column", .text, "of a given split: a column with `train` and `test`, or with fold numbers and `test`"),
    key(
      "split.gap_days", .number(0...100_000, isOpenBelow: false),
      "days left out between training and test rows of a temporal split"),
    key("split.test", .number(0...0.8, isOpenBelow: false), "share that nothing looks at before the end; 0 for none"),
    key("split.folds", .wholeNumber(2...100), "folds of the cross-validation"),
    key("split.repeats", .wholeNumber(1...100), "how often the folds are drawn anew"),
    key("split.seed", .wholeNumber(0...seedLimit), "seed of the split"),
    key("metrics", .section, "how quality is measured"),
    key("metrics.primary", .choice(MetricNames.all), "what is optimised; else auc, log_loss or rmse by task"),
    key("metrics.others", .choiceList(MetricNames.all), "what is reported besides"),
    key(
      "metrics.rope", .number(0...1e12, isOpenBelow: false),
      "a difference of the primary metric that is the same in practice"),
    key("success", .sections(of: "criteria"), "what the chosen model must reach with its interval's bound"),
    key("success[].metric", .choice(MetricNames.all), required: true, "the metric that is judged"),
    key("success[].at_least", .number(-1e12...1e12, isOpenBelow: false), "lower limit; exactly one of both limits"),
    key("success[].at_most", .number(-1e12...1e12, isOpenBelow: false), "upper limit; exactly one of both limits"),
    key("improvements", .sections(of: "improvements"), "how much better than a baseline the chosen model must be"),
    key("improvements[].over", .choice(StudySpecification.Improvement.baselines), required: true, "the baseline"),
    key("improvements[].by", .number(0...1e12, isOpenBelow: false), required: true, "in the primary metric's unit"),
  ]

  private static let builtIn = StudySpecification.Candidate.Kind.allCases.filter { $0 != .external }.map(\.rawValue)

  private static let candidates =
    [
      key(
        "candidates",
        .sections(
          of: "candidates, each a section or one of \(builtIn.joined(separator: ", "))",
          orWords: builtIn),
        "the models to try; else every built-in one that the constraints allow"),
      key(
        "candidates[].kind", .choice(StudySpecification.Candidate.Kind.allCases.map(\.rawValue)), required: true,
        "which learner; external is a command of yours"),
      key("candidates[].name", .text, "how it is called, different from all others; else its kind"),
      key("candidates[].fixed", .assignment, "values that are not searched"),
      key("candidates[].space", .named(of: "search parameters"), "replaces the built-in space of what it names"),
    ] + spaceKeys(below: "candidates[].space") + [
      key("candidates[].command", .command, "of an external candidate: a program that speaks the run protocol"),
      key("candidates[].timeout", .number(0...604_800, isOpenBelow: true), "of an external candidate: seconds a trial"),
    ]

  private static let searchKeys = [
    key("search", .section, "how much is tried"),
    key("search.trials", .wholeNumber(0...100_000), "trials over all candidates; 0 for stored settings only"),
    key("search.minutes", .number(0...1_000_000, isOpenBelow: true), "no trial begins after so many"),
    key("search.cost", amount, "the most to spend, in the unit of search.cost_per_hour"),
    key("search.cost_per_hour", amount, "price of an hour of this machine"),
    key("search.seed", .wholeNumber(0...seedLimit), "seed of the search"),
    key("search.parallel", .wholeNumber(1...256), "trials at a time; else one a core"),
    key("search.prune", .flag, "whether hopeless trials end after the first folds"),
    key("constraints", .section, "what exceeds one of these may not be chosen"),
    key("constraints.latency_ms", amount, "99th percentile of a prediction for one row"),
    key("constraints.model_mb", amount, "size of the model"),
    key("constraints.memory_mb", amount, "peak memory"),
    key("constraints.training_seconds", amount, "CPU time of one training on all rows"),
    key(
      "interpretability", .choice(StudySpecification.Interpretability.allCases.map(\.rawValue)),
      "high: only models whose every prediction can be followed by hand"),
    key("features", .section, "what is made of the columns"),
    key("features.transforms", .sections(of: "transformations"), "each looks at one row at a time"),
    key("features.transforms[].log", .text, "log(1 + x) in place of a column without values below 0"),
    key("features.transforms[].ratio", .textList(of: "two columns"), "a new column A_per_B"),
    key("features.transforms[].difference", .textList(of: "two columns"), "a new column A_minus_B, in days for dates"),
    key(
      "features.transforms[].calendar", .text,
      "new columns for month, weekday and hour of a date, also of a time column"),
    key("features.command", .command, "a program that is fitted on training rows only and writes columns for rows"),
    key("features.timeout", .number(0...604_800, isOpenBelow: true), "seconds one call of features.command may take"),
  ]

  private static let gain = SpecificationKey.Kind.number(-1e12...1e12, isOpenBelow: false)

  private static let examination = [
    key("examination", .section, "what is asked about the chosen model"),
    key(
      "examination.topics", .choiceList(TopicReport.Topic.allCases.map(\.rawValue)),
      "the questions; else all that apply, an empty list for none"),
    key("examination.importance", .textList(), "features you expect to matter, the most important first"),
    key("examination.groups", .sections(of: "groups of features"), "what the ablation also leaves out together"),
    key("examination.groups[].name", .text, required: true, "how the group is called, different from all others"),
    key("examination.groups[].columns", .textList(), required: true, "its features"),
    key(
      "examination.coverage", .number(0.5...0.999, isOpenBelow: false),
      "share of the rows that a prediction set or interval is to hold"),
    key("examination.mutable", .sections(of: "features"), "what a person could change about a row"),
    key("examination.mutable[].column", .text, required: true, "the feature"),
    key(
      "examination.mutable[].by", .number(0...1e12, isOpenBelow: true),
      "the most a number can change, in its own unit; else to any value or level that occurs"),
    key("segments", .sections(of: "required segments"), "what the chosen model must reach on parts of the rows"),
    key("segments[].by", .textList(), required: true, "each group of rows with the same values of these columns"),
    key("segments[].min", .assignment, "by metric: every group must reach at least so much"),
    key("segments[].max", .assignment, "by metric: every group must stay at or below so much"),
    key("payoff", .section, "what a yes-or-no decision is worth: gains above 0, losses below; 0 for what is not given"),
    key("payoff.true_positive", gain, "acting on a positive row"),
    key("payoff.false_positive", gain, "acting on a negative row"),
    key("payoff.true_negative", gain, "leaving a negative row alone"),
    key("payoff.false_negative", gain, "leaving a positive row alone"),
    key("payoff.unit", .text, "such as EUR"),
    key("fairness", .section, "limits between the groups of a sensitive column"),
    key(
      "fairness.min_selection_ratio", .number(0...1, isOpenBelow: false),
      "lowest selection rate over the highest, at least"),
    key("fairness.max_difference", .number(0...1, isOpenBelow: false), "of true and of false positive rates, at most"),
    key(
      "augmentation", .choiceList(StudySpecification.Augmentation.allCases.map(\.rawValue)),
      "ways to make more training rows, tried for the chosen model inside training folds"),
    key("escalations", .section, "what makes the study stop and ask"),
    key(
      "escalations.ignore", .choiceList(EscalationSummary.Kind.allCases.map(\.rawValue)),
      "kinds that do not stop it"),
  ]

  /// The keys of one search parameter.
  static func spaceKeys(below path: String) -> [SpecificationKey] {
    [
      key("\(path).*", .section, "one parameter; exactly one of range and values"),
      key("\(path).*.range", .range, "lowest and highest value"),
      key("\(path).*.scale", .choice(["linear", "log"]), "log: ratios count instead of differences; a range above 0"),
      key("\(path).*.integer", .flag, "whether only whole numbers of the range count"),
      key("\(path).*.values", .values, "the values, without an order among them"),
      key("\(path).*.when", .condition, "the parameter exists only where an earlier one has this value"),
    ]
  }
}

extension SpecificationKeys {
  /// Of a search for any command.
  public static let search = KeyTable(
    examples: "metric, direction and space",
    [
      key("metric", .text, required: true, "whose last value is the objective"),
      key("direction", .choice(["minimize", "maximize"]), required: true, "which value is better"),
      key("trials", .wholeNumber(1...100_000), "how many are run"),
      key("seed", .wholeNumber(0...seedLimit), "seed of the search"),
      key("parallel", .wholeNumber(1...256), "trials at a time"),
      key("timeout", .number(0...604_800, isOpenBelow: true), "seconds one trial may take"),
      key("portfolio", .assignments, "settings to begin with"),
      key("space", .named(of: "search parameters"), required: true, "the hyperparameters and their values"),
    ] + spaceKeys(below: "space"))
}
