public import StudyModel

/// Which finalist is taken: the simplest of those not shown to be worse than the best and not far behind it.
///
/// Few folds and many pairs show little, so "not shown to be worse" alone would let a model pass that is plainly worse.
/// A peer must also lie within the rope, or not be behind at the one-sided five-in-a-hundred level of the same corrected
/// test before it is adjusted for the number of pairs: adjusting guards claims of a difference, which a choice is not.
public enum ChoiceRule {
  /// A model beats another over windows of time, where no test is honest, when it wins in this share of them and by
  /// more than the rope.
  static let windowShare = 0.75

  /// The choice with its sentences, all made from `facts`. Same facts, same choice; ties in complexity go to the
  /// better mean, then to the name.
  public static func choose(_ facts: ChoiceFacts) -> Choice {
    guard let outcome = outcome(of: facts) else {
      return Choice(
        candidate: nil, rationale: ChoiceSentences.nothingToChoose(facts), alternatives: [],
        warnings: ChoiceWarnings.all(facts, chosen: nil))
    }
    return Choice(
      candidate: outcome.chosen.name, rationale: ChoiceSentences.rationale(outcome, facts),
      alternatives: ChoiceSentences.alternatives(outcome, facts),
      warnings: ChoiceWarnings.all(facts, chosen: outcome.chosen))
  }

  /// The name of the model that `choose` takes, before criteria are judged for it.
  public static func chosenName(_ facts: ChoiceFacts) -> String? { outcome(of: facts)?.chosen.name }

  struct Outcome {
    var chosen: CandidateSummary
    /// The best mean among those that may be chosen.
    var best: CandidateSummary
    /// Those neither shown to be worse than the best nor far behind it, the best included.
    var peers: [CandidateSummary]
    /// An ensemble that may be chosen but was not shown to be better than the single models.
    var droppedEnsemble: CandidateSummary?
  }

  static func outcome(of facts: ChoiceFacts) -> Outcome? {
    let eligible = facts.candidates.filter { $0.exclusions.isEmpty && facts.score($0) != nil }
    let singles = eligible.filter { $0.family != ModelFamily.ensemble.rawValue }
    let ensembles = eligible.filter { $0.family == ModelFamily.ensemble.rawValue }
    let kept = ensembles.filter { ensemble in
      singles.allSatisfy { facts.comparisons.between(ensemble.name, $0.name)?.verdict == .better }
    }
    let contenders = singles + kept
    guard let best = contenders.min(by: { isBetter($0, $1, facts) }) else { return nil }
    let peers = contenders.filter { $0.name == best.name || !isBehind($0, than: best, facts) }
    guard let chosen = peers.min(by: { isSimpler($0, $1, facts) }) else { return nil }
    return Outcome(
      chosen: chosen, best: best, peers: peers,
      droppedEnsemble: ensembles.first { ensemble in !kept.contains { $0.name == ensemble.name } })
  }

  private static func isBetter(_ a: CandidateSummary, _ b: CandidateSummary, _ facts: ChoiceFacts) -> Bool {
    let (left, right) = (facts.score(a) ?? -.infinity, facts.score(b) ?? -.infinity)
    return left == right ? a.name < b.name : left > right
  }

  private static func isSimpler(_ a: CandidateSummary, _ b: CandidateSummary, _ facts: ChoiceFacts) -> Bool {
    a.complexity == b.complexity ? isBetter(a, b, facts) : a.complexity < b.complexity
  }

  /// Shown to be worse, or too far behind. Without a comparison nothing is shown, and the means decide by the rope.
  static func isBehind(
    _ candidate: CandidateSummary, than best: CandidateSummary, _ facts: ChoiceFacts
  ) -> Bool {
    let comparison = facts.comparisons.between(candidate.name, best.name)
    switch comparison?.verdict {
    case .worse: return true
    case .better, .equivalent: return false
    case .indistinguishable, .undecided, nil: break
    }
    let lag = (facts.score(best) ?? 0) - (facts.score(candidate) ?? 0)
    guard lag > facts.basis.rope else { return false }
    if let comparison, comparison.verdict == .indistinguishable { return comparison.isShownAlone }
    guard let windows = facts.windows(best, over: candidate) else { return true }
    return Double(windows.won) >= windowShare * Double(windows.count)
  }
}

extension ChoiceFacts {
  /// In how many windows of a temporal split `first` was better; nil for other splits.
  func windows(_ first: CandidateSummary, over second: CandidateSummary) -> (won: Int, count: Int)? {
    guard basis.split.isTemporal, let left = first.estimate(basis.metric)?.scores,
      let right = second.estimate(basis.metric)?.scores, left.count == right.count, !left.isEmpty
    else { return nil }
    return (Comparisons.windowsWon(left, right, basis), left.count)
  }
}
