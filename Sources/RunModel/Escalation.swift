/// What an approval request asks beyond yes and no: the training has stopped on its way, and a person says how it goes
/// on. It leaves with exit code 75 and is started again when somebody has decided.
public struct Escalation: Equatable, Sendable {
  /// One way to go on, or to end.
  public struct Alternative: Equatable, Sendable {
    /// What a person types, such as `go-on`.
    public var name: String
    /// What is done then, a sentence.
    public var what: String
    /// What that is expected to cost, and to bring; empty: not said.
    public var cost: String
    public var effect: String
    /// Whether the training ends with it.
    public var ends: Bool

    public init(name: String, what: String, cost: String = "", effect: String = "", ends: Bool = false) {
      (self.name, self.what, self.cost, self.effect, self.ends) = (name, what, cost, effect, ends)
    }

    /// `Cost: none. Effect: 0.02 of AUC.`, as far as it is said.
    public var prospects: String {
      [cost.isEmpty ? "" : "Cost: \(cost)", effect.isEmpty ? "" : "Effect: \(effect)"].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  /// Such as `data_issues`.
  public var kind: String
  /// At least one, the recommended one first.
  public var alternatives: [Alternative]

  public init(kind: String, alternatives: [Alternative]) { (self.kind, self.alternatives) = (kind, alternatives) }

  /// Such as `Data Issues`.
  public var title: String {
    kind.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }

  /// What an approval means that names no alternative.
  public var recommended: String? { alternatives.first?.name }

  public func alternative(named name: String) -> Alternative? { alternatives.first { $0.name == name } }
}

extension ApprovalRequest {
  /// The alternative that a decision stands for: the one that it names, or for an approval without a name the
  /// recommended one; nil for other verdicts and where nothing was to be chosen.
  public func choice(of decision: Decision) -> String? {
    guard let escalation, decision.verdict == .approve else { return nil }
    return decision.alternative ?? escalation.recommended
  }

  /// The decision that stands in the way of another one with `verdict`: the newest about these bytes, unless it only
  /// puts the matter off. An end on the way can be thought better of, by approving.
  public func decision(among decisions: [Decision], barring verdict: Verdict) -> Decision? {
    guard let newest = newestAnswer(among: decisions), newest.verdict != .hold else { return nil }
    return verdict == .approve && isEnd(newest) ? nil : newest
  }

  /// Whether a decision on the way has ended the training.
  private func isEnd(_ decision: Decision) -> Bool {
    guard let escalation else { return false }
    return decision.verdict == .reject
      || choice(of: decision).flatMap { escalation.alternative(named: $0) }?.ends ?? false
  }
}
