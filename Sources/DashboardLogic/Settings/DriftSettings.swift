/// How drift is shown.
public struct DriftSettings: Codable, Equatable, Sendable {
  public enum Order: String, CaseIterable, Codable, Sendable {
    case severity, name, value

    var next: Order { Self.allCases[((Self.allCases.firstIndex(of: self) ?? 0) + 1) % Self.allCases.count] }
  }

  /// That somebody has seen an alert. It holds while the alert is no worse than it was.
  public struct Acknowledgement: Codable, Equatable, Sendable {
    /// The run's id.
    public var run: String
    public var feature: String
    /// `warning` or `drift`.
    public var status: String
  }

  /// What was asked for, where the run has it; nil: the newest.
  public var split: String?
  public var filter = ""
  public var order = Order.severity
  /// The newest last.
  public var acknowledged: [Acknowledgement] = []

  /// More are forgotten, the oldest first.
  static let acknowledgementLimit = 2000

  public init() {}
}
