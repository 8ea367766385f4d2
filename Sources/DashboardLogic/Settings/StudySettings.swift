/// What is shown of a study.
public struct StudySettings: Codable, Equatable, Sendable {
  /// The chart that is shown alone; nil for all that have room.
  public var chart: StudyChart?
  /// The hyperparameter of the scatter; nil for the first one.
  public var parameter: String?
  /// The best trial first; else by number.
  public var isSortedByObjective = false

  public init() {}
}

/// The charts of the study screen.
public enum StudyChart: String, CaseIterable, Codable, Sendable {
  case progress, parallel, scatter
}
