import RunModel

/// Something was learnt and lost: the loss lies flat at the level of chance after it had been better, or after a blow; or
/// half of the reward is gone.
enum CollapseRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    if let reward = run.reward, run.lossIsNoGuide != nil { return judge(reward: reward) }
    return run.lossToJudge(points: 20).judged { loss in
      if let tail = lostLevel(loss), let best = best(loss, before: tail) {
        return .fired(
          HealthFinding(
            .collapse, .critical, metric: loss.main.name, step: tail.firstStep,
            evidence: "\(loss.main.name) fell back to \(tail.level) and stays there; it had been at \(best)"))
      }
      guard let tail = run.chanceTail(loss), let highest = blow(loss, before: tail) else { return .quiet }
      return .fired(
        HealthFinding(
          .collapse, .critical, metric: loss.main.name, step: tail.firstStep,
          evidence: "after a blow up to \(highest), \(loss.main.name) stays at \(tail.level) and learns no more"))
    }
  }

  /// A flat stretch of the loss at a level that is worse than what had been reached.
  static func lostLevel(_ loss: LossCurves) -> FlatTail? {
    guard let tail = FlatTail(loss), tail.level >= 0.5 * loss.scale, let best = best(loss, before: tail),
      best < tail.level - max(0.1 * loss.scale, 5 * loss.main.values.suffix(tail.count).map(\.self).noise)
    else { return nil }
    return tail
  }

  /// The highest value before a stretch at chance, where it is so high that something must have broken.
  static func blow(_ loss: LossCurves, before tail: FlatTail) -> Double? {
    loss.main.points[..<tail.start].map(\.high).max().flatMap { $0 > tail.level + 0.2 * loss.scale ? $0 : nil }
  }

  /// The lowest loss before the stretch, on any rows.
  private static func best(_ loss: LossCurves, before tail: FlatTail) -> Double? {
    let training = loss.main.values[..<tail.start].min()
    let validation = loss.validation?.points.filter { $0.step < tail.firstStep }.map(\.value).min()
    return [training, validation].compactMap(\.self).min()
  }

  private static func judge(reward: Curve) -> HealthOutcome {
    let values = reward.values
    guard values.count >= 40 else {
      return .unjudged(because: "it needs 40 values of the reward, and there are \(values.count)")
    }
    let width = max(5, values.count / 10)
    let smooth = values.runningMedian(width: width)
    guard let top = smooth.indices.dropFirst(width - 1).max(by: { smooth[$0] < smooth[$1] }), let last = smooth.last
    else { return .quiet }
    let gained = smooth[top] - smooth[width - 1]
    guard gained > 6 * values.quietNoise, smooth[top] - last > 0.5 * gained, values.count - top > 2 * width else {
      return .quiet
    }
    let lost = smooth.indices[top...].first { smooth[top] - smooth[$0] > 0.5 * gained } ?? top
    return .fired(
      HealthFinding(
        .collapse, .critical, metric: reward.name, step: reward.points[lost].step,
        evidence: "\(reward.name) had reached \(smooth[top]) and is back at \(last)"))
  }
}
