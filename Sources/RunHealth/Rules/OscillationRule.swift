import RunModel

/// A loss that turns back again and again, by more than a 25th of the loss of chance, by half of itself, and by far more
/// than its noise: that on training rows together with that on others.
enum OscillationRule {
  /// The first values, where every loss falls steeply.
  private static let skipped = 2
  /// Of fewer values fewer turns are seen.
  private static let manyValues = 40

  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 16).judged { loss in
      guard let seen = turns(in: loss), let first = seen.first, let last = seen.last else { return .quiet }
      let values = loss.main.values
      let isOver = values.count - last > values.count / 3
      let swing = values.suffix(from: first - 1)
      return .fired(
        HealthFinding(
          .oscillation, isOver ? .warning : .critical, metric: loss.main.name, step: loss.main.points[first].step,
          evidence: isOver
            ? "\(loss.main.name) turned back \(seen.count) times, by up to \(largestTurn(swing)), before it settled"
            : "\(loss.main.name) has turned back \(seen.count) times, by up to \(largestTurn(swing))"))
    }
  }

  /// The turns of the main loss, as places among its points, where they are enough; else nil.
  private static func turns(in loss: LossCurves) -> [Int]? {
    let all = turns(of: loss.main, loss)
    guard loss.isPaired, let validation = loss.validation, loss.training != nil else {
      return all.count >= 8 ? all : nil
    }
    let isShort = loss.main.count < manyValues
    let reach = max(2, loss.main.count / 30)
    if areTogether(all, turns(of: validation, loss), atLeast: isShort ? 3 : 4, within: reach) { return all }
    guard isShort else { return nil }
    // Of few values large turns are enough.
    let large = turns(of: loss.main, loss, least: 0.1, times: 2)
    let others = turns(of: validation, loss, least: 0.1, times: 2)
    return areTogether(large, others, atLeast: 2, within: reach) ? large : nil
  }

  /// Whether both losses turn back so often, and twice within so many values of each other in the same direction: noise
  /// does not.
  private static func areTogether(
    _ training: [Int], _ validation: [Int], atLeast count: Int, within reach: Int
  ) -> Bool {
    guard training.count >= count, validation.count >= count else { return false }
    let shared = training.enumerated().count { index, place in
      validation.enumerated().contains { other, at in (index - other) % 2 == 0 && abs(at - place) <= reach }
    }
    return shared >= 2
  }

  /// Where the curve turns back, as places among its points: the first upwards, then downwards, in turn.
  private static func turns(
    of curve: Curve, _ loss: LossCurves, least share: Double = 0.04, times factor: Double = 1.5
  ) -> [Int] {
    let values = Array(curve.values.dropFirst(skipped))
    let threshold = max(share * loss.scale, min(6 * values.quietScatter, 7 * values.quietNoise, 0.2 * loss.scale))
    return values.reversals(beyond: threshold, times: factor).map { $0 + skipped }
  }

  private static func largestTurn(_ values: ArraySlice<Double>) -> Double {
    zip(values, values.dropFirst()).map { $1 - $0 }.max() ?? 0
  }
}
