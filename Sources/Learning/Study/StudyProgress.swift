internal import HyperparameterSearch
internal import RunModel
internal import StudyModel

/// How far a study is and what its search has shown so far: for its own curves, the runs list and the console.
///
/// A step is a trial, then the evaluation of a finalist, then the choice, then the test, then a topic of the examination.
struct StudyProgress {
  private let metric: MetricPanel.Metric
  /// Trials, with the baselines.
  let plannedTrials: Int
  private let finalists: Int
  private let topics: Int
  private(set) var step = 0
  private var best: Double?
  /// Of the searched candidates, in the order of their first complete trial.
  private var bestOfCandidates: [(name: String, value: Double)] = []

  /// - Parameters:
  ///   - finalists: with the baselines.
  ///   - topics: of the examination.
  init(metric: MetricPanel.Metric, plannedTrials: Int, finalists: Int, topics: Int) {
    (self.metric, self.plannedTrials, self.finalists, self.topics) = (metric, plannedTrials, finalists, topics)
  }

  private var total: Int { plannedTrials + finalists + 2 + topics }

  // MARK: Curves

  /// The points of a finished trial: the best value so far, of all models and of each searched candidate. None before the
  /// first complete trial.
  ///
  /// Best values, as the trials' own jump between good and hopeless settings; those are in the trials' runs. The first
  /// is called a validation score, so that it shares a chart with the final test.
  mutating func record(_ trial: TrialSummary) -> [(String, Double)] {
    step = trial.number
    if trial.outcome == .complete, let value = trial.value {
      best = better(value, best)
      if trial.stage != "baseline" { recordCandidate(trial.candidate, value) }
    }
    guard let best else { return [] }
    return [("val/\(metric.name)", best)] + bestOfCandidates.map { ("\($0.name)/\(metric.name)", $0.value) }
  }

  private mutating func recordCandidate(_ name: String, _ value: Double) {
    if let index = bestOfCandidates.firstIndex(where: { $0.name == name }) {
      bestOfCandidates[index].value = better(value, bestOfCandidates[index].value)
    } else {
      bestOfCandidates.append((name, value))
    }
  }

  private func better(_ value: Double, _ known: Double?) -> Double {
    known.map { metric.isMaximized ? max(value, $0) : min(value, $0) } ?? value
  }

  // MARK: Steps

  enum Phase: String { case search, evaluation, choice, test, examination }

  /// Something of a phase is done. A phase that had less to do than was planned is made up for.
  mutating func advance(in phase: Phase, at time: Double) -> RunRecord {
    switch phase {
    case .search: break  // The step is the trial's number.
    case .evaluation: step = min(max(step, plannedTrials) + 1, plannedTrials + finalists)
    case .choice: step = plannedTrials + finalists + 1
    case .test: step = plannedTrials + finalists + 2
    case .examination: step = min(step + 1, total)
    }
    return .progress(
      Progress(step: Step(Int64(step)), total: Step(Int64(total)), phase: phase.rawValue, wallTime: WallTime(time)))
  }

  // MARK: Words

  func line(_ trial: TrialSummary) -> String {
    let value = trial.value.map { FixedText.number($0, 4) } ?? "-"
    let settings = trial.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.text($0.value))" }
    let outcome = trial.outcome == .complete ? "" : "  \(trial.outcome.rawValue): \(trial.reason)"
    let parts = ["trial \(trial.number)/\(plannedTrials)", trial.candidate, "\(metric.name) \(value)\(outcome)"]
    return (parts + [settings.joined(separator: " ")].filter { !$0.isEmpty }).joined(separator: "  ")
  }

  private static func text(_ value: ParameterValue) -> String {
    if case .number(let number) = value { FixedText.significant(number) } else { value.description }
  }
}
