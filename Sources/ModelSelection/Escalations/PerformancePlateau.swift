public import StudyModel

/// Whether the goal is missed though the search has converged: more trials will not reach it.
public struct PerformancePlateau: Equatable, Sendable {
  /// Of the chosen model; empty where nothing was asked for.
  public var criteria: [CriterionVerdict]
  /// Whether the last trials gained no more than noise, and the sentence that says so.
  public var hasConverged: Bool
  public var convergence: String
  public var learningCurve: LearningCurve?
  public var isMaximized: Bool
  public var features: Int

  public init(
    criteria: [CriterionVerdict], hasConverged: Bool, convergence: String, learningCurve: LearningCurve?,
    isMaximized: Bool, features: Int
  ) {
    (self.criteria, self.hasConverged, self.convergence) = (criteria, hasConverged, convergence)
    (self.learningCurve, self.isMaximized, self.features) = (learningCurve, isMaximized, features)
  }

  /// What doubling the rows may gain: what the last doubling did, times how much less that was than the one before. nil
  /// without a curve.
  var expectedGain: Double? {
    guard let curve = learningCurve, curve.means.count >= 2 else { return nil }
    let gains = zip(curve.means.dropFirst(), curve.means).map { isMaximized ? $0 - $1 : $1 - $0 }
    guard let last = gains.last else { return nil }
    guard gains.count >= 2, gains[gains.count - 2] > 0 else { return last }
    return last * min(max(last / gains[gains.count - 2], 0), 1)
  }

  public var escalation: EscalationSummary? {
    let missed = criteria.filter { $0.outcome == .missed }
    guard !missed.isEmpty, hasConverged else { return nil }
    return EscalationSummary(
      .performancePlateau, question: "The goal is missed and the search has converged. What now?",
      evidence: missed.map { "Missed: \($0.criterion). \($0.evidence)" } + [convergence]
        + [learningCurve?.verdict].compactMap(\.self),
      alternatives: [
        .goOn("Accept less than the goal.", effect: "The approval names what is missed."), moreRows, moreFeatures,
        .stop("End here.", effect: "Nothing is tested or approved; all results stay on record."),
      ])
  }

  private var moreRows: EscalationSummary.Alternative {
    EscalationSummary.Alternative(
      "more-rows", what: "End here and collect more rows.",
      cost: learningCurve?.rows.last.map { "\(NumberText.count($0, of: "row")) more, to double them." } ?? "Not known.",
      effect: moreRowsEffect, ends: true)
  }

  /// Says no more than the curve's own verdict, which stands in the evidence.
  private var moreRowsEffect: String {
    guard let learningCurve else { return "Not known: there is no learning curve." }
    switch learningCurve.helps {
    case false: return "Hardly any, by the learning curve."
    case nil: return "Not known: the learning curve cannot tell."
    case true:
      guard let gain = expectedGain, gain > 0 else { return "Not known: the learning curve does not say how much." }
      return
        "\(MetricWords.title(learningCurve.metric)) better by about \(NumberText.significant(gain, digits: 2)), if the "
        + "learning curve goes on as it did."
    }
  }

  private var moreFeatures: EscalationSummary.Alternative {
    let rows = learningCurve?.helps == false ? ", nor would, by the learning curve, more rows" : ""
    return EscalationSummary.Alternative(
      "more-features", what: "End here and find columns that tell more than these \(NumberText.count(features)).",
      cost: "Not known; it is work on the data.",
      effect: "Not known beforehand; more trials would not do\(rows).", ends: true)
  }
}
