import RunModel

/// The newest stretch of a training loss, as long as it does not move.
struct FlatTail {
  /// How many values long it is before it means anything; more where nothing but a noisy training loss is known.
  let needed: Int
  /// From which length on waiting longer is no use.
  let hopeless: Int
  /// Where it begins among the points of the main loss.
  let start: Int
  let count: Int
  let level: Double
  let firstStep: Step

  /// nil while the loss moves, has not been flat for long, or gets better bit by bit.
  init?(_ loss: LossCurves) {
    (needed, hopeless) = loss.isPaired ? (20, 36) : (36, 100)
    let values = loss.main.values
    guard values.count >= needed else { return nil }
    let smooth = values.runningMedian(width: 5)
    let level = values.suffix(needed).median
    let band = 0.03 * loss.scale
    guard let end = smooth.last, abs(end - level) <= band else { return nil }
    var start = smooth.count
    while start > 0, abs(smooth[start - 1] - level) <= band { start -= 1 }
    // The running median needs three values to arrive at a new level: the first ones may belong to the tail.
    while start > 0, abs(values[start - 1] - level) <= band { start -= 1 }
    let tail = values[start...]
    let part = max(3, tail.count / 4)
    guard tail.count >= needed, tail.prefix(part).median - tail.suffix(part).median <= 0.015 * loss.scale else {
      return nil
    }
    (self.start, self.level, count, firstStep) = (start, level, tail.count, loss.main.points[start].step)
  }
}

extension JudgedRun {
  /// Whether the learning rate is still being warmed up.
  var isWarmingUp: Bool {
    guard let values = learningRate?.values, let first = values.first, let last = values.last, values.count >= 3,
      let most = values.max()
    else { return false }
    return last >= 0.999 * most && last > 1.05 * first && last > values[values.count * 3 / 4 - 1]
  }

  /// The newest stretch of the loss where it does not move, about where it began; nil where there is none.
  func chanceTail(_ loss: LossCurves) -> FlatTail? {
    guard let tail = FlatTail(loss), tail.level >= 0.9 * loss.scale else { return nil }
    if let validation = loss.validation, validation.values.suffix(tail.needed).median < 0.9 * loss.scale { return nil }
    return tail
  }

  /// Whether nothing at all has been learnt in that stretch, or all that was is lost. A model that was good when it began
  /// may gain a few per cent and rest: that is no plateau.
  func isAtChance(_ tail: FlatTail, _ loss: LossCurves) -> Bool {
    let untouched = tail.level >= 0.97 * loss.scale - 3 * loss.main.values.quietNoise
    return untouched || CollapseRule.blow(loss, before: tail) != nil || isGradientDead(in: tail)
  }

  /// Whether the gradient norm has fallen to a fifth of what it had been before the stretch.
  private func isGradientDead(in tail: FlatTail) -> Bool {
    gradients.contains { gradient in
      let before = gradient.points.filter { $0.step < tail.firstStep }.map(\.value).max()
      let within = gradient.points.filter { $0.step >= tail.firstStep }.map(\.value).median
      return before.map { within < 0.2 * $0 } ?? false
    }
  }
}
