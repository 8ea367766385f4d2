/// What is to be predicted, one value a row.
public enum MetricTarget: Equatable, Sendable {
  /// Class codes from 0; of two classes 1 is the positive one.
  case classes([Int], count: Int)
  case numbers([Double])
}

/// The metrics that a specification may name, in one table.
public enum MetricCatalog {
  public enum Task: String, CaseIterable, Sendable { case binary, multiclass, regression }

  public struct Entry: Sendable {
    public var name: String
    /// Larger is better.
    public var isMaximized: Bool
    /// What the metric can be, whatever the task; an infinite end is open.
    public var range: ClosedRange<Double>
    public var summary: String
    /// Depends on where the probability of the positive class is cut, in binary tasks.
    public var needsThreshold = false
    var binary: (@Sendable (BinaryRows) -> Double?)?
    var multiclass: (@Sendable (MulticlassScores) -> Double?)?
    var regression: (@Sendable (RegressionScores) -> Double?)?

    public var tasks: Set<Task> {
      var tasks: Set<Task> = []
      if binary != nil { tasks.insert(.binary) }
      if multiclass != nil { tasks.insert(.multiclass) }
      if regression != nil { tasks.insert(.regression) }
      return tasks
    }
  }

  public static let all: [Entry] = probabilityMetrics + classMetrics + regressionMetrics

  public static func find(_ name: String) -> Entry? { all.first { $0.name == name } }

  /// The metric over rows of row-major predictions: the positive class's probability, one column for each class, or a
  /// number. Two columns for two classes are taken as the second. `threshold` is ½ if nil; only binary tasks use it.
  ///
  /// nil for an unknown name, a metric that does not serve the task, predictions of another shape, or where the metric
  /// is undefined.
  public static func value(
    _ name: String, target: MetricTarget, predictions: [Double], outputCount: Int, weights: [Double]? = nil,
    threshold: Double? = nil
  ) -> Double? {
    guard let entry = find(name) else { return nil }
    switch target {
    case .numbers(let targets):
      guard let metric = entry.regression, outputCount == 1,
        let scores = RegressionScores(targets: targets, predictions: predictions, weights: weights)
      else { return nil }
      return metric(scores)
    case .classes(let classes, let count) where count == 2:
      guard let metric = entry.binary, predictions.count == classes.count * outputCount,
        let rows = BinaryRows(classes, predictions, outputCount, weights, threshold ?? 0.5)
      else { return nil }
      return metric(rows)
    case .classes(let classes, let count):
      guard let metric = entry.multiclass, outputCount == count,
        let scores = MulticlassScores(
          classes: classes, classCount: count, probabilities: predictions, weights: weights)
      else { return nil }
      return metric(scores)
    }
  }

  /// What a binary metric is computed from.
  struct BinaryRows {
    var labels: [Bool]
    var scores: [Double]
    var weights: [Double]?
    var threshold: Double

    init?(_ classes: [Int], _ predictions: [Double], _ outputCount: Int, _ weights: [Double]?, _ threshold: Double) {
      guard (1...2).contains(outputCount), areWeights(weights, classes.count),
        classes.allSatisfy({ $0 == 0 || $0 == 1 })
      else { return nil }
      labels = classes.map { $0 == 1 }
      scores = outputCount == 1 ? predictions : classes.indices.map { predictions[2 * $0 + 1] }
      (self.weights, self.threshold) = (weights, threshold)
    }

    var confusion: BinaryConfusion? {
      BinaryConfusion(labels: labels, scores: scores, threshold: threshold, weights: weights)
    }
  }
}
