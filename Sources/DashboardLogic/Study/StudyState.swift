import RunModel

/// Where a person is on the study screen.
public struct StudyState: Sendable {
  /// The run of the trial that is selected, while the study itself is the selected run; nil for the best one.
  public var trialID: String?

  /// The trials as they were read off the runs last, and around which run; forgotten when runs change.
  private(set) var known: (id: String, trials: StudyTrials?)?

  public init() {}

  mutating func forget() { known = nil }

  mutating func know(around run: RunSnapshot, among runs: [RunSnapshot]) {
    if known?.id != run.id { known = (run.id, StudyTrials(around: run, among: runs)) }
  }
}

extension DashboardState {
  /// The trials around the selected run; nil where it has to do with none. O(runs) unless they are known.
  var studyTrials: StudyTrials? {
    guard let run = selectedRun else { return nil }
    if let known = study.known, known.id == run.id { return known.trials }
    return StudyTrials(around: run, among: runs.watched.runs)
  }

  /// Once for all frames until runs change.
  mutating func readTrials() {
    guard screen == .study, let run = selectedRun else { return }
    study.know(around: run, among: runs.watched.runs)
  }
}
