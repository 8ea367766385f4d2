/// What an evaluation recorded. Shapes are checked where it is decoded: parallel columns have equal counts.
public enum EvaluationTable: Equatable, Sendable {
  case confusion(ConfusionMatrix)
  case roc(ROCCurve)
  case precisionRecall(PrecisionRecallCurve)
  case calibration(CalibrationCurve)
  case scores(ScoreHistogram)
  case operatingPoint(OperatingPoint)
  case regression(RegressionEvaluation)
  case importance(FeatureImportance)
  case shap(ShapSummary)
  case drift(DriftReport)
}

/// Where a table comes from: which rows, at which step.
public struct TableOrigin: Hashable, Sendable {
  /// Such as `test` or `validation`; nil when the run did not say.
  public var split: String?
  public var step: Step?

  public init(split: String? = nil, step: Step? = nil) { (self.split, self.step) = (split, step) }
}

/// Between which values a score lies.
public struct ScoreInterval: Equatable, Sendable {
  public var low: Double
  public var high: Double
  /// Such as 0.95.
  public var level: Double
  /// How it was worked out; nil when the run did not say.
  public var method: String?

  public init(low: Double, high: Double, level: Double, method: String? = nil) {
    (self.low, self.high, self.level, self.method) = (low, high, level, method)
  }
}

/// Over which decisions a curve of several classes was averaged.
public enum CurveAverage: String, Equatable, Sendable {
  /// Of the classes' curves, each counting alike.
  case macro
  /// All decisions of all classes pooled.
  case micro
}

public struct ConfusionMatrix: Equatable, Sendable {
  public var origin: TableOrigin
  public var labels: [String]
  /// k × k for k labels; a row is an actual class, a column a predicted one.
  public var counts: [[Int64]]
  /// The score at which a row counts as positive; nil for more than two classes.
  public var threshold: Double?
  /// k × k sums of the rows' weights, which `counts` leaves out; empty where all rows weigh alike.
  public var weights: [[Double]]

  public init(
    origin: TableOrigin = TableOrigin(), labels: [String], counts: [[Int64]], threshold: Double? = nil,
    weights: [[Double]] = []
  ) {
    (self.origin, self.labels, self.counts, self.threshold) = (origin, labels, counts, threshold)
    self.weights = weights
  }
}

public struct ROCCurve: Equatable, Sendable {
  public var origin: TableOrigin
  /// The positive class; nil for an average.
  public var className: String?
  public var average: CurveAverage?
  /// Ascending; same count as `truePositiveRate`.
  public var falsePositiveRate: [Double]
  public var truePositiveRate: [Double]
  /// Empty, or one score a point; the first may be +∞.
  public var thresholds: [Double]
  /// nil when it was not recorded or is undefined.
  public var areaUnderCurve: Double?
  /// Of the area; nil when it was not recorded.
  public var interval: ScoreInterval?

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, average: CurveAverage? = nil,
    falsePositiveRate: [Double], truePositiveRate: [Double], thresholds: [Double] = [], areaUnderCurve: Double?,
    interval: ScoreInterval? = nil
  ) {
    (self.origin, self.className, self.average, self.thresholds) = (origin, className, average, thresholds)
    (self.falsePositiveRate, self.truePositiveRate) = (falsePositiveRate, truePositiveRate)
    (self.areaUnderCurve, self.interval) = (areaUnderCurve, interval)
  }
}

public struct PrecisionRecallCurve: Equatable, Sendable {
  public var origin: TableOrigin
  /// nil for an average.
  public var className: String?
  public var average: CurveAverage?
  /// Same count as `recall`.
  public var precision: [Double]
  public var recall: [Double]
  public var thresholds: [Double]
  public var averagePrecision: Double?
  /// Of the average precision; nil when it was not recorded.
  public var interval: ScoreInterval?

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, average: CurveAverage? = nil, precision: [Double],
    recall: [Double], thresholds: [Double] = [], averagePrecision: Double?, interval: ScoreInterval? = nil
  ) {
    (self.origin, self.className, self.average) = (origin, className, average)
    (self.precision, self.recall, self.thresholds) = (precision, recall, thresholds)
    (self.averagePrecision, self.interval) = (averagePrecision, interval)
  }
}

public struct CalibrationCurve: Equatable, Sendable {
  /// What bins have in common. Bins of another kind give the same rows another calibration error.
  public enum Binning: String, Equatable, Sendable {
    case equalWidth = "equal_width"
    /// As many rows in each as can be.
    case equalMass = "equal_mass"
  }

  public var origin: TableOrigin
  /// The class whose probability was binned; nil for the positive one of two.
  public var className: String?
  /// nil when it was not recorded, or is of another kind.
  public var binning: Binning?
  /// One entry a bin, each list.
  public var meanPredicted: [Double]
  public var fractionPositive: [Double]
  public var counts: [Int64]

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, binning: Binning? = nil, meanPredicted: [Double],
    fractionPositive: [Double], counts: [Int64]
  ) {
    (self.origin, self.className, self.binning) = (origin, className, binning)
    (self.meanPredicted, self.fractionPositive, self.counts) = (meanPredicted, fractionPositive, counts)
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
