/// How features are shown.
public struct FeatureSettings: Codable, Equatable, Sendable {
  public init() {}
}
