internal import Specification
internal import Statistics

/// From which probability on a row counts as positive, in a binary task; chosen on predictions out of fold.
struct ChosenThresholds: Codable, Equatable, Sendable {
  /// Metrics are computed with it, as they are on every fold: the best for the study's goal (F1 or accuracy).
  var score: Double?
  /// A person acts from it on: what earns most where the specification has a payoff, else the same as `score`.
  var decision: Double?
}

extension StudyContext {
  /// - Parameter probabilities: of these rows.
  func chosenThresholds(rows: [Int], probabilities: [Double]) -> ChosenThresholds {
    let score = bestThreshold(rows: rows, probabilities: probabilities)
    return ChosenThresholds(
      score: score, decision: earningThreshold(rows: rows, probabilities: probabilities) ?? score)
  }

  /// nil without a payoff.
  private func earningThreshold(rows: [Int], probabilities: [Double]) -> Double? {
    guard let payoff = specification.payoff, case .classes(let codes, let names) = data.target, names.count == 2,
      let curve = ThresholdCurve(
        labels: rows.map { codes[$0] == 1 }, probabilities: probabilities,
        weights: data.weights.map { all in rows.map { all[$0] } })
    else { return nil }
    return curve.best(Payoffs(payoff).mean).map { curve.thresholds[$0.place] }
  }

  /// What the decision threshold is the best for, as a sentence says it.
  var decisionGoal: String {
    specification.payoff == nil ? "best \(panel.thresholdGoal.rawValue) out of fold" : "earns most out of fold"
  }
}
