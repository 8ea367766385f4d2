/// How the scores of one class lie, apart for each actual class.
public struct ScoreHistogram: Equatable, Sendable {
  public var origin: TableOrigin
  /// Whose score it is: the positive one of two classes.
  public var className: String?
  /// Ascending; bin `i` holds `edges[i] <= score < edges[i + 1]`, the last one its upper edge too.
  public var edges: [Double]
  /// Actual classes: of two the positive one last; of more the class itself last, behind the others together.
  public var labels: [String]
  /// A row for each label, with a count for each bin.
  public var counts: [[Int64]]
  /// Sums of the rows' weights, shaped as `counts`; empty where all rows weigh alike.
  public var weights: [[Double]]

  public init(
    origin: TableOrigin = TableOrigin(), className: String? = nil, edges: [Double], labels: [String],
    counts: [[Int64]], weights: [[Double]] = []
  ) {
    (self.origin, self.className, self.edges) = (origin, className, edges)
    (self.labels, self.counts, self.weights) = (labels, counts, weights)
  }
}

/// From which score on a row is acted upon, and what that is worth.
public struct OperatingPoint: Equatable, Sendable {
  /// What a decision is worth: gains above 0, losses below.
  public struct Payoff: Equatable, Sendable {
    public var truePositive, falsePositive, trueNegative, falseNegative: Double
    /// Such as `EUR`.
    public var unit: String?

    public init(
      truePositive: Double, falsePositive: Double, trueNegative: Double, falseNegative: Double, unit: String? = nil
    ) {
      (self.truePositive, self.falsePositive) = (truePositive, falsePositive)
      (self.trueNegative, self.falseNegative, self.unit) = (trueNegative, falseNegative, unit)
    }
  }

  public var origin: TableOrigin
  /// nil when none was chosen; above every score: no row is acted upon.
  public var threshold: Double?
  /// What the threshold is the best for, in a few words.
  public var goal: String?
  public var payoff: Payoff?

  public init(
    origin: TableOrigin = TableOrigin(), threshold: Double?, goal: String? = nil, payoff: Payoff? = nil
  ) {
    (self.origin, self.threshold, self.goal, self.payoff) = (origin, threshold, goal, payoff)
  }
}
