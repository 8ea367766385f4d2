internal import HyperparameterSearch
internal import ModelSelection
internal import Specification
internal import StudyModel

/// The best settings of every candidate, the baselines and an ensemble, judged alike: the same evaluation folds, the
/// same metrics, costs measured the same way.
struct FinalistEvaluation {
  struct Report {
    var summary: CandidateSummary
    var time: Double
    var line: String
  }

  private let context: StudyContext
  /// Evaluated; those that failed on a fold are left out of `finalists` and named in `failures`.
  private(set) var finalists: [Finalist] = []
  private(set) var failures: [(name: String, reason: String, isBaseline: Bool)] = []
  private(set) var ensemble: EnsembleFinalist?
  private var costs: [String: MeasuredCosts] = [:]
  private var seedDeviations: [String: Double] = [:]
  /// Of the last result.
  private(set) var time: Double
  let split: SplitSummary

  /// - Parameter time: of the search's last result.
  init(_ context: StudyContext, after time: Double) {
    (self.context, self.time) = (context, time)
    split = context.file(of: "evaluation", context.splits.evaluation).summary
  }

  /// - Parameter report: told of each finalist when all about it is known.
  mutating func run(
    _ asked: [Finalist], report: (Report) throws(LearningError) -> Void
  ) throws(LearningError) {
    let folds = try PreparedFolds(context.splits.evaluation, for: asked.map(\.candidate), in: context)
    for finalist in asked {
      let evaluated = try context.evaluate(finalist, on: folds)
      if evaluated.isComplete {
        finalists.append(evaluated)
      } else {
        let reason = evaluated.outcomes.compactMap(\.failure).first ?? "no fold was trained"
        failures.append((finalist.name, reason, finalist.candidate.isBaseline))
      }
    }
    try measureCosts()
    for finalist in finalists where !finalist.candidate.isBaseline {
      seedDeviations[finalist.name] = try context.seedDeviation(finalist)
    }
    ensemble = EnsembleFinalist(context, members: finalists.filter { !$0.candidate.isBaseline })
    for summary in summaries() {
      let estimate = summary.estimates.first
      let text = estimate?.interval.map { "[\(FixedText.number($0.low, 3)), \(FixedText.number($0.high, 3))]" } ?? ""
      let value = FixedText.number(estimate?.value, 4)
      let line = "evaluated \(summary.name): \(context.panel.primary.name) \(value) \(text)"
      try report(Report(summary: summary, time: time, line: line))
    }
  }

  // MARK: Costs

  /// One after the other, so that each has this machine and the process's memory to itself. A step each.
  private mutating func measureCosts() throws(LearningError) {
    let context = context
    let rows = try context.transformed(Fold(training: context.splits.development, test: []))
    for finalist in finalists {
      // Those of a command are measured with its evaluation.
      let entry = try context.journal.step("costs-\(finalist.name)") { () throws(LearningError) in
        try context.inParallel([finalist]) { finalist throws(LearningError) in
          try context.addingTransformation(
            to: CostMeasurement.measure(data: rows, rows: context.splits.development) { () throws(LearningError) in
              try context.fit(finalist)
            })
        }[0]
      }
      costs[finalist.name] = entry.value
      time = max(time, entry.finished)
    }
  }

  // MARK: Summaries

  /// Of all finalists and the ensemble; without exclusions and Pareto marks.
  func summaries() -> [CandidateSummary] {
    finalists.map(summary) + (ensemble.map { [summary($0)] } ?? [])
  }

  private func summary(_ finalist: Finalist) -> CandidateSummary {
    let cost = costs[finalist.name]
    let candidate = finalist.candidate
    var settings = finalist.settings.dictionary
    if let feature = cost?.feature { settings["feature"] = .text(feature) }
    return CandidateSummary(
      name: finalist.name, family: candidate.family, isBaseline: candidate.isBaseline,
      interpretability: candidate.interpretability,
      complexity: Self.complexity(
        candidate.family, parameters: cost?.parametersPerPrediction ?? 0, isTuned: !candidate.isBaseline),
      settings: settings, trial: finalist.trial, estimates: estimates(finalist.outcomes),
      generalizationGap: context.generalizationGap(finalist), seedDeviation: seedDeviations[finalist.name],
      rowLatency: cost?.rowLatency, batchLatency: cost?.batchLatency, batchRows: cost?.batchRows ?? 0,
      modelBytes: cost?.modelBytes, trainingSeconds: cost?.trainingSeconds, peakMemoryBytes: cost?.peakMemoryBytes,
      run: finalist.run)
  }

  private func summary(_ ensemble: EnsembleFinalist) -> CandidateSummary {
    let members = MeasuredCosts.sharingTransformation(ensemble.members.compactMap { costs[$0.name] })
    /// nil where that of a member was not measured.
    func latency(_ part: (MeasuredCosts) -> CandidateSummary.Latency?) -> CandidateSummary.Latency? {
      let parts = members.compactMap(part)
      guard parts.count == members.count else { return nil }
      return CandidateSummary.Latency(
        median: parts.reduce(0) { $0 + $1.median }, percentile99: parts.reduce(0) { $0 + $1.percentile99 },
        samples: parts.map(\.samples).min() ?? 0)
    }
    return CandidateSummary(
      name: "ensemble", family: "ensemble", isBaseline: false, interpretability: .low,
      complexity: Self.complexity(
        "ensemble", parameters: members.reduce(0) { $0 + $1.parametersPerPrediction }, isTuned: true),
      settings: ensemble.settings.dictionary, estimates: estimates(ensemble.outcomes),
      rowLatency: latency(\.rowLatency), batchLatency: latency(\.batchLatency),
      batchRows: members.first?.batchRows ?? 0,
      modelBytes: members.reduce(0) { $0 + $1.modelBytes },
      trainingSeconds: members.reduce(0) { $0 + $1.trainingSeconds },
      peakMemoryBytes: members.map(\.peakMemoryBytes).max(), run: ".")
  }

  private func estimates(_ outcomes: [FoldOutcome]) -> [Estimate] {
    context.panel.all.map { metric in
      let scores = outcomes.compactMap { $0.scores[metric.name] }
      guard scores.count == outcomes.count else { return Estimate(metric: metric.name, value: nil) }
      return FoldEstimate.estimate(metric: metric.name, scores: scores, split: split)
    }
  }

  /// By family first, then whether settings were searched for, then by what must be read to follow one prediction.
  static func complexity(_ family: String, parameters: Double, isTuned: Bool) -> Double {
    let order = ModelFamily.allCases.map(\.rawValue)
    let place = Double(order.firstIndex(of: family) ?? order.count)
    return place + (isTuned ? 0.5 : 0) + parameters / (parameters + 1000) / 2
  }
}

extension StudyContext {
  /// On all development rows.
  func fit(_ chosen: ChosenModel) throws(LearningError) -> any FittedModel {
    if let single = chosen.single { return try fit(single) }
    guard let ensemble = chosen.ensemble else {
      throw .cannotFit(family: chosen.name, reason: "it has no members")
    }
    return try EnsembleModel(members: try inParallel(ensemble.members, fit), weights: ensemble.weights)
  }

  /// On all development rows.
  func fit(_ finalist: Finalist) throws(LearningError) -> any FittedModel {
    guard let learner = finalist.candidate.learner else {
      throw .cannotFit(family: finalist.name, reason: "a command's model stays with the command")
    }
    return try learner.fit(
      transformed(Fold(training: splits.development, test: [])), rows: splits.development, settings: finalist.settings,
      seed: seed(fold: splits.evaluation.count))
  }
}
