/// Where a person is on the study screen.
public struct StudyState: Equatable, Sendable {
  /// The run of the trial that is selected, while the study itself is the selected run; nil for the best one.
  public var trialID: String?

  public init() {}
}
