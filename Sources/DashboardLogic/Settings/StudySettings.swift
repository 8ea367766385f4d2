/// How a study's trials are shown.
public struct StudySettings: Codable, Equatable, Sendable {
  public init() {}
}
