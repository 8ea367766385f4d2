/// How resources are shown.
public struct ResourceSettings: Codable, Equatable, Sendable {
  public init() {}
}
