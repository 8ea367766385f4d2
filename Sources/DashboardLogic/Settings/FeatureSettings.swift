/// How features are shown.
public struct FeatureSettings: Codable, Equatable, Sendable {
  public enum Order: String, CaseIterable, Codable, Sendable {
    case importance, name
    /// The largest change against the other run first.
    case change

    var next: Order { Self.allCases[((Self.allCases.firstIndex(of: self) ?? 0) + 1) % Self.allCases.count] }
  }

  /// What was asked for, where the run has it; nil: the first recorded.
  public var measure: String?
  /// Typed letters that a name must fit; empty: all.
  public var filter = ""
  public var order = Order.importance
  /// Whether another run stands beside.
  public var compares = true

  public init() {}
}
