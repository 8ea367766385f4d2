/// How curves are shown.
public struct CurveSettings: Codable, Equatable, Sendable {
  public init() {}
}
