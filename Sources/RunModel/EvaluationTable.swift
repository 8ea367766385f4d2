/// What an evaluation recorded. Shapes are checked where it is decoded: parallel columns have equal counts.
public enum EvaluationTable: Equatable, Sendable {
  case confusion(ConfusionMatrix)
  case roc(ROCCurve)
  case precisionRecall(PrecisionRecallCurve)
  case calibration(CalibrationCurve)
  case importance(FeatureImportance)
  case drift(DriftReport)
}

/// Where a table comes from: which rows, at which step.
public struct TableOrigin: Hashable, Sendable {
  /// Such as `test` or `validation`; nil when the run did not say.
  public var split: String?
  public var step: Step?

  public init(split: String? = nil, step: Step? = nil) { (self.split, self.step) = (split, step) }
}

public struct ConfusionMatrix: Equatable, Sendable {
  public var origin: TableOrigin
  public var labels: [String]
  /// k × k for k labels; a row is an actual class, a column a predicted one.
  public var counts: [[Int64]]
  /// The score at which a row counts as positive; nil for more than two classes.
  public var threshold: Double?

  public init(origin: TableOrigin = TableOrigin(), labels: [String], counts: [[Int64]], threshold: Double? = nil) {
    (self.origin, self.labels, self.counts, self.threshold) = (origin, labels, counts, threshold)
  }
}

public struct ROCCurve: Equatable, Sendable {
  public var origin: TableOrigin
  /// The positive class.
  public var className: String?
  /// Ascending; same count as `truePositiveRate`.
  public var falsePositiveRate: [Double]
  public var truePositiveRate: [Double]
  /// Empty, or one score a point; the first may be +∞.
  public var thresholds: [Double]
  /// nil when it was not recorded or is undefined.
  public var areaUnderCurve: Double?

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, falsePositiveRate: [Double],
    truePositiveRate: [Double], thresholds: [Double] = [], areaUnderCurve: Double?
  ) {
    (self.origin, self.className, self.thresholds) = (origin, className, thresholds)
    (self.falsePositiveRate, self.truePositiveRate) = (falsePositiveRate, truePositiveRate)
    self.areaUnderCurve = areaUnderCurve
  }
}

public struct PrecisionRecallCurve: Equatable, Sendable {
  public var origin: TableOrigin
  public var className: String?
  /// Same count as `recall`.
  public var precision: [Double]
  public var recall: [Double]
  public var thresholds: [Double]
  public var averagePrecision: Double?

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, precision: [Double], recall: [Double],
    thresholds: [Double] = [], averagePrecision: Double?
  ) {
    (self.origin, self.className, self.thresholds) = (origin, className, thresholds)
    (self.precision, self.recall, self.averagePrecision) = (precision, recall, averagePrecision)
  }
}

public struct CalibrationCurve: Equatable, Sendable {
  public var origin: TableOrigin
  /// One entry a bin, each list.
  public var meanPredicted: [Double]
  public var fractionPositive: [Double]
  public var counts: [Int64]

  public init(
    origin: TableOrigin = TableOrigin(), meanPredicted: [Double], fractionPositive: [Double], counts: [Int64]
  ) {
    (self.origin, self.meanPredicted, self.fractionPositive, self.counts) =
      (origin, meanPredicted, fractionPositive, counts)
  }
}

public struct FeatureImportance: Equatable, Sendable {
  public var origin: TableOrigin
  /// What the values measure, such as `gain`.
  public var measure: String
  public var features: [String]
  /// One a feature.
  public var values: [Double]
  /// Empty, or one standard deviation a feature.
  public var deviations: [Double]

  public init(
    origin: TableOrigin = TableOrigin(), measure: String, features: [String], values: [Double],
    deviations: [Double] = []
  ) {
    (self.origin, self.measure, self.features) = (origin, measure, features)
    (self.values, self.deviations) = (values, deviations)
  }
}

public struct DriftReport: Equatable, Sendable {
  public enum Status: String, Sendable { case ok, warning, drift }

  public struct Feature: Equatable, Sendable {
    public var name: String
    /// Such as `psi`.
    public var measure: String
    /// nil when it could not be computed.
    public var value: Double?
    /// From here on it counts as drift.
    public var threshold: Double
    public var status: Status
    /// When it began, in the run's own words; nil when not known or not drifting.
    public var since: String?

    public init(name: String, measure: String, value: Double?, threshold: Double, status: Status, since: String? = nil)
    {
      (self.name, self.measure, self.value) = (name, measure, value)
      (self.threshold, self.status, self.since) = (threshold, status, since)
    }
  }

  public var origin: TableOrigin
  /// Names of the two samples.
  public var reference: String
  public var current: String
  /// How the status follows from the value, in one sentence.
  public var rule: String
  public var features: [Feature]

  public init(
    origin: TableOrigin = TableOrigin(), reference: String, current: String, rule: String, features: [Feature]
  ) {
    (self.origin, self.reference, self.current) = (origin, reference, current)
    (self.rule, self.features) = (rule, features)
  }
}
