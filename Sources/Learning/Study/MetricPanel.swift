internal import Statistics
internal import StudyModel

/// The metrics of a study and how they are computed.
struct MetricPanel: Sendable {
  struct Metric: Sendable, Equatable {
    var name: String
    var isMaximized: Bool
    var needsThreshold: Bool
  }

  /// The primary one first.
  var all: [Metric]
  var primary: Metric { all[0] }
  var others: [Metric] { Array(all.dropFirst()) }
  var needsThreshold: Bool { all.contains(where: \.needsThreshold) }

  /// What a threshold is chosen for.
  var thresholdGoal: Threshold.Goal { primary.name == "accuracy" ? .accuracy : .f1 }

  /// - Parameter names: of metrics of the study's task, the primary one first.
  init(_ names: [String]) {
    all = names.compactMap { MetricCatalog.find($0) }
      .map { Metric(name: $0.name, isMaximized: $0.isMaximized, needsThreshold: $0.needsThreshold) }
  }

  /// Whether a metric lies between 0 and 1.
  static func isShare(_ name: String) -> Bool { MetricCatalog.find(name)?.range == 0...1 }

  /// nil where the metric is undefined for these rows.
  func value(
    _ metric: Metric, of predictions: Predictions, on data: StudyData, rows: [Int], threshold: Double?
  ) -> Double? {
    MetricCatalog.value(
      metric.name, target: data.metricTarget(rows), predictions: predictions.values,
      outputCount: predictions.outputCount, weights: data.weights.map { weights in rows.map { weights[$0] } },
      threshold: threshold)
  }

  /// `better - worse` in the metric's own unit, above 0 when `first` is better.
  func gain(_ first: Double, over second: Double) -> Double {
    primary.isMaximized ? first - second : second - first
  }
}

extension StudyData {
  func metricTarget(_ rows: [Int]) -> MetricTarget {
    switch target {
    case .classes(let codes, let names): .classes(rows.map { codes[$0] }, count: names.count)
    case .numbers(let values): .numbers(rows.map { values[$0] })
    }
  }
}
