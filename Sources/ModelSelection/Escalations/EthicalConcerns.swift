public import StudyModel

/// Whether the chosen model breaks a limit on fairness that the specification sets, beyond what chance explains.
public enum EthicalConcerns {
  /// nil where no limit is broken by the better end of its interval. To go on as if nothing were is never recommended.
  public static func escalation(_ verdicts: [FairnessVerdict], chosen: String) -> EscalationSummary? {
    let broken = verdicts.filter { $0.verdict == .broken }
    guard !broken.isEmpty else { return nil }
    let drop = dropProxies(broken)
    let stop = EscalationSummary.Alternative.stop(
      "End here.", effect: "Nothing is approved; all results stay on record.")
    let goOn = EscalationSummary.Alternative.goOn(
      "Go on, with the finding in the evidence of the approval.",
      effect:
        "The model stays as it is, and so \(broken.count == 1 ? "does what is" : "do all that are") broken; whoever "
        + "approves sees the numbers first.")
    return EscalationSummary(
      .ethicalConcerns, question: "\(chosen) treats groups more unequally than is allowed. How shall the study go on?",
      evidence: broken.map(\.sentence),
      alternatives: (broken.contains(where: \.isHelpedByDropping) ? [drop, stop] : [stop, drop]).compactMap(\.self)
        + [goOn])
  }

  /// nil where nothing is known to give the attributes away.
  private static func dropProxies(_ broken: [FairnessVerdict]) -> EscalationSummary.Alternative? {
    var seen: Set<String> = []
    let columns = broken.flatMap { $0.dropping?.columns ?? $0.proxies }.filter { seen.insert($0).inserted }
    guard !columns.isEmpty else { return nil }
    return EscalationSummary.Alternative(
      "drop-proxies",
      what:
        "End here; launch it again without \(NumberText.list(columns)) (data.ignore, or left out of data.features).",
      cost: cost(broken, columns), effect: effect(broken, columns), ends: true)
  }

  private static func cost(_ broken: [FairnessVerdict], _ columns: [String]) -> String {
    let study = "A new study without \(NumberText.count(columns.count, of: "feature"))"
    var told: Set<[String]> = []
    let measured = broken.compactMap { verdict -> String? in
      guard let dropping = verdict.dropping, let change = dropping.scoreChange, told.insert(dropping.columns).inserted
      else { return nil }
      let words = changeWords(change, dropping.scoreInterval)
      let which = dropping.columns == columns ? "" : " without \(NumberText.list(dropping.columns))"
      return "\(MetricWords.title(dropping.metric)) changes by \(words)\(which)"
    }
    return measured.isEmpty ? "\(study); what they tell was not measured." : "\(study); \(NumberText.list(measured))."
  }

  private static func effect(_ broken: [FairnessVerdict], _ columns: [String]) -> String {
    let measured = broken.compactMap { verdict -> String? in
      guard let dropping = verdict.dropping, let before = dropping.before, let after = dropping.after else {
        return nil
      }
      let change = changeWords(after - before, dropping.interval)
      let which = dropping.columns == columns ? "" : " without \(NumberText.list(dropping.columns))"
      let limit = verdict.isWithin(after) ? "within" : "still beyond"
      return
        "the \(verdict.measure.words) by \(verdict.attribute) goes from \(NumberText.significant(before, digits: 2)) to "
        + "\(NumberText.significant(after, digits: 2)) (\(change))\(which), \(limit) \(verdict.limitWords)"
    }
    guard !measured.isEmpty else { return "Not measured; how much fairer that is shows only the new study." }
    return "Measured out of fold with the same settings: \(measured.joined(separator: "; "))."
  }

  private static func changeWords(_ change: Double, _ interval: ConfidenceInterval?) -> String {
    let decimals = EstimateText.decimals(of: Estimate(metric: "change", value: change, interval: interval))
    let value = NumberText.signed(change, decimals: decimals)
    guard let interval else { return value }
    let open = interval.low <= 0 && interval.high >= 0 ? ", which may be none" : ""
    return "\(value), 95 % interval \(NumberText.signed(interval.low, decimals: decimals)) to "
      + "\(NumberText.signed(interval.high, decimals: decimals))\(open)"
  }
}

extension FairnessVerdict {
  fileprivate func isWithin(_ value: Double) -> Bool {
    measure == .selectionRatio ? value >= limit : value <= limit
  }

  /// Whether leaving the columns out is shown to bring the groups closer.
  fileprivate var isHelpedByDropping: Bool {
    guard let interval = dropping?.interval else { return false }
    return measure == .selectionRatio ? interval.low > 0 : interval.high < 0
  }
}
