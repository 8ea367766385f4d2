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
      alternatives: (isHelped(broken) ? [drop, stop] : [stop, drop]).compactMap(\.self)
        + [goOn])
  }

  /// Whether leaving the columns out is shown to bring groups closer by one limit, and to part them by none.
  private static func isHelped(_ broken: [FairnessVerdict]) -> Bool {
    broken.contains { $0.changeByDropping == .closer } && !broken.contains { $0.changeByDropping == .farther }
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
      let words = ChangeText(change, dropping.scoreInterval).listed
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
      let change = ChangeText(after - before, dropping.interval).listed
      let which = dropping.columns == columns ? "" : " without \(NumberText.list(dropping.columns))"
      let limit = verdict.isWithin(after) ? "within" : "still beyond"
      return
        "the \(verdict.measure.words) by \(verdict.attribute) goes from \(NumberText.significant(before, digits: 2)) to "
        + "\(NumberText.significant(after, digits: 2)) (\(change))\(which), \(limit) \(verdict.limitWords)"
    }
    guard !measured.isEmpty else { return "Not measured; how much fairer that is shows only the new study." }
    return "Measured out of fold with the same settings: \(measured.joined(separator: "; "))."
  }
}

extension FairnessVerdict {
  fileprivate func isWithin(_ value: Double) -> Bool {
    measure == .selectionRatio ? value >= limit : value <= limit
  }

  fileprivate enum DroppingChange { case closer, farther, untold }

  /// What leaving the columns out is shown to do to the groups; without an interval nothing shows that it helps, and a
  /// value that gets worse counts as worse. nil: not measured.
  fileprivate var changeByDropping: DroppingChange? {
    guard let dropping, let before = dropping.before, let after = dropping.after else { return nil }
    let sign: Double = measure == .selectionRatio ? 1 : -1
    guard let interval = dropping.interval else { return sign * (after - before) < 0 ? .farther : .untold }
    let ends = [sign * interval.low, sign * interval.high]
    return ends.allSatisfy { $0 > 0 } ? .closer : ends.allSatisfy { $0 < 0 } ? .farther : .untold
  }
}
