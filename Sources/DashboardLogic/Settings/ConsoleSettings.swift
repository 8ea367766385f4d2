/// How console output is shown.
public struct ConsoleSettings: Codable, Equatable, Sendable {
  public init() {}
}
