internal import StudyModel

/// The finalists that no other one clearly beats in something while being no worse in anything.
public enum ParetoSet {
  /// Whether each candidate is in the set, over the primary metric, the median latency of a row, model size, training time
  /// and interpretability. Of the metric a difference is clear by which the choice would call a model behind; of costs see
  /// `CostDifference`. What is not known counts as the worst. Excluded candidates and those without a score are never in
  /// the set, and push nobody out of it. Where any candidate can be in it, one is.
  public static func marks(_ facts: ChoiceFacts) -> [Bool] {
    let able = facts.candidates.map { $0.exclusions.isEmpty && facts.score($0) != nil }
    return facts.candidates.indices.map { own in
      able[own]
        && !facts.candidates.indices.contains { other in
          other != own && able[other] && dominates(facts.candidates[other], facts.candidates[own], facts)
        }
    }
  }

  /// "Clearly worse in nothing" would not do: small steps add up to a clear one, so that three models may each beat
  /// the next in a circle.
  private static func dominates(_ a: CandidateSummary, _ b: CandidateSummary, _ facts: ChoiceFacts) -> Bool {
    let pairs = zip(costs(a), costs(b))
    guard let own = facts.score(a), let other = facts.score(b), own >= other, opacity(a) <= opacity(b),
      pairs.allSatisfy({ ($0.value ?? .infinity) <= ($1.value ?? .infinity) })
    else { return false }
    return own > other && ChoiceRule.isBehind(b, than: a, facts) || opacity(a) < opacity(b)
      || pairs.contains { $0.difference.isClear($0.value, below: $1.value) }
  }

  private static func costs(_ candidate: CandidateSummary) -> [(difference: CostDifference, value: Double?)] {
    [
      (.latency, candidate.rowLatency?.median), (.bytes, candidate.modelBytes.map(Double.init)),
      (.training, candidate.trainingSeconds),
    ]
  }

  private static func opacity(_ candidate: CandidateSummary) -> Int {
    switch candidate.interpretability {
    case .high: 0
    case .medium: 1
    case .low: 2
    }
  }
}

/// From what difference on two measured costs are said to differ: times of one machine vary from run to run.
struct CostDifference {
  var factor: Double
  /// Below this one costs nothing worth telling.
  var floor: Double

  /// In milliseconds.
  static let latency = CostDifference(factor: 2, floor: 0.01)
  /// In seconds.
  static let training = CostDifference(factor: 2, floor: 0.05)
  static let bytes = CostDifference(factor: 1.1, floor: 0)

  /// nil is more than any number.
  func isClear(_ value: Double?, below other: Double?) -> Bool {
    guard let value else { return false }
    guard let other else { return true }
    return value < other && max(value, floor) * factor <= max(other, floor)
  }
}
