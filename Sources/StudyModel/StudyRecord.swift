public import HyperparameterSearch
internal import Statistics

/// One line of a study's `metrics.jsonl` besides the ordinary records: `{"t":…,"kind":"study/…",…}`.
///
/// Written by the study as it learns, read by `pitwall report`. Every record stands for itself: a later one of the
/// same `key` replaces the earlier. The page for people is `docs/formats/study-records.md`.
public enum StudyRecord: Equatable, Sendable {
  case header(StudyHeader)
  case finding(Finding)
  case split(SplitSummary)
  case trial(TrialSummary)
  case candidate(CandidateSummary)
  case comparison(ModelComparison)
  case criterion(CriterionVerdict)
  case estimate(NamedEstimate)
  case learningCurve(LearningCurve)
  case choice(Choice)
  case notTried(NotTried)
  case topic(TopicReport)
  case escalation(EscalationSummary)
}

/// What was asked, once, at the start.
public struct StudyHeader: Codable, Equatable, Sendable {
  public var name: String
  public var task: StudyTask
  /// Why this task: detected, with the reason, or given.
  public var taskReason: String
  public var target: String
  /// The class names, the positive one last for a binary task; empty for regression.
  public var classes: [String]
  public var primaryMetric: String
  public var direction: Direction
  public var otherMetrics: [String]
  /// Rows that models learn from and are judged on before the end.
  public var developmentRows: Int
  public var testRows: Int
  /// Rows on neither side: in the gap of a temporal split, or unnamed by a given one. nil: not recorded.
  public var unusedRows: Int?
  public var features: [String]
  /// Columns that are not features, each with its reason.
  public var excludedColumns: [ExcludedColumn]
  /// SHA-256 of the data file's bytes.
  public var dataDigest: String
  public var dataPath: String
  public var plannedTrials: Int
  public var seed: Int64

  public struct ExcludedColumn: Codable, Equatable, Sendable {
    public var column: String
    public var reason: String
    public init(column: String, reason: String) { (self.column, self.reason) = (column, reason) }
  }

  public init(
    name: String, task: StudyTask, taskReason: String, target: String, classes: [String], primaryMetric: String,
    direction: Direction, otherMetrics: [String], developmentRows: Int, testRows: Int, unusedRows: Int? = nil,
    features: [String], excludedColumns: [ExcludedColumn], dataDigest: String, dataPath: String, plannedTrials: Int,
    seed: Int64
  ) {
    (self.name, self.task, self.taskReason, self.target, self.classes) = (name, task, taskReason, target, classes)
    (self.primaryMetric, self.direction, self.otherMetrics) = (primaryMetric, direction, otherMetrics)
    (self.developmentRows, self.testRows, self.unusedRows) = (developmentRows, testRows, unusedRows)
    self.features = features
    (self.excludedColumns, self.dataDigest, self.dataPath) = (excludedColumns, dataDigest, dataPath)
    (self.plannedTrials, self.seed) = (plannedTrials, seed)
  }
}

/// How rows were divided. The row numbers are in a file beside the record.
public struct SplitSummary: Codable, Equatable, Sendable {
  /// `search`, `evaluation` or `test`.
  public var name: String
  /// `random`, `stratified`, `grouped`, `temporal` or `given`.
  public var kind: String
  public var folds: Int
  public var repeats: Int
  public var seed: Int64
  /// Training and test rows of each fold.
  public var trainingRows: [Int]
  public var testRows: [Int]
  /// SHA-256 of the file's bytes.
  public var digest: String
  /// Relative to the study's run directory.
  public var path: String

  public init(
    name: String, kind: String, folds: Int, repeats: Int, seed: Int64, trainingRows: [Int], testRows: [Int],
    digest: String, path: String
  ) {
    (self.name, self.kind, self.folds, self.repeats, self.seed) = (name, kind, folds, repeats, seed)
    (self.trainingRows, self.testRows, self.digest, self.path) = (trainingRows, testRows, digest, path)
  }

  /// `kind` is a record's own key, so the split's is written as `division`.
  private enum CodingKeys: String, CodingKey {
    case name
    case kind = "division"
    case folds, repeats, seed, trainingRows, testRows, digest, path
  }
}

/// One trial of the search.
public struct TrialSummary: Codable, Equatable, Sendable {
  public enum Outcome: String, Codable, Sendable { case complete, pruned, failed }

