public import StudyModel

/// Whether the chosen model breaks a limit on fairness that the specification sets, beyond what chance explains.
public enum EthicalConcerns {
  /// nil where no limit is broken by the better end of its interval.
  public static func escalation(_ verdicts: [FairnessVerdict], chosen: String) -> EscalationSummary? {
    let broken = verdicts.filter { $0.verdict == .broken }
    guard !broken.isEmpty else { return nil }
    var seen: Set<String> = []
    let proxies = broken.flatMap(\.proxies).filter { seen.insert($0).inserted }
    let drop = EscalationSummary.Alternative(
      "drop-proxies", what: "End here; launch it again with data.ignore: [\(proxies.joined(separator: ", "))].",
      cost: "A new study without \(NumberText.count(proxies.count, of: "feature")), and what they tell.",
      effect: "Less of the attribute can be told from the rest; how much fairer that is shows only the new study.",
      ends: true)
    return EscalationSummary(
      .ethicalConcerns, question: "\(chosen) treats groups more unequally than is allowed. How shall the study go on?",
      evidence: broken.map(\.sentence),
      alternatives: [
        .goOn(
          "Go on, with the finding in the evidence of the approval.",
          effect: "Whoever approves sees the numbers first; the model stays as it is.")
      ] + (proxies.isEmpty ? [] : [drop]) + [
        .stop("End here.", effect: "Nothing is approved; all results stay on record.")
      ])
  }
}
