/// How the list of runs is shown.
public struct RunListSettings: Codable, Equatable, Sendable {
  public init() {}
}
