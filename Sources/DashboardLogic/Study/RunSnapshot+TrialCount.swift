public import RunModel

extension RunSnapshot {
  /// `step 398`, or of a study `trial 12 of 15`; nil without a step.
  public var placeWords: String? {
    studyTrialCount != nil ? "trial \(stepWords)" : newestStep.map { "step \(NumberFormat.count($0.rawValue))" }
  }

  /// How many trials a study has behind it, and how many there will be: those that it planned, once it searches no more
  /// those there were. nil for other runs, and before the first; the second nil where it is not known.
  var studyTrialCount: (done: Int64, all: Int64?)? {
    guard let studyMeasure else { return nil }
    let points = metric(named: "val/\(studyMeasure)")?.series.last?.step.rawValue
    // While it searches its steps are trials, also those without a value.
    let isSearching = progress?.phase == "search"
    guard let done = [points, isSearching ? progress?.step.rawValue : nil].compactMap(\.self).max() else { return nil }
    guard isSearching else { return (done, progress == nil ? nil : done) }
    guard case .number(let planned)? = hyperparameters.first(where: { $0.name == "study/planned_trials" })?.value else {
      return (done, nil)
    }
    return (done, Int64(exactly: planned).map { max($0, done) })
  }

  /// What a study does when its trials are done, such as `examination`; empty while it searches and for other runs.
  var phaseAfterTrials: String {
    guard studyMeasure != nil, isLive, let phase = progress?.phase, phase != "search" else { return "" }
    return phase
  }
}
