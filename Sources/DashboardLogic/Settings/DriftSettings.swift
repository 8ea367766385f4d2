/// How drift is shown.
public struct DriftSettings: Codable, Equatable, Sendable {
  public enum Order: String, CaseIterable, Codable, Sendable {
    case severity, name, value

    var next: Order { Self.allCases[((Self.allCases.firstIndex(of: self) ?? 0) + 1) % Self.allCases.count] }
  }

  /// What was asked for, where the run has it; nil: the newest.
  public var split: String?
  public var filter = ""
  public var order = Order.severity

  public init() {}
}
