/// How drift is shown.
public struct DriftSettings: Codable, Equatable, Sendable {
  public init() {}
}
