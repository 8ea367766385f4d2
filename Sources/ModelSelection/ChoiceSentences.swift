internal import StudyModel

/// Puts a choice into words.
enum ChoiceSentences {
  static func rationale(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> [String] {
    let (baseline, ensemble) = (baseline(outcome, facts), ensemble(outcome, facts))
    let isBaseline = outcome.chosen.isBaseline
    let isFirst = isBaseline || !isGainClear(outcome, facts)
    let isAbove = isBeaten(outcome.best, by: outcome.droppedEnsemble, facts)
    let reasons = [
      reason(outcome, facts), isAbove ? ensemble : nil, isFirst ? baseline : nil, need(outcome.chosen),
    ]
    return [
      decision(outcome, facts), reasons.compactMap { $0 }.joined(separator: " "), isFirst ? nil : baseline,
      isAbove ? nil : ensemble,
    ].compactMap { $0 }
  }

  static func nothingToChoose(_ facts: ChoiceFacts) -> [String] {
    guard !facts.candidates.isEmpty else { return ["No model can be chosen: none was evaluated."] }
    return ["No model may be chosen: each breaks a limit, or its \(facts.metricTitle) is not known."]
      + facts.candidates.map { candidate in
        candidate.exclusions.isEmpty
          ? "\(candidate.name): its \(facts.metricTitle) is not known."
          : "\(candidate.name): \(candidate.exclusions.joined(separator: "; "))."
      }
  }

  /// Which model, and how good it is.
  private static func decision(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String {
    let estimate = outcome.chosen.estimate(facts.basis.metric) ?? Estimate(metric: facts.basis.metric, value: nil)
    let split = facts.basis.split
    let repeats = split.repeats > 1 ? ", \(split.repeats) times" : ""
    let how =
      split.isTemporal
      ? "" : split.folds == 1 ? ", on one held-out part" : ", by \(split.folds)-fold cross-validation\(repeats)"
    let score = "\(facts.metricTitle) \(EstimateText(estimate).full)\(how)"
    guard outcome.chosen.isBaseline else { return "Take \(outcome.chosen.name): \(score)." }
    guard let prior = useless(outcome, facts) else {
      // A linear model's name says what it is.
      let isPlain = outcome.chosen.family == ModelFamily.linear.rawValue
      return "Take \(isPlain ? "" : "the baseline ")\(outcome.chosen.name): \(score)."
    }
    return prior == outcome.chosen.name
      ? "No model is worth taking: none is shown to be better than \(prior), which looks at no feature (\(score))."
      : "No model is worth taking: the choice is the baseline \(outcome.chosen.name), and it is not shown to be better than "
        + "\(prior), which looks at no feature: \(score)."
  }

  /// The model without features, where the chosen one is not shown to be better than it; nil: it is, or nothing says so.
  private static func useless(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String? {
    guard let prior = facts.candidates.first(where: { $0.family == ModelFamily.prior.rawValue }) else { return nil }
    if prior.name == outcome.chosen.name { return prior.name }
    let isHigher = (facts.score(outcome.chosen) ?? 0) > (facts.score(prior) ?? 0)
    if facts.basis.split.isTemporal { return isHigher ? nil : prior.name }
    guard let comparison = facts.comparisons.between(outcome.chosen.name, prior.name) else { return nil }
    // One question, asked in advance: it is not one of all pairs.
    let isShown = comparison.verdict == .better || comparison.isShownAlone && isHigher
    return isShown ? nil : prior.name
  }

  /// Why this one.
  private static func reason(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String {
    let (chosen, best) = (outcome.chosen, outcome.best)
    guard outcome.peers.count > 1 else { return ahead(outcome, facts) }
    let names = NumberText.list(outcome.peers.map(\.name))
    let shown = likeness(outcome, facts)
    let mean = bestMean(outcome, facts)
    guard isBeaten(chosen, by: best, facts) else {
      return "\(names) \(shown); \(chosen.name) has the \(mean) and is the simplest of them.\(tooFar(outcome, facts))"
    }
    return "\(names) \(shown); \(chosen.name) is the simplest of them. "
      + "The \(mean) is that of \(best.name), \(distance(best, from: chosen, facts)).\(tooFar(outcome, facts))"
  }

  /// What the peers have in common, in the words of the comparison: *same* and *tied* are not one thing.
  private static func likeness(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String {
    if facts.basis.split.isTemporal { return "differ too little or too irregularly to rank" }
    let names = outcome.peers.map(\.name)
    let verdicts = Set(
      names.enumerated().flatMap { index, first in
        names.dropFirst(index + 1).map { facts.comparisons.between(first, $0)?.verdict ?? .undecided }
      })
    if verdicts == [.equivalent] { return "are the same in practice" }
    if verdicts.isSubset(of: [.indistinguishable, .undecided]) { return "cannot be told apart" }
    if verdicts.isDisjoint(with: [.better, .worse]) { return "are the same in practice or cannot be told apart" }
    return "differ from \(outcome.best.name), the best, by no more than chance explains"
  }

  /// What the chosen model asks of who uses it, where its name does not say so.
  private static func need(_ chosen: CandidateSummary) -> String? {
    guard chosen.family == ModelFamily.seasonalNaive.rawValue else { return nil }
    return "\(chosen.name) needs the actual values up to one season before each row that it predicts."
  }

  /// Those that no test over all pairs tells from the best, and that are no peers all the same.
  private static func tooFar(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String {
    let names = facts.candidates.filter { candidate in
      candidate.exclusions.isEmpty && candidate.family != ModelFamily.ensemble.rawValue
        && !outcome.peers.contains { $0.name == candidate.name }
        && facts.comparisons.between(candidate.name, outcome.best.name)?.verdict == .indistinguishable
    }.map(\.name)
    return names.isEmpty
      ? "" : " \(NumberText.list(names)) \(names.count == 1 ? "lags" : "lag") too far behind to count among them."
  }

  /// Names what `outcome.best` is the best of.
  private static func bestMean(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String {
    isBeaten(outcome.best, by: outcome.droppedEnsemble, facts) ? "best mean of a single model" : "best mean"
  }

  private static func isBeaten(
    _ model: CandidateSummary, by other: CandidateSummary?, _ facts: ChoiceFacts
  ) -> Bool {
    guard let score = facts.score(model), let otherScore = other.flatMap(facts.score) else { return false }
    return otherScore > score
  }

  private static func ahead(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String {
    let chosen = outcome.chosen
    let every = outcome.droppedEnsemble == nil ? "every other model" : "every other single model"
    let rivals = facts.candidates.filter {
      $0.name != chosen.name && $0.exclusions.isEmpty && $0.family != ModelFamily.ensemble.rawValue
    }
    guard !rivals.isEmpty else { return "It is the only model that may be chosen." }
    guard !facts.basis.split.isTemporal else {
      return "It is ahead of \(every) by more than counts as the same, \(lead(chosen, over: rivals, facts)); "
        + "over windows of time there is no honest test."
    }
    let unproven = rivals.filter { facts.comparisons.between(chosen.name, $0.name)?.verdict != .better }
    guard unproven.isEmpty else {
      return "It has the \(bestMean(outcome, facts)); \(NumberText.list(unproven.map(\.name))) "
        + "\(unproven.count == 1 ? "is" : "are") behind by more than one comparison would leave to chance, though all pairs together prove nothing."
    }
    let values = rivals.compactMap { facts.comparisons.between(chosen.name, $0.name)?.adjustedPValue }
    let p = values.max().map { " (largest adjusted p \(NumberText.probability($0)))" } ?? ""
    return "It is better than \(every) by more than chance explains\(p)."
  }

  /// In which windows of time it is ahead.
  private static func lead(
    _ chosen: CandidateSummary, over rivals: [CandidateSummary], _ facts: ChoiceFacts
  ) -> String {
    let lost = rivals.compactMap { rival -> String? in
      guard let windows = facts.windows(rival, over: chosen), windows.won > 0 else { return nil }
      return "\(rival.name) is better in \(windows.won) of \(windows.count)"
    }
    return lost.isEmpty ? "in every window" : "in most windows, not in all: \(NumberText.list(lost))"
  }

  /// Whether chance leaves the gain over the best baseline above 0: all of its interval, or every window of time. true
  /// where nothing can be said.
  private static func isGainClear(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> Bool {
    guard let gain = gain(outcome, facts), let value = gain.value else { return true }
    return value > 0 && (gain.interval.map { $0.low > 0 } ?? gain.scores.allSatisfy { $0 > 0 })
  }

  private static func gain(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> Estimate? {
    Improvements.overBestBaseline(
      chosen: outcome.chosen.name, candidates: facts.candidates, comparisons: facts.comparisons, basis: facts.basis)?
      .estimate
  }

  private static func baseline(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String? {
    if outcome.chosen.isBaseline {
      return "\(outcome.chosen.name) is itself a baseline: no model is shown to add anything over it."
    }
    guard let gain = gain(outcome, facts), let value = gain.value,
      let baseline = Improvements.bestBaseline(besides: outcome.chosen.name, facts.candidates, facts.basis)?.name
    else { return nil }
    let text = EstimateText(gain).full
    guard value > 0 else { return "The model adds nothing over the best baseline, \(baseline): the gain is \(text)." }
    if isGainClear(outcome, facts) { return "Over the best baseline, \(baseline), it gains \(text)." }
    let doubt =
      gain.interval == nil
      ? "it is worse in \(gain.scores.count { $0 <= 0 }) of \(NumberText.count(gain.scores.count, of: "window"))"
      : "chance may explain it"
    return "Its gain over the best baseline, \(baseline), is not clear: \(text); \(doubt)."
  }

  private static func ensemble(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> String? {
    guard let ensemble = outcome.droppedEnsemble else { return nil }
    guard isBeaten(outcome.best, by: ensemble, facts) else {
      return "The ensemble is not kept: it is no better than \(outcome.best.name)."
    }
    return "The ensemble, \(distance(ensemble, from: outcome.best, facts)) than \(outcome.best.name), is not kept: "
      + "it is not shown to be better than every single model."
  }
}

extension ChoiceSentences {
  /// One sentence a finalist that was not chosen, the best mean first.
  static func alternatives(_ outcome: ChoiceRule.Outcome, _ facts: ChoiceFacts) -> [String] {
    facts.candidates.filter { $0.name != outcome.chosen.name }
      .sorted { (facts.score($0) ?? -.infinity, $1.name) > (facts.score($1) ?? -.infinity, $0.name) }
      .map { alternative($0, outcome.chosen, facts) }
  }

  private static func alternative(
    _ other: CandidateSummary, _ chosen: CandidateSummary, _ facts: ChoiceFacts
  ) -> String {
    var parts = ["\(other.name): \(facts.metricTitle) \(quality(other, chosen, facts))"]
    let costs = costs(other, chosen)
    if !costs.isEmpty { parts.append(costs.joined(separator: ", ")) }
    if !other.exclusions.isEmpty { parts.append("may not be chosen: \(other.exclusions.joined(separator: ", "))") }
    return parts.joined(separator: "; ") + "."
  }

  /// How its metric stands to that of the chosen one, and what that is worth.
  private static func quality(
    _ other: CandidateSummary, _ chosen: CandidateSummary, _ facts: ChoiceFacts
  ) -> String {
    guard facts.score(other) != nil else { return NumberText.unknown }
    let distance = distance(other, from: chosen, facts)
    let p = facts.comparisons.between(other.name, chosen.name)?.adjustedPValue
    let pText = p.map { " (adjusted p \(NumberText.probability($0)))" } ?? ""
    switch facts.comparisons.between(other.name, chosen.name)?.verdict {
    case .better: return "\(distance), shown to be better\(pText)"
    case .worse: return "\(distance), shown to be worse\(pText)"
    case .equivalent: return "\(distance), the same in practice"
    case .indistinguishable:
      guard let comparison = facts.comparisons.between(other.name, chosen.name), comparison.isShownAlone else {
        return "\(distance), not distinguishable\(pText)"
      }
      let alone = comparison.pValue.map { " (p \(NumberText.probability($0)))" } ?? ""
      return "\(distance), more than chance explains in this one comparison\(alone), not among all\(pText)"
    case .undecided, nil:
      guard let windows = facts.windows(other, over: chosen) else { return "\(distance), not tested" }
      return "\(distance), better in \(windows.won) of \(windows.count) windows"
    }
  }

  /// Such as `0.003 higher`, or `equal`.
  private static func distance(
    _ first: CandidateSummary, from second: CandidateSummary, _ facts: ChoiceFacts
  ) -> String {
    guard let left = facts.score(first), let right = facts.score(second) else { return NumberText.unknown }
    let difference = facts.basis.isMaximized ? left - right : right - left
    if difference == 0 { return "equal" }
    return "\(NumberText.significant(difference.magnitude, digits: 2)) \(difference > 0 ? "higher" : "lower")"
  }

  /// What it costs against the chosen model, where the two clearly differ.
  private static func costs(_ other: CandidateSummary, _ chosen: CandidateSummary) -> [String] {
    func factor(_ value: Double?, _ reference: Double?, _ cost: CostDifference, _ what: String) -> String? {
      guard let value, let reference, cost.isClear(value, below: reference) || cost.isClear(reference, below: value)
      else { return nil }
      return NumberText.times(value, reference).map { "\($0) \(what)" }
    }
    return [
      factor(other.modelBytes.map(Double.init), chosen.modelBytes.map(Double.init), .bytes, "the bytes"),
      factor(other.rowLatency?.median, chosen.rowLatency?.median, .latency, "the time a row"),
      factor(other.trainingSeconds, chosen.trainingSeconds, .training, "the training time"),
    ].compactMap { $0 }
      + (other.interpretability == chosen.interpretability
        ? [] : ["interpretability \(other.interpretability.rawValue)"])
  }
}
