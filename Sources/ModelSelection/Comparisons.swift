internal import Statistics
public import StudyModel

/// Finalists compared in pairs on the folds that all share.
public enum Comparisons {
  /// What a posterior must reach to call two models equivalent, and an adjusted p-value must stay below to call one
  /// better: Benavoli and others (2017); the usual five in a hundred over all comparisons of the study.
  static let equivalenceThreshold = 0.95
  static let significanceLevel = 0.05

  /// Every pair once, in the order of `candidates`.
  ///
  /// The corrected paired t-test (Nadeau and Bengio 2003), its p-values adjusted over all pairs (Holm 1979), and the
  /// posterior of the Bayesian correlated t-test (Benavoli and others 2017) for a difference within ±`rope`. A pair is
  /// `equivalent` when that posterior reaches 0.95, also where a difference too small to matter is significant; else
  /// `better` or `worse` when the adjusted p-value is below 0.05; else `indistinguishable`. Without a test that is
  /// honest, as over the windows of a temporal split, it is `undecided` and `method` counts the windows.
  public static func all(
    _ candidates: [CandidateSummary], metric: String, isMaximized: Bool, rope: Double, split: SplitSummary,
    level: Double = 0.95
  ) -> [ModelComparison] {
    let basis = EvaluationBasis(metric: metric, isMaximized: isMaximized, rope: rope, split: split, level: level)
    var comparisons: [ModelComparison] = []
    for (index, first) in candidates.enumerated() {
      for second in candidates[(index + 1)...] { comparisons.append(compare(first, second, basis)) }
    }
    let adjusted = PairedTests.holm(comparisons.map(\.pValue))
    for index in comparisons.indices {
      comparisons[index].adjustedPValue = adjusted[index]
      comparisons[index].verdict = verdict(comparisons[index], basis)
    }
    return comparisons
  }

  private static func compare(
    _ first: CandidateSummary, _ second: CandidateSummary, _ basis: EvaluationBasis
  ) -> ModelComparison {
    let scores = (
      first: first.estimate(basis.metric)?.scores ?? [], second: second.estimate(basis.metric)?.scores ?? []
    )
    var comparison = ModelComparison(
      first: first.name, second: second.name, metric: basis.metric, difference: nil, interval: nil, pValue: nil,
      adjustedPValue: nil, equivalenceProbability: nil, rope: basis.rope, verdict: .undecided,
      method: "no scores of both models on the same folds")
    guard scores.first.count == scores.second.count,
      let mean = FoldIntervals.mean(zip(scores.first, scores.second).map { $0 - $1 })
    else { return comparison }
    comparison.difference = mean
    if basis.split.isTemporal || scores.first.count < 2 {
      comparison.method = countWindows(scores.first, scores.second, basis)
    } else {
      test(&comparison, scores.first, scores.second, basis)
    }
    return comparison
  }

  private static func test(
    _ comparison: inout ModelComparison, _ first: [Double], _ second: [Double], _ basis: EvaluationBasis
  ) {
    let rows = basis.split.meanRows
    comparison.equivalenceProbability =
      PairedTests.equivalence(
        first, second, rope: basis.rope, trainingRows: rows.training, testRows: rows.test)?.equivalent
    guard
      let result = PairedTests.corrected(
        first, second, trainingRows: rows.training, testRows: rows.test, level: basis.level)
    else {
      comparison.method = "no test: the folds' row counts are not known"
      return
    }
    comparison.pValue = result.pValue
    comparison.method =
      "corrected paired t-test (Nadeau-Bengio 2003), \(Int(result.degreesOfFreedom)) degrees of freedom, "
      + "\(basis.split.foldsInWords); Holm over all pairs; "
      + "equivalence by the Bayesian correlated t-test (Benavoli et al. 2017)"
    comparison.interval = result.bounds.map {
      ConfidenceInterval(
        low: $0.low, high: $0.high, level: basis.level, method: "corrected resampled t (Nadeau-Bengio 2003)")
    }
  }

  private static func verdict(_ comparison: ModelComparison, _ basis: EvaluationBasis) -> ModelComparison.Verdict {
    if let probability = comparison.equivalenceProbability, probability >= equivalenceThreshold { return .equivalent }
    guard let p = comparison.adjustedPValue, let difference = comparison.difference else { return .undecided }
    guard p < significanceLevel else { return .indistinguishable }
    return basis.advantage(difference) > 0 ? .better : .worse
  }

  /// Such as `better in 4 of 5 windows; no test over windows is honest`.
  private static func countWindows(_ first: [Double], _ second: [Double], _ basis: EvaluationBasis) -> String {
    let wins = windowsWon(first, second, basis)
    guard basis.split.isTemporal else { return "one fold only: no test is possible" }
    return "better in \(wins) of \(first.count) windows; no test, because windows of time are not exchangeable"
  }

  /// In how many folds the first is the better one.
  static func windowsWon(_ first: [Double], _ second: [Double], _ basis: EvaluationBasis) -> Int {
    zip(first, second).count { basis.advantage($0 - $1) > 0 }
  }
}
