internal import HyperparameterSearch
internal import Statistics
internal import StudyModel

/// Settings of one candidate that are judged on the evaluation folds.
struct Finalist: Sendable {
  var candidate: StudyCandidate
  /// The best on all search folds, which the final model has.
  var settings: Assignment
  /// Where the search had the evaluation folds: for each the best on folds that tell nothing about it, so that no score
  /// is reported that chose its own settings. nil: `settings` for all.
  var foldSettings: [Assignment]?
  /// nil for what was not searched.
  var trial: Int?
  /// Relative to the study's run directory.
  var run: String
  /// One an evaluation fold.
  var outcomes: [FoldOutcome] = []

  var name: String { candidate.name }
  func settings(onFold index: Int) -> Assignment { foldSettings?[index] ?? settings }
  var isComplete: Bool { !outcomes.isEmpty && outcomes.allSatisfy { $0.failure == nil } }

  /// One a fold; nil where the metric is undefined on one of them.
  func scores(_ metric: String) -> [Double]? {
    let scores = outcomes.compactMap { $0.scores[metric] }
    return scores.count == outcomes.count ? scores : nil
  }
}

/// Measured on this machine with one thread and nothing else at work in this process.
struct MeasuredCosts: Codable, Equatable, Sendable {
  /// CPU seconds to train once on all development rows; of a command its wall time.
  var trainingSeconds: Double
  var modelBytes: Int
  var parametersPerPrediction: Double
  /// The feature of a model that uses one.
  var feature: String?
  /// Contained in the size and the training time; nil where the specification has no transforming command.
  var transformation: TransformationCosts?
  /// nil: not measured, as for a command.
  var rowLatency: CandidateSummary.Latency?
  var batchLatency: CandidateSummary.Latency?
  var batchRows: Int
  /// The largest resident size of the whole process, data and all, while it trained.
  var peakMemoryBytes: Int
}

extension StudyContext {
  /// Trains a finalist on every evaluation fold. A step of its own. An external one also has its costs measured, as
  /// that is another chance to fail.
  /// - Parameter prepared: the evaluation folds.
  func evaluate(_ finalist: Finalist, on prepared: PreparedFolds) throws(LearningError) -> Finalist {
    let folds = splits.evaluation
    var result = finalist
    if let command = finalist.candidate.external {
      result.outcomes = try outcomes(of: finalist, by: command)
      if result.isComplete, let failure = try measureCosts(finalist, by: command) {
        result.outcomes[0].failure = failure
      }
      return result
    }
    let entry = try journal.step("evaluation-\(finalist.name)") { () throws(LearningError) in
      try inParallel(Array(folds.indices)) { index throws(LearningError) in
        try outcome(
          of: finalist.candidate, settings: finalist.settings(onFold: index),
          on: prepared.fold(index, for: finalist.candidate), seed: seed(fold: index), scoring: .full)
      }
    }
    result.outcomes = entry.value
    return result
  }

  /// Folds with the same settings are one work of the command.
  private func outcomes(of finalist: Finalist, by command: ExternalCommand) throws(LearningError) -> [FoldOutcome] {
    var rest = Array(splits.evaluation.indices)
    var found: [Int: FoldOutcome] = [:]
    while let first = rest.first {
      let settings = finalist.settings(onFold: first)
      let own = rest.filter { finalist.settings(onFold: $0) == settings }
      let outcomes = try outcomes(
        of: finalist.candidate, by: command, settings: settings, on: own.map { splits.evaluation[$0] },
        phase: .evaluation, seed: seed(fold: 0), scoring: .full)
      for (index, outcome) in zip(own, outcomes) { found[index] = outcome }
      rest.removeAll(where: own.contains)
    }
    return splits.evaluation.indices.compactMap { found[$0] }
  }

  /// Mean over the folds of how much better the primary metric is on training rows; nil where it was not computed.
  func generalizationGap(_ finalist: Finalist) -> Double? {
    let gaps = finalist.outcomes.compactMap { outcome -> Double? in
      guard let fitted = outcome.trainingScore, let held = outcome.scores[panel.primary.name] else { return nil }
      return panel.gain(fitted, over: held)
    }
    return gaps.count == finalist.outcomes.count ? FoldIntervals.mean(gaps) : nil
  }

  /// Standard deviation of the primary metric over training seeds on the first evaluation fold; nil where it is
  /// undefined.
  func seedDeviation(_ finalist: Finalist, seeds: Int = 4) throws(LearningError) -> Double? {
    let fold = splits.evaluation[0]
    let entry = try journal.step("seeds-\(finalist.name)") { () throws(LearningError) in
      try inParallel(Array(0..<seeds)) { index throws(LearningError) in
        try outcome(
          of: finalist.candidate, settings: finalist.settings, on: fold, seed: seed(fold: 1000 + index),
          scoring: .primary)
      }.map { $0.scores[panel.primary.name] }
    }
    let scores = entry.value.compactMap(\.self)
    return scores.count == entry.value.count ? FoldIntervals.deviation(scores) : nil
  }
}
