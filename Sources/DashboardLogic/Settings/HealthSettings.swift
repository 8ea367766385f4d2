/// How health is shown.
public struct HealthSettings: Codable, Equatable, Sendable {
  public init() {}
}
