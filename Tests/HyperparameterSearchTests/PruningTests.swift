import HyperparameterSearch
import Statistics
import Testing

@Suite struct PruningTests {
  /// Fold scores around `mean`: what the fold adds to every trial, and what it adds to this one.
  private static func scores(
    _ mean: Double, foldEffects: [Double], noise: Double, _ generator: inout SeededGenerator
  ) -> [Double] {
    foldEffects.map { mean + $0 + noise * normal(&generator) }
  }

  /// The sum of twelve uniform numbers, of variance 1.
  private static func normal(_ generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
  }

  /// The share of simulated races that a trial loses whose true mean is `gap` better than the best trial's.
  private static func prunedShare(gap: Double, folds: Int, leaders: Int, races: Int = 400) -> Double {
    var generator = SeededGenerator(seed: 11)
    var pruned = 0
    for _ in 0..<races {
      let effects = (0..<folds).map { _ in 0.02 * normal(&generator) }
      let best = (0..<leaders).map { _ in scores(0.8, foldEffects: effects, noise: 0.01, &generator) }
      let trial = scores(0.8 + gap, foldEffects: effects, noise: 0.01, &generator)
      let isPruned = (1..<folds).contains { seen in
        Pruning.isHopeless(Array(trial.prefix(seen)), best: best, isMaximized: true, folds: folds)
      }
      if isPruned { pruned += 1 }
    }
    return Double(pruned) / Double(races)
  }

  @Test(arguments: [(5, 1), (5, 4), (10, 1), (10, 4)])
  func aTrialAsGoodAsTheBestIsAlmostNeverPruned(folds: Int, leaders: Int) {
    #expect(Self.prunedShare(gap: 0, folds: folds, leaders: leaders) < 0.02)
    #expect(Self.prunedShare(gap: 0.01, folds: folds, leaders: leaders) < 0.005)
  }

  @Test(arguments: [(5, 4, 0.9), (10, 1, 0.95), (10, 4, 0.99)])
  func aBadTrialIsMostlyPruned(folds: Int, leaders: Int, share: Double) {
    #expect(Self.prunedShare(gap: -0.15, folds: folds, leaders: leaders) > share)
  }

  @Test func theDirectionOfTheMetricCounts() {
    let best = [[0.30, 0.31, 0.29, 0.30, 0.32], [0.31, 0.31, 0.30, 0.31, 0.32]]
    let trial = [0.90, 0.91, 0.89]
    #expect(Pruning.isHopeless(trial, best: best, isMaximized: false, folds: 5))
    #expect(!Pruning.isHopeless(trial, best: best, isMaximized: true, folds: 5))
  }

  @Test func nothingToCompareWithPrunesNothing() {
    let best = [[1.0, 1, 1, 1, 1]]
    #expect(!Pruning.isHopeless([0], best: best, isMaximized: true, folds: 5))
    #expect(!Pruning.isHopeless([], best: best, isMaximized: true, folds: 5))
    #expect(!Pruning.isHopeless([0, 0, 0], best: [], isMaximized: true, folds: 5))
    #expect(!Pruning.isHopeless([0, 0, 0], best: [[1, 1], [1, .nan, 1, 1, 1]], isMaximized: true, folds: 5))
    #expect(!Pruning.isHopeless([0, .nan, 0], best: best, isMaximized: true, folds: 5))
    #expect(!Pruning.isHopeless([0, 0, 0, 0, 0], best: best, isMaximized: true, folds: 5))
  }

  @Test func equalScoresAreNotHopeless() {
    #expect(!Pruning.isHopeless([1, 1, 1], best: [[1, 1, 1, 1, 1]], isMaximized: true, folds: 5))
  }
}
