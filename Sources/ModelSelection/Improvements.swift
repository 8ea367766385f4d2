public import StudyModel

/// The chosen model must be better than a baseline by at least so much of the primary metric.
public struct ImprovementTarget: Equatable, Sendable {
  /// The baseline's name or family.
  public var over: String
  public var by: Double

  public init(over: String, by: Double) { (self.over, self.by) = (over, by) }
}

/// How far a model is above the baselines.
public enum Improvements {
  /// One verdict a target, judged on the bound of the difference's interval: of this one comparison, which was asked for
  /// before there were results, and so not adjusted for all pairs.
  public static func judge(
    _ targets: [ImprovementTarget], chosen: String, candidates: [CandidateSummary], comparisons: [ModelComparison],
    isMaximized: Bool
  ) -> [CriterionVerdict] {
    targets.map { target in
      let words = "better than \(target.over) by at least \(NumberText.shortest(target.by))"
      let judged = judge(target, chosen: chosen, candidates, comparisons, isMaximized: isMaximized)
      return CriterionVerdict(criterion: words, outcome: judged.outcome, evidence: judged.evidence)
    }
  }

  private static func judge(
    _ target: ImprovementTarget, chosen: String, _ candidates: [CandidateSummary], _ comparisons: [ModelComparison],
    isMaximized: Bool
  ) -> (outcome: CriterionVerdict.Outcome, evidence: String) {
    // A model that was searched may have a baseline's family, or its name.
    let baselines = candidates.filter(\.isBaseline)
    let baseline = baselines.first { $0.name == target.over } ?? baselines.first { $0.family == target.over }
    if let baseline, baseline.name == chosen {
      return (target.by > 0 ? .missed : .met, "\(chosen) is that baseline itself.")
    }
    guard let baseline, let own = candidates.first(where: { $0.name == chosen }),
      let gain = gain(of: own, over: baseline, comparisons, isMaximized: isMaximized), let value = gain.value
    else { return (.unknown, "\(chosen) was not compared with \(target.over).") }
    let isProven = gain.interval.map { $0.low >= target.by } ?? false
    return (
      value < target.by ? .missed : isProven ? .met : .unproven,
      "In one comparison, asked for in advance, \(chosen) is better than \(baseline.name) by "
        + "\(EstimateText(gain).full)."
    )
  }

  /// The gain of `chosen` over the best baseline besides itself, above 0 meaning better; nil without one.
  public static func overBestBaseline(
    chosen: String, candidates: [CandidateSummary], comparisons: [ModelComparison], basis: EvaluationBasis
  ) -> NamedEstimate? {
    guard let best = bestBaseline(besides: chosen, candidates, basis),
      let own = candidates.first(where: { $0.name == chosen }),
      let gain = gain(of: own, over: best, comparisons, isMaximized: basis.isMaximized)
    else { return nil }
    let subject =
      own.isBaseline
      ? "\(chosen), itself a baseline, is than the best of the others, \(best.name)"
      : "\(chosen) is than the best baseline, \(best.name)"
    return NamedEstimate(
      name: "improvement", candidate: chosen, estimate: gain,
      meaning: "How much better \(subject), on the same folds.", run: best.run)
  }

  static func bestBaseline(
    besides chosen: String, _ candidates: [CandidateSummary], _ basis: EvaluationBasis
  ) -> CandidateSummary? {
    let scored = candidates.filter { $0.isBaseline && $0.name != chosen }.compactMap { candidate in
      candidate.estimate(basis.metric)?.value.map { (candidate: candidate, score: basis.advantage($0)) }
    }
    return scored.max { $0.score < $1.score }?.candidate
  }

  /// Of `model` over `baseline`, fold by fold, with the sign turned so that above 0 is better.
  private static func gain(
    of model: CandidateSummary, over baseline: CandidateSummary, _ comparisons: [ModelComparison], isMaximized: Bool
  ) -> Estimate? {
    let (first, second) = isMaximized ? (model, baseline) : (baseline, model)
    guard let comparison = comparisons.between(first.name, second.name), let difference = comparison.difference else {
      return nil
    }
    let scores = zip(
      first.estimate(comparison.metric)?.scores ?? [], second.estimate(comparison.metric)?.scores ?? [])
    return Estimate(
      metric: comparison.metric, value: difference, interval: comparison.interval, scores: scores.map { $0 - $1 })
  }
}

extension [ModelComparison] {
  /// The comparison of the two, from the side of `first`; nil when they were not compared.
  func between(_ first: String, _ second: String) -> ModelComparison? {
    for comparison in self {
      if comparison.first == first && comparison.second == second { return comparison }
      if comparison.first == second && comparison.second == first { return comparison.turned() }
    }
    return nil
  }
}
