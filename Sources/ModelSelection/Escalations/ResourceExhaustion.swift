internal import Glibc
public import StudyModel

/// Whether time, money or a limit of the machine has decided instead of the data.
public enum ResourceExhaustion {
  /// A search that its budget has ended.
  public struct Budget: Equatable, Sendable {
    /// `search.minutes` or `search.cost`.
    public var limit: String
    public var plannedTrials: Int
    public var finishedTrials: Int
    public var wallSeconds: Double
    /// Price of an hour; nil: not known.
    public var costPerHour: Double?
    public var metric: String
    /// The best value after each trial, with its sign turned so that more is better; nil before the first.
    public var best: [Double?]

    public init(
      limit: String, plannedTrials: Int, finishedTrials: Int, wallSeconds: Double, costPerHour: Double?, metric: String,
      best: [Double?]
    ) {
      (self.limit, self.plannedTrials, self.finishedTrials) = (limit, plannedTrials, finishedTrials)
      (self.wallSeconds, self.costPerHour, self.metric, self.best) = (wallSeconds, costPerHour, metric, best)
    }

    /// What the rest is expected to take, in tenths of a minute.
    public var missingMinutes: Double {
      let rest = Double(plannedTrials - finishedTrials)
      return max((rest * wallSeconds / Double(max(finishedTrials, 1)) / 6).rounded(.up) / 10, 0.1)
    }

    /// What the second half of the trials gained; nil where either half gave nothing.
    var lateGain: Double? {
      guard best.count >= 2, let last = best.last ?? nil, let middle = best[(best.count - 1) / 2] else { return nil }
      return last - middle
    }

    /// What the rest may gain, if each doubling of the trials gains what the last one did.
    var expectedGain: Double? {
      lateGain.map { $0 * log2(Double(plannedTrials) / Double(max(finishedTrials, 1))) }
    }
  }

  /// Fewer than half of the planned trials were done.
  public static func escalation(_ budget: Budget) -> EscalationSummary? {
    guard budget.finishedTrials * 2 < budget.plannedTrials else { return nil }
    let minutes = NumberText.shortest(budget.missingMinutes)
    let money = budget.costPerHour.map { " and \(NumberText.significant($0 * budget.missingMinutes / 60)) of money" }
    let gain = budget.expectedGain
    let title = MetricWords.title(budget.metric)
    let more = EscalationSummary.Alternative(
      EscalationSummary.Alternative.moreMinutes, what: "Search for \(minutes) more minutes.",
      cost: "\(minutes) minutes\(money ?? "") for \(rest(budget)), by the mean time of those done.",
      effect: gain.map { gain in
        gain > 0
          ? "\(title) better by about \(NumberText.significant(gain, digits: 2)), if trials go on to gain as they did."
          : "Perhaps none: the second half of the trials gained nothing."
      } ?? "Not known: too few trials have given a value.")
    let accept = EscalationSummary.Alternative.goOn(
      "Accept what the search has found.",
      effect: "The best of \(NumberText.count(budget.finishedTrials, of: "trial")).")
    return EscalationSummary(
      .resourceExhaustion, question: "The budget ended the search early. Is what it found enough?",
      evidence: [
        "\(budget.limit) was used up after \(NumberText.count(budget.finishedTrials)) of "
          + "\(NumberText.count(budget.plannedTrials, of: "planned trial")) "
          + "(\(NumberText.seconds(budget.wallSeconds)))."
      ] + [lateSentence(budget)].compactMap(\.self),
      alternatives: (gain ?? 0 > 0 ? [more, accept] : [accept, more])
        + [.stop("End here.", effect: "Nothing is chosen; the trials stay on record.")])
  }

  private static func rest(_ budget: Budget) -> String {
    NumberText.count(budget.plannedTrials - budget.finishedTrials, of: "trial")
  }

  private static func lateSentence(_ budget: Budget) -> String? {
    budget.lateGain.map { gain in
      let title = MetricWords.title(budget.metric)
      return gain > 0
        ? "The second half of its trials improved \(title) by \(NumberText.significant(gain, digits: 2))."
        : "The second half of its trials did not improve \(title)."
    }
  }

  // MARK: Constraints

  /// No finalist besides the baselines keeps the limits of `constraints`.
  public static func escalation(
    _ candidates: [CandidateSummary], limits: Limits, basis: EvaluationBasis
  ) -> EscalationSummary? {
    let own = candidates.filter { !$0.isBaseline }
    guard !own.isEmpty, own.allSatisfy({ Constraints.breaksMeasured($0, limits) }),
      let best = bestExcluded(candidates, limits: limits, basis: basis)
    else { return nil }
    let rest = candidates.filter { $0.isBaseline && $0.exclusions.isEmpty }
    let fallback = rest.max { score($0, basis) < score($1, basis) }
    let gain = fallback.map { score(best, basis) - score($0, basis) }
    let title = MetricWords.title(basis.metric)
    let relax = EscalationSummary.Alternative(
      EscalationSummary.Alternative.relax,
      what: "Relax the limits as far as \(best.name) needs, the best that they exclude.",
      cost: "\(best.exclusions.joined(separator: "; ")).",
      effect: gain.map { gain in
        "\(title) \(gain < 0 ? "worse" : "better") by \(NumberText.fixed(abs(gain), decimals: 4)) than "
          + "\(fallback?.name ?? "the best baseline")."
      } ?? "Without it no model may be chosen.")
    let accept = EscalationSummary.Alternative.goOn(
      fallback.map { "Keep the limits and choose among the baselines, the best being \($0.name)." }
        ?? "Keep the limits; no model may be chosen then.",
      effect: fallback.flatMap { $0.estimate(basis.metric)?.value }
        .map { "\(title) \(NumberText.fixed($0, decimals: 4))." } ?? "None.")
    return EscalationSummary(
      .resourceExhaustion, question: "No model that was searched for keeps the limits. What gives way?",
      evidence: own.map { "\($0.name): \($0.exclusions.joined(separator: "; "))." },
      alternatives: (gain ?? .infinity > basis.rope ? [relax, accept] : [accept, relax])
        + [.stop("End here.", effect: "Nothing is chosen; all results stay on record.")])
  }

  /// The limits with which the best excluded finalist may be chosen.
  public static func relaxed(
    _ limits: Limits, for candidates: [CandidateSummary], basis: EvaluationBasis
  ) -> Limits {
    bestExcluded(candidates, limits: limits, basis: basis).map { Constraints.relaxed(limits, for: $0) } ?? limits
  }

  /// Of those that nothing but a measured limit excludes.
  private static func bestExcluded(
    _ candidates: [CandidateSummary], limits: Limits, basis: EvaluationBasis
  ) -> CandidateSummary? {
    candidates.filter { candidate in
      !candidate.isBaseline && candidate.estimate(basis.metric)?.value != nil && !candidate.exclusions.isEmpty
        && Constraints.exclusions(candidate, Constraints.relaxed(limits, for: candidate)).isEmpty
    }.max { score($0, basis) < score($1, basis) }
  }

  private static func score(_ candidate: CandidateSummary, _ basis: EvaluationBasis) -> Double {
    candidate.estimate(basis.metric)?.value.map { basis.advantage($0) } ?? -.infinity
  }
}