  /// Counts from 1 over the whole study.
  public var number: Int
  public var candidate: String
  /// `baseline`, `portfolio`, `broad`, `bayesian` or `local`.
  public var stage: String
  public var settings: [String: ParameterValue]
  public var outcome: Outcome
  /// Why it was pruned or failed; empty otherwise.
  public var reason: String
  /// The primary metric, one a fold that was trained.
  public var scores: [Double]
  /// Their mean; nil when it failed.
  public var value: Double?
  /// CPU seconds of training and prediction.
  public var seconds: Double
  /// The trial's run directory, relative to the study's.
  public var run: String

  public init(
    number: Int, candidate: String, stage: String, settings: [String: ParameterValue], outcome: Outcome,
    reason: String = "", scores: [Double], value: Double?, seconds: Double, run: String
  ) {
    (self.number, self.candidate, self.stage, self.settings) = (number, candidate, stage, settings)
    (self.outcome, self.reason, self.scores, self.value) = (outcome, reason, scores, value)
    (self.seconds, self.run) = (seconds, run)
  }
}

/// A finalist: the best settings of one candidate, judged on the evaluation folds that all share.
public struct CandidateSummary: Codable, Equatable, Sendable {
  public enum Interpretability: String, Codable, Sendable { case high, medium, low }

  public struct Latency: Codable, Equatable, Sendable {
    /// Milliseconds, from `samples` calls measured on this machine.
    public var median: Double
    public var percentile99: Double
    public var samples: Int
    public init(median: Double, percentile99: Double, samples: Int) {
      (self.median, self.percentile99, self.samples) = (median, percentile99, samples)
    }
  }

  public var name: String
  /// A word of `ModelFamily`.
  public var family: String
  public var isBaseline: Bool
  public var interpretability: Interpretability
  /// Smaller is simpler.
  public var complexity: Double
  public var settings: [String: ParameterValue]
  /// The trial the settings come from; nil for what was not searched.
  public var trial: Int?
  /// The primary metric first.
  public var estimates: [Estimate]
  /// Mean primary metric on training rows minus on held-out rows, signed so that above 0 means worse when held out.
  public var generalizationGap: Double?
  /// Standard deviation of the primary metric over training seeds on one fold; nil: not measured.
  public var seedDeviation: Double?
  public var rowLatency: Latency?
  public var batchLatency: Latency?
  public var batchRows: Int
  public var modelBytes: Int?
  /// CPU seconds to train once on all development rows.
  public var trainingSeconds: Double?
  public var peakMemoryBytes: Int?
  /// Why it may not be chosen, with the measured number; empty: it may.
  public var exclusions: [String]
  public var isParetoOptimal: Bool
  /// Where the numbers come from, relative to the study's run directory.
  public var run: String

  public init(
    name: String, family: String, isBaseline: Bool, interpretability: Interpretability, complexity: Double,
    settings: [String: ParameterValue] = [:], trial: Int? = nil, estimates: [Estimate] = [],
    generalizationGap: Double? = nil, seedDeviation: Double? = nil, rowLatency: Latency? = nil,
    batchLatency: Latency? = nil, batchRows: Int = 0, modelBytes: Int? = nil, trainingSeconds: Double? = nil,
    peakMemoryBytes: Int? = nil, exclusions: [String] = [], isParetoOptimal: Bool = false, run: String
  ) {
    (self.name, self.family, self.isBaseline, self.interpretability) = (name, family, isBaseline, interpretability)
    (self.complexity, self.settings, self.trial, self.estimates) = (complexity, settings, trial, estimates)
    (self.generalizationGap, self.seedDeviation) = (generalizationGap, seedDeviation)
    (self.rowLatency, self.batchLatency, self.batchRows) = (rowLatency, batchLatency, batchRows)
    (self.modelBytes, self.trainingSeconds, self.peakMemoryBytes) = (modelBytes, trainingSeconds, peakMemoryBytes)
    (self.exclusions, self.isParetoOptimal, self.run) = (exclusions, isParetoOptimal, run)
  }
}

/// Two finalists on the same folds.
public struct ModelComparison: Codable, Equatable, Sendable {
  /// `indistinguishable`: neither a difference nor equivalence is shown.
  public enum Verdict: String, Codable, Sendable { case better, worse, equivalent, indistinguishable, undecided }

