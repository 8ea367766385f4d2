/// How runs are compared.
public struct CompareSettings: Codable, Equatable, Sendable {
  /// Id of the run that the others are compared with; the first marked one where it is not among them.
  public var reference = ""
  /// For the names of metrics, as typed: `NameFilter` reads it.
  public var filter = ""
  /// Only as far as the run that has come least far.
  public var isToCommonStep = false

  public init() {}
}
