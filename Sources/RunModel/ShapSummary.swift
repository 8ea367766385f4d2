/// What the features contribute to the predictions of many rows (SHAP values), as a histogram of each.
public struct ShapSummary: Equatable, Sendable {
  public struct Feature: Equatable, Sendable {
    public var name: String
    /// Mean of |contribution|.
    public var meanMagnitude: Double
    /// How contribution and value go together, -1...1; nil for categories and where it is not known.
    public var correlation: Double?
    /// In words; nil when there is nothing to say.
    public var direction: String?
    /// One a bin of the summary's edges.
    public var counts: [Int64]
    /// The mean rank of the feature's values in each bin, 0 the lowest, 1 the highest; NaN where it is not known.
    /// Empty for categories.
    public var valueRanks: [Double]

    public init(
      name: String, meanMagnitude: Double, correlation: Double? = nil, direction: String? = nil, counts: [Int64],
      valueRanks: [Double] = []
    ) {
      (self.name, self.meanMagnitude, self.correlation) = (name, meanMagnitude, correlation)
      (self.direction, self.counts, self.valueRanks) = (direction, counts, valueRanks)
    }
  }

  public var origin: TableOrigin
  /// The class whose score is divided; nil for the positive one of two, and for a number.
  public var className: String?
  /// What contributions are measured in, such as `log-odds`.
  public var unit: String?
  /// Rows whose contributions were worked out.
  public var rowCount: Int64
  /// Ascending; shared by all features, as in a `ScoreHistogram`.
  public var edges: [Double]
  public var features: [Feature]

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, unit: String? = nil, rowCount: Int64,
    edges: [Double], features: [Feature]
  ) {
    (self.origin, self.className, self.unit) = (origin, className, unit)
    (self.rowCount, self.edges, self.features) = (rowCount, edges, features)
  }
}
