import RunModel

/// A training loss that has risen from its best by half the loss of chance and stays up.
enum DivergingRule {
  /// Values that one wild value among them does not move.
  static let width = 5

  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 2 * width).judged { loss in
      let (values, points) = (loss.main.values, loss.main.points)
      let smooth = values.runningMedian(width: width)
      let noise = values.quietNoise
      var best = smooth[width - 1]
      for index in (width - 1)..<values.count {
        best = min(best, smooth[index])
        guard index >= 2 * width - 1, smooth[index] > best + max(0.5 * loss.scale, 6 * noise),
          let lowest = values[(index - width + 1)...index].min(), lowest > best + 0.3 * loss.scale,
          let last = smooth.last, last > best + 0.3 * loss.scale
        else { continue }
        return .fired(
          HealthFinding(
            .diverging, .critical, metric: loss.main.name, step: points[index].step,
            evidence: "\(loss.main.name) has risen from \(best) to \(last); it began at \(loss.scale)"))
      }
      return .quiet
    }
  }
}
