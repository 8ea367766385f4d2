import RunModel

/// Which alerts somebody has seen. A fact about the project, not a view of it: neither undone nor saved under a name.
public struct SeenAlerts: Codable, Equatable, Sendable {
  /// Holds while the alert is no worse than it was.
  public struct Entry: Codable, Equatable, Sendable {
    /// The run's id.
    public var run: String
    public var feature: String
    /// `warning` or `drift`.
    public var status: String
  }

  /// The newest last.
  public private(set) var entries: [Entry] = []

  /// More are forgotten, the oldest first.
  static let limit = 2000

  public init() {}

  /// How bad each feature of a run was when somebody saw it.
  func statuses(of run: String) -> [String: DriftReport.Status] {
    entries.filter { $0.run == run }.reduce(into: [:]) { statuses, entry in
      statuses[entry.feature] = DriftReport.Status(rawValue: entry.status)
    }
  }

  mutating func add(_ feature: DriftReport.Feature, of run: String) {
    remove(feature.name, of: run)
    entries.append(Entry(run: run, feature: feature.name, status: feature.status.rawValue))
    if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
  }

  mutating func remove(_ feature: String, of run: String) {
    entries.removeAll { $0.run == run && $0.feature == feature }
  }
}
