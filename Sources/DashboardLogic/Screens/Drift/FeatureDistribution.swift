public import RunModel

/// How the values of a feature lie in two samples.
public struct FeatureDistribution: Sendable {
  public var name: String
  /// What is to be known of it.
  public var text: String
  /// Names of the samples.
  public var reference: String
  public var current: String
  /// nil when it was not recorded.
  public var counts: DriftReport.Distribution?

  init(_ feature: DriftReport.Feature, in report: DriftReport, text: String) {
    (name, self.text, counts) = (feature.name, text, feature.distribution)
    (reference, current) = (report.reference, report.current)
  }
}

/// How the drift of a feature went over time, and the threshold.
public struct DriftHistoryModel: Sendable {
  public var history: DriftHistory
  public var threshold: Double

  public init(history: DriftHistory, threshold: Double) { (self.history, self.threshold) = (history, threshold) }
}
