/// What choosing the best of many configurations adds to its score.
public enum SelectionBias {
  /// The bootstrap bias-corrected estimate of "choose the best of these configurations": Tsamardinos, Greasidou and
  /// Borboudakis (2018), Bootstrapping the Out-of-Sample Predictions for Efficient and Accurate Cross-Validation.
  ///
  /// `score` gives one configuration's score on some rows of the pooled out-of-fold predictions. Each repeat chooses
  /// the best configuration on rows drawn with replacement (the first on ties) and scores it on the rows not drawn; the
  /// result is the mean over repeats and their percentile interval. A configuration whose score is nil or not finite is
  /// not chosen; a repeat without a score is left out. nil when that is more than half of them.
  /// Cost: repeats × (configurationCount + 1) scores.
  public static func corrected(
    configurationCount: Int, rowCount: Int, repeats: Int, seed: UInt64, level: Double = 0.95,
    score: (_ configuration: Int, _ rows: [Int]) -> Double?, isMaximized: Bool
  ) -> (mean: Double, bounds: Bounds)? {
    guard configurationCount > 0, rowCount > 1, repeats > 0, isLevel(level) else { return nil }
    var generator = SeededGenerator(seed: seed)
    var values: [Double] = []
    for _ in 0..<repeats {
      let drawn = (0..<rowCount).map { _ in generator.index(below: rowCount) }
      var isDrawn = [Bool](repeating: false, count: rowCount)
      for row in drawn { isDrawn[row] = true }
      let others = (0..<rowCount).filter { !isDrawn[$0] }
      guard !others.isEmpty,
        let best = best(configurationCount, isMaximized, { score($0, drawn) }),
        let value = score(best, others), value.isFinite
      else { continue }
      values.append(value)
    }
    guard values.count * 2 > repeats, let mean = FoldIntervals.mean(values) else { return nil }
    values.sort()
    let ends = [(1 - level) / 2, (1 + level) / 2].map { Quantiles.linear($0, ofSorted: values) }
    return (mean, Bounds(low: ends[0], high: ends[1]))
  }

  private static func best(_ count: Int, _ isMaximized: Bool, _ score: (Int) -> Double?) -> Int? {
    var best: (index: Int, score: Double)?
    for index in 0..<count {
      guard let value = score(index), value.isFinite else { continue }
      if let found = best, isMaximized ? value <= found.score : value >= found.score { continue }
      best = (index, value)
    }
    return best?.index
  }
}
