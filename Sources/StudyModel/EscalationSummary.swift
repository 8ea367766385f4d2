/// Why a study stopped on its way and asked a person, and what that person said. Record `study/escalation`.
public struct EscalationSummary: Codable, Equatable, Sendable {
  public enum Kind: String, Codable, CaseIterable, Sendable {
    case performancePlateau = "performance_plateau"
    case trainingInstability = "training_instability"
    case resourceExhaustion = "resource_exhaustion"
    case ethicalConcerns = "ethical_concerns"
    case dataIssues = "data_issues"
  }

  /// One way to go on, or to end.
  public struct Alternative: Codable, Equatable, Sendable {
    /// What a person types: see `Alternative.goOn` and its like.
    public var name: String
    /// A sentence.
    public var what: String
    /// What it is expected to cost and to bring, with the numbers that this is expected from.
    public var cost: String
    public var effect: String
    /// Whether the study ends with it.
    public var ends: Bool

    public init(_ name: String, what: String, cost: String, effect: String, ends: Bool = false) {
      (self.name, self.what, self.cost, self.effect, self.ends) = (name, what, cost, effect, ends)
    }
  }

  /// What a person decided.
  public struct Ruling: Codable, Equatable, Sendable {
    /// The alternative; nil: none, the study was to end.
    public var alternative: String?
    public var by: String
    public var reason: String
    /// When it was decided; seconds since 1970.
    public var decided: Double

    public init(alternative: String?, by: String, reason: String, decided: Double) {
      (self.alternative, self.by, self.reason, self.decided) = (alternative, by, reason, decided)
    }
  }

  public var kind: Kind
  public var question: String
  /// What was measured, a sentence each, the gravest first.
  public var evidence: [String]
  /// The recommended one first.
  public var alternatives: [Alternative]
  /// nil while nobody has decided.
  public var ruling: Ruling?
  /// Where the numbers come from, relative to the study's run directory.
  public var run = "."

  public init(_ kind: Kind, question: String, evidence: [String], alternatives: [Alternative]) {
    (self.kind, self.question, self.evidence, self.alternatives) = (kind, question, evidence, alternatives)
  }

  /// `kind` is a record's own key.
  private enum CodingKeys: String, CodingKey {
    case kind = "escalation"
    case question, evidence, alternatives, ruling, run
  }
}

extension EscalationSummary.Kind {
  /// Such as `Data Issues`.
  public var title: String {
    switch self {
    case .dataIssues: "Data Issues"
    case .resourceExhaustion: "Resource Exhaustion"
    case .trainingInstability: "Training Instability"
    case .performancePlateau: "Performance Plateau"
    case .ethicalConcerns: "Ethical Concerns"
    }
  }
}

extension EscalationSummary.Alternative {
  /// The names of what a study can do.
  public static let goOn = "go-on"
  public static let leaveOut = "leave-out"
  public static let moreMinutes = "more-minutes"
  public static let relax = "relax"
  public static let drop = "drop"
  public static let stop = "stop"

  /// As if nothing had been noticed.
  public static func goOn(_ what: String, effect: String) -> Self {
    Self(goOn, what: what, cost: "None.", effect: effect)
  }

  public static func stop(_ what: String, effect: String) -> Self {
    Self(stop, what: what, cost: "What was computed so far.", effect: effect, ends: true)
  }
}
