public import RunModel

/// How gradients are shown.
public struct GradientSettings: Codable, Equatable, Sendable {
  /// The norm that is wanted; one that a run has is shown in any case.
  public var norm = LayerNorm.gradients

  public init() {}
}
