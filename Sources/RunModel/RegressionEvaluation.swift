/// How the predictions of a number lie to what was true. A residual is the actual value less the predicted one.
public struct RegressionEvaluation: Equatable, Sendable {
  /// Counts over a grid of bins; edges as in a `ScoreHistogram`.
  public struct Density: Equatable, Sendable {
    public var xEdges: [Double]
    public var yEdges: [Double]
    /// A row for each bin of y, with a count for each bin of x.
    public var counts: [[Int64]]

    public init(xEdges: [Double], yEdges: [Double], counts: [[Int64]]) {
      (self.xEdges, self.yEdges, self.counts) = (xEdges, yEdges, counts)
    }
  }

  /// An error measure.
  public struct Measure: Equatable, Sendable {
    /// Such as `rmse`.
    public var name: String
    /// nil when it is not defined.
    public var value: Double?
    public var interval: ScoreInterval?

    public init(name: String, value: Double?, interval: ScoreInterval? = nil) {
      (self.name, self.value, self.interval) = (name, value, interval)
    }
  }

  public var origin: TableOrigin
  /// The column that is predicted.
  public var target: String?
  public var rowCount: Int64
  /// Predicted values across, actual ones up; nil when it was not recorded.
  public var predictedActual: Density?
  /// Predicted values across, residuals up.
  public var predictedResidual: Density?
  /// One more than `residualCounts`; both empty when they were not recorded.
  public var residualEdges: [Double]
  public var residualCounts: [Int64]
  public var measures: [Measure]

  public init(
    origin: TableOrigin = TableOrigin(), target: String? = nil, rowCount: Int64, predictedActual: Density? = nil,
    predictedResidual: Density? = nil, residualEdges: [Double] = [], residualCounts: [Int64] = [],
    measures: [Measure] = []
  ) {
    (self.origin, self.target, self.rowCount) = (origin, target, rowCount)
    (self.predictedActual, self.predictedResidual) = (predictedActual, predictedResidual)
    (self.residualEdges, self.residualCounts, self.measures) = (residualEdges, residualCounts, measures)
  }
}
