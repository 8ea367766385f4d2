internal import StudyModel

/// What worries about a choice, from the study's facts alone.
enum ChoiceWarnings {
  /// The gravest first; within one gravity in the order of finding.
  enum Gravity: Int {
    case criticalFinding, missedCriterion, optimism, shift, unprovenCriterion, finding, gap, instability, fewEvents
    case wideInterval, unmeasured
  }

  typealias Warning = (gravity: Gravity, sentence: String)

  /// A held-out loss against training rows, or a spread over seeds, that is more ropes than this worries.
  private static let worryingGap = 3.0
  private static let worryingWidth = 10.0
  /// A classifier that tells training from test rows this well has found a shift.
  private static let worryingShift = 0.6
  /// Peduzzi and others (1996), A simulation study of the number of events per variable.
  private static let eventsPerFeature = 10

  static func all(_ facts: ChoiceFacts, chosen: CandidateSummary?) -> [String] {
    let groups: [[Warning]] = [
      findings(facts), criteria(facts), optimism(facts, chosen), shift(facts), chosen.map { model($0, facts) } ?? [],
      events(facts),
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
      guard let other = facts.value(name), facts.basis.advantage(value - other) > facts.basis.rope else { return nil }
      if name == "test", let interval = naive.interval, interval.low <= other, other <= interval.high { return nil }
      let what = name == "nested" ? "when search and choice are repeated inside every fold" : "on the test rows"
      let decimals = EstimateText.decimals(of: naive)
      return (
        .optimism,
        "\(facts.metricTitle) is \(NumberText.fixed(other, decimals: decimals)) \(what), and "
          + "\(NumberText.fixed(value, decimals: decimals)) by cross-validation: the latter flatters."
      )
    }
  }

  private static func shift(_ facts: ChoiceFacts) -> [Warning] {
    var warnings: [Warning] = []
    if let shift = facts.estimates.first(where: { $0.name == "shift" }), let value = shift.estimate.value,
      value > worryingShift
    {
      warnings.append(
        (
          .shift,
          "Training and test rows differ: a classifier tells them apart with AUC "
            + "\(EstimateText(shift.estimate).value) (0.5 would be no difference)."
        ))
    }
    if let random = facts.value("random-split"), let temporal = facts.value("temporal-split"),
      facts.basis.advantage(random - temporal) > facts.basis.rope
    {
      let texts = [random, temporal].map { NumberText.significant($0) }
      warnings.append(
        (
          .shift,
          "Time matters: \(facts.metricTitle) is \(texts[1]) on later rows, where a random split would show \(texts[0])."
        ))
    }
    return warnings
  }

  private static func model(_ chosen: CandidateSummary, _ facts: ChoiceFacts) -> [Warning] {
    let rope = facts.basis.rope
    var warnings: [Warning] = []
    if let gap = chosen.generalizationGap, gap > worryingGap * rope {
      let text = NumberText.significant(gap, digits: 2)
      warnings.append(
        (.gap, "\(chosen.name) is better by \(text) on rows it was trained on than on held-out rows: it overfits."))
    }
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

  private static func events(_ facts: ChoiceFacts) -> [Warning] {
    guard let rows = facts.rarestClassRows, let features = facts.featureCount, features > 0,
      rows < eventsPerFeature * features
    else { return [] }
    return [
      (
        .fewEvents,
        "The rarest class has \(NumberText.count(rows)) rows for \(NumberText.count(features)) features, "
          + "fewer than \(eventsPerFeature) each: estimates of single features are unstable."
      )
    ]
  }
}

extension ChoiceFacts {
  /// The value of a named estimate of the primary metric.
  fileprivate func value(_ name: String) -> Double? {
    estimates.first { $0.name == name && $0.estimate.metric == basis.metric }?.estimate.value
  }
}
