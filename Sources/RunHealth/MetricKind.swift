import RunModel

/// What a metric is for the rules, as its name tells.
enum MetricKind: Equatable {
  case loss, gradientNorm, layerGradientNorm, learningRate, reward, throughput, other

  init(_ name: MetricName) {
    let measure = Self.lossMeasure(name)
    let words = measure.split { !$0.isLetter && !$0.isNumber }
    if Self.gradientNorms.contains(words.joined()) {
      self = .gradientNorm
    } else if LayerNormName(name)?.kind == .gradients {
      self = .layerGradientNorm
    } else if words.first.map({ $0.hasPrefix("grad") || $0 == "weight" }) ?? false {
      self = .other
    } else if ["lr", "learningrate"].contains(where: { words.joined().hasPrefix($0) }) {
      self = .learningRate
    } else if words.contains("reward") || words.contains("return") || words.contains("rewards") {
      self = .reward
    } else if words.contains(where: { ["throughput", "fps", "persecond", "persec", "ips"].contains($0) })
      || measure.hasSuffix("_per_second") || measure.hasSuffix("_per_sec") || measure.hasSuffix("/s")
    {
      self = .throughput
    } else if MetricDirection(measure: measure) == .lowerIsBetter, Self.isLoss(words) {
      self = .loss
    } else {
      self = .other
    }
  }

  private static let gradientNorms: Set<String> = [
    "gradnorm", "gradientnorm", "gnorm", "globalgradnorm", "totalgradnorm", "gradnormtotal", "gradnormmax",
    "gradnormmean",
    "grad20normtotal", "globalgradientnorm", "gradientglobalnorm", "gradglobalnorm", "optimgradnorm",
  ]

  /// Errors that are minimised themselves; a rate of errors counts, a score of calibration does not.
  private static func isLoss(_ words: [Substring]) -> Bool {
    let measured: Set<Substring> = ["ece", "brier", "fid", "wer", "cer"]
    return words.allSatisfy { !measured.contains($0) }
  }

  /// The measure without its split and without what some loggers add: `loss` of `train/loss_epoch`.
  static func lossMeasure(_ name: MetricName) -> String {
    var measure = Substring(MetricRole(of: name).measure.lowercased())
    for suffix in ["_epoch", "_step", "_avg", "_mean"] where measure.hasSuffix(suffix) {
      measure = measure.dropLast(suffix.count)
    }
    if measure.hasPrefix("epoch_") { measure = measure.dropFirst(6) }
    return String(measure)
  }

  static func isAdversarial(_ name: MetricName) -> Bool {
    let words = Set(name.rawValue.lowercased().split { !$0.isLetter && !$0.isNumber })
    let sides: Set<Substring> = [
      "d", "g", "disc", "gen", "discriminator", "generator", "critic", "adv", "adversarial", "lossd", "lossg",
    ]
    return !words.isDisjoint(with: sides)
  }
}
