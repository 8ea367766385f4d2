public import StudyModel

/// The finalists that no other one beats in everything at once.
public enum ParetoSet {
  /// Whether each candidate is in the set, over the mean of the primary metric, 99th percentile of a row's latency,
  /// model size, training time and interpretability. What is not known counts as the worst. Excluded candidates and
  /// those without a score are never in the set, and push nobody out of it.
  public static func marks(_ candidates: [CandidateSummary], metric: String, isMaximized: Bool) -> [Bool] {
    let all = candidates.map { costs(of: $0, metric, isMaximized) }
    return all.map { own in
      guard let own else { return false }
      return !all.contains { other in other.map { dominates($0, own) } ?? false }
    }
  }

  /// Smaller is better throughout; nil where the candidate cannot be chosen.
  private static func costs(of candidate: CandidateSummary, _ metric: String, _ isMaximized: Bool) -> [Double]? {
    guard candidate.exclusions.isEmpty, let score = candidate.estimate(metric)?.value, score.isFinite else {
      return nil
    }
    let opacity: Double =
      switch candidate.interpretability {
      case .high: 0
      case .medium: 1
      case .low: 2
      }
    return [
      isMaximized ? -score : score, candidate.rowLatency?.percentile99 ?? .infinity,
      candidate.modelBytes.map(Double.init) ?? .infinity, candidate.trainingSeconds ?? .infinity, opacity,
    ]
  }

  private static func dominates(_ first: [Double], _ second: [Double]) -> Bool {
    zip(first, second).allSatisfy { $0 <= $1 } && zip(first, second).contains { $0 < $1 }
  }
}
