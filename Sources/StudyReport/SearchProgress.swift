public import StudyModel

/// How the search came to its best trial. The baselines are judged before it, and are left out.
public struct SearchProgress: Equatable, Sendable {
  /// A trial that was better than every one before.
  public struct Step: Equatable, Sendable {
    public var trial: Int
    /// How many trials the search had made with this one.
    public var count: Int
    public var candidate: String
    public var value: Double
    /// CPU seconds of all trials up to and with this one.
    public var seconds: Double
    public var run: String
  }

  /// The last one is the best trial; empty when none is complete.
  public var steps: [Step] = []
  public var trials = 0
  public var complete = 0
  public var pruned = 0
  public var failed = 0
  /// CPU seconds of all trials.
  public var seconds = 0.0

  public init(_ trials: [TrialSummary], isMaximized: Bool) {
    for trial in trials where trial.stage != "baseline" {
      self.trials += 1
      seconds += trial.seconds
      switch trial.outcome {
      case .complete: complete += 1
      case .pruned: pruned += 1
      case .failed: failed += 1
      }
      guard trial.outcome == .complete, let value = trial.value, value.isFinite else { continue }
      if let best = steps.last?.value, isMaximized ? value <= best : value >= best { continue }
      steps.append(
        Step(
          trial: trial.number, count: self.trials, candidate: trial.candidate, value: value, seconds: seconds,
          run: trial.run))
    }
  }

  /// The first step within a hundredth of the best value; nil without one.
  public var nearlyBest: Step? {
    guard let best = steps.last?.value else { return nil }
    return steps.first { abs($0.value - best) <= 0.01 * best.magnitude }
  }

  /// CPU seconds of the whole search for each point gained over the first complete trial, a point being a hundredth
  /// of the first value; nil when nothing was gained.
  public var secondsPerPoint: Double? {
    guard let first = steps.first?.value, let last = steps.last?.value, first != 0, first != last else { return nil }
    return seconds / (abs(last - first) / (0.01 * first.magnitude))
  }
}
