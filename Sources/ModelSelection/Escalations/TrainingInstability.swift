public import StudyModel

/// Whether trainings fail, or hang on chance, too often to be relied on.
///
/// After the rules of SageMaker Debugger about tensors that are not finite and losses that do not settle, as far as they
/// are seen from outside a model: in trials that fail, predictions that are no numbers, and spread over seeds.
public enum TrainingInstability {
  /// What became of a candidate's trials.
  public struct Trials: Equatable, Sendable {
    public var candidate: String
    public var count: Int
    public var failed: Int
    public var complete: Int
    /// Of the first failure.
    public var reason: String

    public init(candidate: String, count: Int, failed: Int, complete: Int, reason: String) {
      (self.candidate, self.count, self.failed) = (candidate, count, failed)
      (self.complete, self.reason) = (complete, reason)
    }

    /// One that never works is broken and leaves the study by itself; one that works at times is unstable.
    public var isUnstable: Bool {
      complete > 0 && failed >= TrainingInstability.fewestFailures
        && Double(failed) > TrainingInstability.worryingFailures * Double(count)
    }
  }

  static let fewestFailures = 3
  static let worryingFailures = 0.2
  static let worryingSpread = 0.5

  /// After the search; nil where no candidate's trials fail too often.
  public static func escalation(_ trials: [Trials]) -> EscalationSummary? {
    let unstable = trials.filter(\.isUnstable)
    guard !unstable.isEmpty else { return nil }
    let names = unstable.map(\.candidate)
    let others = trials.filter { !$0.isUnstable && $0.complete > 0 }.map(\.candidate)
    let drop = EscalationSummary.Alternative(
      EscalationSummary.Alternative.drop, what: "Drop \(NumberText.list(names)).",
      cost: "The \(NumberText.count(unstable.reduce(0) { $0 + $1.complete }, of: "complete trial")) of "
        + "\(names.count == 1 ? "it" : "them").",
      effect: others.isEmpty
        ? "Only the baselines are left." : "The choice is among \(NumberText.list(others)) and the baselines.")
    let share = unstable.map { DataIssues.percent(Double($0.failed) / Double($0.count)) }
    let goOn = EscalationSummary.Alternative.goOn(
      "Go on with the settings that worked.",
      effect: "A later training may fail as \(NumberText.list(share)) of the trials did.")
    return EscalationSummary(
      .trainingInstability, question: "Trainings fail too often to be relied on. How shall the study go on?",
      evidence: unstable.map {
        "\($0.candidate): \($0.failed) of \(NumberText.count($0.count, of: "trial")) failed, the first because "
          + "\(sentence($0.reason))"
      },
      alternatives: (others.isEmpty ? [goOn, drop] : [drop, goOn])
        + [.stop("End here and find out why.", effect: "Nothing is chosen; the failed trials say why.")])
  }

  /// A finalist that would be chosen, and what depends on chance in it.
  public struct Spread: Equatable, Sendable {
    public var chosen: String
    /// Standard deviation of the primary metric over seeds.
    public var deviation: Double
    /// Over the best baseline, above 0: better.
    public var advantage: Double
    public var metric: String
    public var rope: Double
    /// Who would be chosen without it; nil: nobody.
    public var next: String?

    public init(
      chosen: String, deviation: Double, advantage: Double, metric: String, rope: Double, next: String?
    ) {
      (self.chosen, self.deviation, self.advantage) = (chosen, deviation, advantage)
      (self.metric, self.rope, self.next) = (metric, rope, next)
    }
  }

  /// Before the choice; nil where the seed moves the score by no more than half of what the model is better by, or by
  /// no more than counts as the same.
  public static func escalation(_ spread: Spread) -> EscalationSummary? {
    guard spread.advantage > 0, spread.deviation > spread.rope,
      spread.deviation > worryingSpread * spread.advantage
    else { return nil }
    let title = MetricWords.title(spread.metric)
    let drop = EscalationSummary.Alternative(
      EscalationSummary.Alternative.drop, what: "Leave \(spread.chosen) out of the choice.",
      cost:
        "At most its advantage over the best baseline, \(NumberText.significant(spread.advantage, digits: 2)) in \(title).",
      effect: spread.next.map { "\($0) would be chosen." } ?? "No model may be chosen then.")
    let goOn = EscalationSummary.Alternative.goOn(
      "Choose as if the seed did not matter.",
      effect:
        "Trained anew, \(title) may be worse by about \(NumberText.significant(2 * spread.deviation, digits: 2)) (two "
        + "standard deviations).")
    return EscalationSummary(
      .trainingInstability, question: "The model that would be chosen hangs on chance. How shall the study go on?",
      evidence: [
        "Trained again with another seed, \(title) of \(spread.chosen) moves by "
          + "\(NumberText.significant(spread.deviation, digits: 2)) (standard deviation); it is better than the best "
          + "baseline by \(NumberText.significant(spread.advantage, digits: 2))."
      ],
      alternatives: (spread.next == nil ? [goOn, drop] : [drop, goOn])
        + [.stop("End here.", effect: "Nothing is chosen; all results stay on record.")])
  }

  /// Finalists that have worked in the search and predicted no numbers on an evaluation fold.
  public static func escalation(notFinite names: [String]) -> EscalationSummary? {
    guard !names.isEmpty else { return nil }
    return EscalationSummary(
      .trainingInstability, question: "A model predicts what is no number. How shall the study go on?",
      evidence: names.map { "\($0): a prediction on an evaluation fold is not finite; it had worked in the search." },
      alternatives: [
        .goOn("Go on without \(NumberText.list(names)).", effect: "It is named under what was not tried."),
        .stop("End here and find out why.", effect: "Nothing is chosen."),
      ])
  }

  private static func sentence(_ text: String) -> String { text.last == "." ? text : "\(text)." }
}
