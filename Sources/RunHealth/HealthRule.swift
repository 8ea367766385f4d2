/// The rules by which the health of a run is judged, the gravest first. docs/health.md defines each.
public enum HealthRule: String, CaseIterable, Sendable {
  case notANumber = "not-a-number"
  case diverging
  case explodingGradient = "exploding-gradient"
  case collapse
  case plateau
  case vanishingGradient = "vanishing-gradient"
  case noGeneralisation = "no-generalisation"
  case overfitting
  case oscillation
  case stalled
  case throughputDrop = "throughput-drop"
  case lossSpikes = "loss-spikes"

  /// As in kebab-case, `exploding-gradient`.
  public var name: String { rawValue }

  /// What a person reads: `exploding gradient`.
  public var words: String {
    switch self {
    case .notANumber: "not a number"
    case .explodingGradient: "exploding gradient"
    case .vanishingGradient: "vanishing gradient"
    case .noGeneralisation: "no generalisation"
    case .throughputDrop: "throughput drop"
    case .lossSpikes: "loss spikes"
    case .diverging, .collapse, .plateau, .overfitting, .oscillation, .stalled: rawValue
    }
  }

  func judge(_ run: JudgedRun) -> HealthOutcome {
    switch self {
    case .notANumber: NotANumberRule.judge(run)
    case .diverging: DivergingRule.judge(run)
    case .explodingGradient: ExplodingGradientRule.judge(run)
    case .collapse: CollapseRule.judge(run)
    case .plateau: PlateauRule.judge(run)
    case .vanishingGradient: VanishingGradientRule.judge(run)
    case .noGeneralisation: NoGeneralisationRule.judge(run)
    case .overfitting: OverfittingRule.judge(run)
    case .oscillation: OscillationRule.judge(run)
    case .stalled: StalledRule.judge(run)
    case .throughputDrop: ThroughputRule.judge(run)
    case .lossSpikes: LossSpikesRule.judge(run)
    }
  }
}
