/// How gradients are shown.
public struct GradientSettings: Codable, Equatable, Sendable {
  public init() {}
}
