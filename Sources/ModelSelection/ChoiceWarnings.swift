internal import StudyModel

/// What worries about a choice, from the study's facts alone.
enum ChoiceWarnings {
  /// The gravest first; within one gravity in the order of finding.
  enum Gravity: Int {
    case criticalFinding, missedCriterion, optimism, time, unprovenCriterion, finding, gap, instability
    case wideInterval, unmeasured
  }

  typealias Warning = (gravity: Gravity, sentence: String)

  /// A held-out loss against training rows, or a spread over seeds, that is more ropes than this worries.
  private static let worryingGap = 3.0
  private static let worryingWidth = 10.0

  static func all(_ facts: ChoiceFacts, chosen: CandidateSummary?) -> [String] {
    let groups: [[Warning]] = [
      findings(facts), criteria(facts), optimism(facts, chosen), time(facts), chosen.map { model($0, facts) } ?? [],
    ]
    let all = groups.flatMap { $0 }
    return all.enumerated()
      .sorted { ($0.element.gravity.rawValue, $0.offset) < ($1.element.gravity.rawValue, $1.offset) }
      .map(\.element.sentence)
  }

  private static func findings(_ facts: ChoiceFacts) -> [Warning] {
    facts.findings.filter { $0.severity >= .warning }.map { finding in
      (finding.severity == .critical ? .criticalFinding : .finding, finding.warning)
    }
  }

  private static func criteria(_ facts: ChoiceFacts) -> [Warning] {
    facts.criteria.compactMap { verdict in
      switch verdict.outcome {
      case .met: nil
      case .missed: (.missedCriterion, "Missed: \(verdict.criterion). \(verdict.evidence)")
      case .unproven: (.unprovenCriterion, "Unproven: \(verdict.criterion). \(verdict.evidence)")
      case .unknown: (.unprovenCriterion, "Not judged: \(verdict.criterion). \(verdict.evidence)")
      }
    }
  }

  /// What searching and choosing flatter: the naive estimate against the nested one and the test rows.
  private static func optimism(_ facts: ChoiceFacts, _ chosen: CandidateSummary?) -> [Warning] {
    guard let chosen, let naive = chosen.estimate(facts.basis.metric), let value = naive.value else { return [] }
    return ["nested", "test"].compactMap { name -> Warning? in
      guard let found = facts.estimate(name), let other = found.value, isClearlyBetter(naive, than: found, facts.basis)
      else { return nil }
      let rows = facts.testRows.map { NumberText.count($0, of: "test row") } ?? "test rows"
      let what = name == "nested" ? "when search and choice are repeated inside every fold" : "on the \(rows)"
      let decimals = EstimateText.decimals(of: naive)
      return (
        .optimism,
        "\(facts.metricTitle) is \(NumberText.fixed(other, decimals: decimals)) \(what), and "
          + "\(NumberText.fixed(value, decimals: decimals)) by cross-validation: the latter may flatter."
      )
    }
  }

  /// By more than the rope, with neither value inside the interval of the other. Over windows of time, which give no
  /// interval: in as many of them as make a difference count; against other rows, beyond all windows.
  private static func isClearlyBetter(_ naive: Estimate, than other: Estimate, _ basis: EvaluationBasis) -> Bool {
    guard let value = naive.value, let otherValue = other.value, basis.advantage(value - otherValue) > basis.rope else {
      return false
    }
    if basis.split.isTemporal, naive.scores.count == other.scores.count, !naive.scores.isEmpty {
      let won = Comparisons.windowsWon(naive.scores, other.scores, basis)
      return Double(won) >= ChoiceRule.windowShare * Double(naive.scores.count)
    }
    return !naive.reaches(otherValue) && !other.reaches(value)
  }

  /// As `isClearlyBetter`; the rows of the two splits are not the same, so there are no windows to count.
  private static func time(_ facts: ChoiceFacts) -> [Warning] {
    guard let chance = facts.estimate("random-split"), let later = facts.estimate("temporal-split"),
      let random = chance.value, let temporal = later.value,
      facts.basis.advantage(random - temporal) > facts.basis.rope, !chance.reaches(temporal), !later.reaches(random)
    else { return [] }
    let texts = [random, temporal].map { NumberText.significant($0) }
    return [
      (
        .time,
        "Time matters: \(facts.metricTitle) is \(texts[1]) on later rows, where a random split would show \(texts[0])."
      )
    ]
  }

  private static func model(_ chosen: CandidateSummary, _ facts: ChoiceFacts) -> [Warning] {
    let rope = facts.basis.rope
    var warnings = [gap(chosen, facts)].compactMap { $0 }
    if let deviation = chosen.seedDeviation, deviation > rope {
      let text = NumberText.significant(deviation, digits: 2)
      warnings.append(
        (.instability, "Trained again with another seed, \(facts.metricTitle) moves by \(text) (standard deviation)."))
    }
    if let estimate = chosen.estimate(facts.basis.metric), let interval = estimate.interval,
      interval.high - interval.low > worryingWidth * rope
    {
      warnings.append(
        (
          .wideInterval,
          "The interval is wide: \(facts.metricTitle) could be anything from "
            + "\((EstimateText(estimate).interval ?? "")); more rows would narrow it."
        ))
    }
    for what in Constraints.unmeasured(chosen, facts.limits) {
      warnings.append((.unmeasured, "A limit on \(what) was asked for, but nothing was measured."))
    }
    return warnings
  }
}

extension ChoiceWarnings {
  /// What it does better on rows it learned from. The baseline that always gives the same answer cannot overfit: its
  /// own gap is what differs between the rows, above all over time, and does not count.
  private static func gap(_ chosen: CandidateSummary, _ facts: ChoiceFacts) -> Warning? {
    guard let gap = chosen.generalizationGap else { return nil }
    let prior = facts.candidates.first { $0.family == ModelFamily.prior.rawValue }?.generalizationGap
    let shift = max(prior ?? 0, 0)
    guard gap - shift > worryingGap * facts.basis.rope else { return nil }
    let text = NumberText.significant(gap, digits: 2)
    guard facts.basis.split.isTemporal else {
      return (.gap, "\(chosen.name) is better by \(text) on rows it was trained on than on held-out rows: it overfits.")
    }
    let excess = NumberText.significant(gap - shift, digits: 2)
    let explained =
      prior == nil
      ? "how much of that the change over time explains is not known"
      : "\(excess) of that is more than the change over time explains"
    return (
      .gap, "\(chosen.name) does better by \(text) on rows it learned from than on later ones; \(explained)."
    )
  }
}

extension ChoiceFacts {
  /// The named estimate of the primary metric.
  fileprivate func estimate(_ name: String) -> Estimate? {
    estimates.first { $0.name == name && $0.estimate.metric == basis.metric }?.estimate
  }
}

extension Estimate {
  /// Whether a value lies in the interval, or where there is none between the lowest and the highest score.
  fileprivate func reaches(_ value: Double) -> Bool {
    let bounds = interval.map { ($0.low, $0.high) } ?? scores.min().flatMap { low in scores.max().map { (low, $0) } }
    return bounds.map { $0.0 <= value && value <= $0.1 } ?? false
  }
}