  public var first: String
  public var second: String
  public var metric: String
  /// Mean of first minus second, over folds.
  public var difference: Double?
  public var interval: ConfidenceInterval?
  /// Of the corrected paired test; nil where no test is honest.
  public var pValue: Double?
  /// After Holm over all comparisons of the study.
  public var adjustedPValue: Double?
  /// Posterior probability that the difference lies inside ±`rope`.
  public var equivalenceProbability: Double?
  public var rope: Double
  public var verdict: Verdict
  /// The test, its source and its degrees of freedom.
  public var method: String

  public init(
    first: String, second: String, metric: String, difference: Double?, interval: ConfidenceInterval?,
    pValue: Double?, adjustedPValue: Double?, equivalenceProbability: Double?, rope: Double, verdict: Verdict,
    method: String
  ) {
    (self.first, self.second, self.metric, self.difference) = (first, second, metric, difference)
    (self.interval, self.pValue, self.adjustedPValue) = (interval, pValue, adjustedPValue)
    (self.equivalenceProbability, self.rope, self.verdict, self.method) = (
      equivalenceProbability, rope, verdict, method
    )
  }
}

/// A success criterion or an improvement target, judged on the interval's bound.
public struct CriterionVerdict: Codable, Equatable, Sendable {
  public enum Outcome: String, Codable, Sendable {
    case met
    case missed
    /// The estimate passes and its interval's bound does not.
    case unproven
    case unknown
  }
  /// As asked, such as `auc at least 0.8`.
  public var criterion: String
  public var outcome: Outcome
  /// What was measured and judged, in a sentence.
  public var evidence: String

  public init(criterion: String, outcome: Outcome, evidence: String) {
    (self.criterion, self.outcome, self.evidence) = (criterion, outcome, evidence)
  }
}

/// A number of the study that belongs to no single candidate, or to the chosen one on other rows.
public struct NamedEstimate: Codable, Equatable, Sendable {
  /// `test`, `nested`, `random-split`, `temporal-split`, `shift`, `seed-stability`, …
  public var name: String
  public var candidate: String
  public var estimate: Estimate
  /// A sentence that says what it is.
  public var meaning: String
  public var run: String

  public init(name: String, candidate: String, estimate: Estimate, meaning: String, run: String) {
    (self.name, self.candidate, self.estimate, self.meaning, self.run) = (name, candidate, estimate, meaning, run)
  }
}

/// The chosen model's score against the number of training rows.
public struct LearningCurve: Codable, Equatable, Sendable {
  public var candidate: String
  public var metric: String
  public var rows: [Int]
  public var means: [Double]
  public var deviations: [Double]
  /// Would more rows help, in a sentence.
  public var verdict: String
  /// The same for a rule: true and false where it is shown that they would, or would hardly; nil where it cannot be told.
  public var helps: Bool?

  public init(
    candidate: String, metric: String, rows: [Int], means: [Double], deviations: [Double], verdict: String,
    helps: Bool? = nil
  ) {
    (self.candidate, self.metric, self.rows) = (candidate, metric, rows)
    (self.means, self.deviations, self.verdict, self.helps) = (means, deviations, verdict, helps)
  }
}

/// The answer.
public struct Choice: Codable, Equatable, Sendable {
  /// nil: nothing may be chosen.
  public var candidate: String?
  /// Sentences made of the study's facts only, the most important first.
  public var rationale: [String]
  /// What it would cost to prefer each other finalist, a sentence each.
  public var alternatives: [String]
  /// What worries us, the gravest first.
  public var warnings: [String]
  /// Of a binary task.
  public var threshold: DecisionThreshold?

  public init(
    candidate: String?, rationale: [String], alternatives: [String], warnings: [String],
    threshold: DecisionThreshold? = nil
  ) {
    (self.candidate, self.rationale) = (candidate, rationale)
    (self.alternatives, self.warnings, self.threshold) = (alternatives, warnings, threshold)
  }
}

/// From which probability of the positive class on to act.
public struct DecisionThreshold: Codable, Equatable, Sendable {
  /// Above 1: never.
  public var value: Double
  /// What it is the best for, such as `best F1 out of fold`.
  public var goal: String
  /// Whether no row is to be acted on.
  public var isNobody: Bool { ThresholdCurve.isNobody(value) }
  public init(value: Double, goal: String) { (self.value, self.goal) = (value, goal) }
}

public struct NotTried: Codable, Equatable, Sendable {
  public var what: String
  public var reason: String
  public init(what: String, reason: String) { (self.what, self.reason) = (what, reason) }
}
