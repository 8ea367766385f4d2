import RunModel

/// Single values of the loss or its gradient far above both what came before and what came after. A warning: they
/// recover.
enum LossSpikesRule {
  /// How many values on either side are looked at.
  private static let side = 5

  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 2 * side + 2).judged { loss in
      let inLoss = spikes(loss.main) { value, usual, noise in
        value > 2 * usual && value - usual > max(0.2 * loss.scale, 10 * noise)
      }
      if let finding = finding(loss.main, inLoss) { return .fired(finding) }
      for gradient in run.gradients {
        let inGradient = spikes(gradient) { value, usual, _ in usual > 0 && value > 30 * usual }
        if let finding = finding(gradient, inGradient) { return .fired(finding) }
      }
      return .quiet
    }
  }

  private static func spikes(
    _ curve: Curve, where isSpike: (_ value: Double, _ usual: Double, _ noise: Double) -> Bool
  ) -> [(index: Int, usual: Double)] {
    let highs = curve.points.map(\.high)
    guard highs.count >= 2 * side + 2 else { return [] }
    let noise = highs.noise
    return (3..<highs.count - side).compactMap { index in
      let before = highs[max(0, index - side)..<index].median
      let usual = max(before, highs[index + 1...index + side].median)
      return isSpike(highs[index], usual, noise) ? (index, usual) : nil
    }
  }

  private static func finding(_ curve: Curve, _ spikes: [(index: Int, usual: Double)]) -> HealthFinding? {
    guard let first = spikes.first else { return nil }
    let point = curve.points[first.index]
    return HealthFinding(
      .lossSpikes, .warning, metric: curve.name, step: curve.stepOfHigh(first.index), isOver: true,
      evidence: spikes.count == 1
        ? "\(curve.words) jumped to \(point.high), from about \(first.usual), and came back"
        : "\(curve.words) jumped \(spikes.count) times and came back, first to \(point.high) from about \(first.usual)")
  }
}
