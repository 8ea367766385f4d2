import RunModel

/// A loss that stays at chance while its gradient shrinks: the signal dies on its way through the layers.
enum VanishingGradientRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    guard let gradient = run.gradients.first(where: { $0.count >= 20 }) else {
      return .unjudged(because: "it needs 20 values of a gradient norm, such as grad_norm")
    }
    return run.lossToJudge(points: 20).judged { loss in
      guard let tail = run.chanceTail(loss), run.isAtChance(tail, loss), !run.isWarmingUp else { return .quiet }
      let values = gradient.points.filter { $0.step >= tail.firstStep }.map(\.value)
      let part = values.count / 4
      guard part >= 3 else { return .quiet }
      let (before, now) = (values.prefix(part).median, values.suffix(part).median)
      guard before > 0, now < 0.6 * before else { return .quiet }
      return .fired(
        HealthFinding(
          .vanishingGradient, .warning, metric: gradient.name, step: tail.firstStep,
          evidence:
            "\(gradient.words) has shrunk from \(before) to \(now) while \(loss.main.name) stays at \(tail.level)"
        ))
    }
  }
}
