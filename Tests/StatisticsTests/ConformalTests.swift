import Glibc
import Statistics
import Testing

/// Rows with three classes whose probabilities are too extreme: softmax of z, labels from softmax of 0.6 z. The same in
/// Python gave the expected values here and in `CalibrationMethodTests`.
struct ThreeClasses {
  var classes: [Int] = []
  var probabilities: [Double] = []
  var weights: [Double] = []

  init(rows: Int) {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<rows {
      let scores = (0..<3).map { _ in (generator.unit() - 0.5) * 6 }
      let own = Self.softmax(scores)
      let actual = Self.softmax(scores.map { 0.6 * $0 })
      let draw = generator.unit()
      classes.append(draw < actual[0] ? 0 : draw < actual[0] + actual[1] ? 1 : 2)
      probabilities += own
      weights.append(Double(1 + generator.index(below: 3)))
    }
  }

  private static func softmax(_ scores: [Double]) -> [Double] {
    let powers = scores.map { exp($0) }
    let sum = powers[0] + powers[1] + powers[2]
    return powers.map { $0 / sum }
  }
}

@Suite struct SplitConformalTests {
  @Test func theRankIsThatOfTheTheory() {
    // 4 is coprime to 9: every number once, in no order.
    let scores = (0..<9).map { Double($0 * 4 % 9 + 1) }
    #expect(SplitConformal.quantile(scores, alpha: 0.1) == 9)
    #expect(SplitConformal.quantile(scores, alpha: 0.2) == 8)
    #expect(SplitConformal.quantile(scores, alpha: 0.7) == 3)
    #expect(SplitConformal.quantile(scores, alpha: 0.05) == nil)
    #expect(SplitConformal.quantile([], alpha: 0.5) == nil)
    #expect(SplitConformal.quantile([1, .nan], alpha: 0.5) == nil)
    #expect(SplitConformal.quantile([1, 2], alpha: 0) == nil)
  }

  @Test func equalWeightsChangeNothingAndOthersDo() {
    let scores = (0..<9).map { Double($0 * 4 % 9 + 1) }
    for alpha in [0.05, 0.1, 0.2, 0.7] {
      let plain = SplitConformal.quantile(scores, alpha: alpha)
      #expect(SplitConformal.quantile(scores, alpha: alpha, weights: [Double](repeating: 2.5, count: 9)) == plain)
      // A row without weight is none.
      #expect(
        SplitConformal.quantile(scores + [100], alpha: alpha, weights: [Double](repeating: 1, count: 9) + [0]) == plain)
    }
    // Of 4 + 1 rows' weight, 10 + 2.5, half is 6.25: reached by 1 + 2 + 3 + 4 at the last score only.
    #expect(SplitConformal.quantile([1, 2, 3, 4], alpha: 0.5, weights: [1, 2, 3, 4]) == 4)
    #expect(SplitConformal.quantile([1, 2, 3, 4], alpha: 0.6, weights: [1, 2, 3, 4]) == 3)
    #expect(SplitConformal.quantile([1, 2], alpha: 0.5, weights: [1, -1]) == nil)
  }

  /// Scores of a continuous distribution: the next one is covered with probability k / (n + 1).
  @Test func newScoresAreCoveredAsOftenAsPromised() throws {
    var generator = SeededGenerator(seed: 4)
    let covered = try (0..<4000).count { _ in
      let scores = (0..<19).map { _ in generator.unit() }
      return try generator.unit() <= #require(SplitConformal.quantile(scores, alpha: 0.1))
    }
    // 18/20, with a standard error of 0.0047.
    #expect(abs(Double(covered) / 4000 - 0.9) < 0.015)
  }
}

@Suite struct ConformalSetTests {
  private let rows = ThreeClasses(rows: 500)

  private func judged(_ sets: ConformalSets) -> (covered: Int, sizes: Int) {
    let new = 400..<500
    return (
      new.count { sets.contains(rows.classes[$0], probability: rows.probabilities[3 * $0 + rows.classes[$0]]) },
      new.reduce(0) { $0 + sets.size(rows.probabilities[3 * $1..<3 * $1 + 3]) }
    )
  }

  // MAPIE 1.6.0, SplitConformalClassifier(conformity_score="lac", prefit=True): covered rows and classes in all sets.
  @Test func agreeWithMAPIE() {
    let expected = [
      (0.2, 0.7423752154298193, 75, 134), (0.1, 0.8827610027632161, 86, 176), (0.05, 0.9495839260560713, 93, 227),
    ]
    for (alpha, limit, covered, sizes) in expected {
      let sets = ConformalSets.marginal(
        classes: Array(rows.classes[..<400]), classCount: 3, probabilities: Array(rows.probabilities[..<1200]),
        alpha: alpha)
      #expect(sets.limits.allSatisfy { isClose($0, limit) })
      #expect(judged(sets) == (covered, sizes))
    }
  }

  // numpy: sorted scores of each class by themselves, and cumulated weights.
  @Test func agreeWithNumpyByClassAndWithWeights() {
    let expected = [
      (0.2, [0.7340094059610991, 0.7850946196338637, 0.695571100645223], 75, 134, 0.7448750292870426),
      (0.1, [0.9258105472368324, 0.8764942441484984, 0.8550393581968854], 89, 185, 0.8921040870350543),
    ]
    for (alpha, limits, covered, sizes, weighted) in expected {
      let (classes, probabilities) = (Array(rows.classes[..<400]), Array(rows.probabilities[..<1200]))
      let sets = ConformalSets.byClass(classes: classes, classCount: 3, probabilities: probabilities, alpha: alpha)
      #expect(isClose(sets.limits, limits))
      #expect(judged(sets) == (covered, sizes))
      let heavy = ConformalSets.marginal(
        classes: classes, classCount: 3, probabilities: probabilities, alpha: alpha,
        weights: Array(rows.weights[..<400]))
      #expect(isClose(heavy.limits[0], weighted))
    }
  }

  @Test func tooFewRowsLeaveAllClasses() {
    let sets = ConformalSets.byClass(
      classes: [0, 0, 1], classCount: 2, probabilities: [1, 0, 0.9, 0.1, 0, 1], alpha: 0.4)
    #expect(sets.limits[0].isFinite && sets.limits[1] == .infinity)
    #expect(sets.contains(1, probability: 0) && sets.size([0.5, 0.5]) == 1)
  }
}

@Suite struct BinomialTestTests {
  // scipy.stats.binom.cdf
  @Test func agreesWithSciPy() {
    #expect(isClose(BinomialTest.atMost(successes: 40, trials: 60, share: 0.9), 7.822570930287356e-07))
    #expect(isClose(BinomialTest.atMost(successes: 52, trials: 60, share: 0.9), 0.24844671387308148))
    #expect(isClose(BinomialTest.atMost(successes: 0, trials: 5, share: 0.9), 1e-5))
    #expect(BinomialTest.atMost(successes: 5, trials: 5, share: 0.9) == 1)
    #expect(BinomialTest.atMost(successes: 6, trials: 5, share: 0.9) == nil)
    #expect(BinomialTest.atMost(successes: 1, trials: 5, share: 1) == nil)
  }
}
