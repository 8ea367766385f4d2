public import RunModel

/// How the contributions of one feature lie.
public struct SwarmModel: Sendable {
  public var feature: ShapSummary.Feature
  /// Of its bins, ascending.
  public var edges: [Double]
  /// What the line shows.
  public var range: ClosedRange<Double>
}
