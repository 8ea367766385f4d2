/// The rules by which the health of a run is judged, the gravest first. docs/health.md defines each.
public enum HealthRule: String, CaseIterable, Sendable {
  case failed
  case notANumber = "not-a-number"
  case diverging
  case explodingGradient = "exploding-gradient"
  case collapse
  case plateau
  case vanishingGradient = "vanishing-gradient"
  case deadLayer = "dead-layer"
  case noGeneralisation = "no-generalisation"
  case overfitting
  case oscillation
  case stalled
  case throughputDrop = "throughput-drop"
  case lossSpikes = "loss-spikes"

  /// Whether it looks at what is learnt: where none of these could look, a run is not judged.
  public var isAboutLearning: Bool { [.notANumber, .diverging, .explodingGradient].contains(self) }

  /// Whether it looks at how values lie over the steps, which takes steps of a training.
  var looksAtCurves: Bool { ![.failed, .stalled].contains(self) }

  /// As in kebab-case, `exploding-gradient`.
  public var name: String { rawValue }

  /// What a person reads: `exploding gradient`.
  public var words: String {
    switch self {
    case .notANumber: "not a number"
    case .explodingGradient: "exploding gradient"
    case .vanishingGradient: "vanishing gradient"
    case .deadLayer: "dead layer"
    case .noGeneralisation: "no generalisation"
    case .throughputDrop: "throughput drop"
    case .lossSpikes: "loss spikes"
    case .failed, .diverging, .collapse, .plateau, .overfitting, .oscillation, .stalled: rawValue
    }
  }

  /// What usually helps, in a sentence.
  public var advice: String {
    switch self {
    case .failed: "Read the end of its console; `pitwall resume RUN` goes on from its last checkpoint."
    case .notANumber: "Lower the learning rate, clip gradients, and look for a division or logarithm of 0."
    case .diverging: "Lower the learning rate, warm it up, or clip gradients."
    case .explodingGradient: "Clip gradients; the gradients screen names the layers, where they are logged."
    case .collapse: "Go back to the checkpoint before this step, with a lower learning rate."
    case .plateau: "Raise the learning rate; check labels, initialisation, and that the optimiser has the parameters."
    case .vanishingGradient: "Try other activations or initialisation, normalisation, or residual connections."
    case .deadLayer:
      "Look at the gradients screen; try other activations or initialisation, or normalisation before them."
    case .noGeneralisation: "Check that rows and labels belong together, and that all splits are prepared alike."
    case .overfitting: "Take the checkpoint of the best step; more data, regularisation, or a smaller model."
    case .oscillation: "Lower the learning rate, or use larger batches."
    case .stalled: "Look at console and resources: a hanging data loader, a lost device, a full disk."
    case .throughputDrop: "Look at resources: another job, swapping, a slower disk."
    case .lossSpikes: "They recover; clip gradients if they grow more frequent."
    }
  }

  func judge(_ run: JudgedRun) -> HealthOutcome {
    switch self {
    case .failed: FailedRule.judge(run)
    case .notANumber: NotANumberRule.judge(run)
    case .diverging: DivergingRule.judge(run)
    case .explodingGradient: ExplodingGradientRule.judge(run)
    case .collapse: CollapseRule.judge(run)
    case .plateau: PlateauRule.judge(run)
    case .vanishingGradient: VanishingGradientRule.judge(run)
    case .deadLayer: DeadLayerRule.judge(run)
    case .noGeneralisation: NoGeneralisationRule.judge(run)
    case .overfitting: OverfittingRule.judge(run)
    case .oscillation: OscillationRule.judge(run)
    case .stalled: StalledRule.judge(run)
    case .throughputDrop: ThroughputRule.judge(run)
    case .lossSpikes: LossSpikesRule.judge(run)
    }
  }
}
