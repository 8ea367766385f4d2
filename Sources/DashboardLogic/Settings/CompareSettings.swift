/// How runs are compared.
public struct CompareSettings: Codable, Equatable, Sendable {
  public init() {}
}
