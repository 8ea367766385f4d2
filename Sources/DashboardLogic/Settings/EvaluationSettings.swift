/// How evaluations are shown.
public struct EvaluationSettings: Codable, Equatable, Sendable {
  public init() {}
}
