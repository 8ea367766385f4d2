import RunModel

/// A loss that turns back again and again, by more than a 25th of the loss of chance, by half of itself, and by far more
/// than its noise.
enum OscillationRule {
  /// The first values, where every loss falls steeply.
  private static let skipped = 2

  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 16).judged { loss in
      let turns = turns(of: loss.main, loss)
      var seen = turns.count
      if loss.isPaired, let validation = loss.validation, loss.training != nil {
        let others = self.turns(of: validation, loss).count
        guard turns.count >= 4, others >= 4 else { return .quiet }
        seen = min(turns.count, others)
      } else if turns.count < 8 {
        return .quiet
      }
      let values = loss.main.values
      let isOver = turns.last.map { values.count - $0 > values.count / 3 } ?? true
      let swing = values.suffix(from: turns[0] - 1)
      return .fired(
        HealthFinding(
          .oscillation, isOver ? .warning : .critical, metric: loss.main.name, step: loss.main.points[turns[0]].step,
          evidence: isOver
            ? "\(loss.main.name) turned back \(seen) times, by up to \(largestTurn(swing)), before it settled"
            : "\(loss.main.name) has turned back \(seen) times, by up to \(largestTurn(swing))"))
    }
  }

  /// Where the curve turns back, as indices among its points.
  private static func turns(of curve: Curve, _ loss: LossCurves) -> [Int] {
    let values = Array(curve.values.dropFirst(skipped))
    let threshold = max(0.04 * loss.scale, min(7 * values.quietNoise, 0.2 * loss.scale))
    return values.reversals(beyond: threshold, times: 1.5).map { $0 + skipped }
  }

  private static func largestTurn(_ values: ArraySlice<Double>) -> Double {
    zip(values, values.dropFirst()).map { $1 - $0 }.max() ?? 0
  }
}
