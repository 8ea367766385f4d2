import Statistics
import Testing

@Suite struct PayoffTests {
  // Elkan's rule by hand: treating gains 100 on a positive row, loses 10 on a negative one: from 10/110 on.
  @Test func theThresholdIsWhereTreatingBeginsToPay() throws {
    #expect(isClose(Payoffs(truePositive: 100, falsePositive: -10).threshold, 10.0 / 110))
    // What a missed one costs counts as what a found one earns.
    #expect(isClose(Payoffs(truePositive: 0, falsePositive: -1, falseNegative: -4).threshold, 0.2))
    #expect(Payoffs(truePositive: 5, falsePositive: 1).threshold == 0)
    #expect(Payoffs(truePositive: -1, falsePositive: -1).threshold == .infinity)
    #expect(Payoffs(truePositive: -1, falsePositive: 1).threshold == nil)
    #expect(Payoffs(truePositive: 0, falsePositive: 0).threshold == nil)
  }

  @Test func anOutcomeEarnsItsPayoff() {
    let payoffs = Payoffs(truePositive: 1, falsePositive: 2, trueNegative: 3, falseNegative: 4)
    let all = [(true, true), (false, true), (false, false), (true, false)]
    #expect(all.map { payoffs.earned(isPositive: $0, isTreated: $1) } == [1, 2, 3, 4])
  }
}

@Suite struct ThresholdCurveTests {
  private let rows = ExtremeProbabilities(rows: 600)
  private let payoffs = Payoffs(truePositive: 30, falsePositive: -40, trueNegative: 0, falseNegative: -5)

  // numpy, every cut by itself.
  @Test func theMostProfitableCutIsFound() throws {
    for (weights, profit, low, high, everybody, nobody) in [
      (nil, 5.533333333333333, 0.3226763284621097, 0.3226763284621097, -0.45, -2.825),
      (
        rows.weights, 5.256950294860994, 0.31961690052339137, 0.3262430369741769, -0.37068239258635216,
        -2.830665543386689
      ),
    ] as [([Double]?, Double, Double, Double, Double, Double)] {
      let curve = try #require(
        ThresholdCurve(labels: rows.labels, probabilities: rows.probabilities, weights: weights))
      let best = try #require(curve.best(payoffs.mean))
      #expect(isClose(curve.thresholds[best.place], 0.3226763284621097) && isClose(best.quality, profit))
      let near = curve.stretch(around: best.place, atLeast: best.quality * 0.99, payoffs.mean)
      #expect(isClose(near.low, low) && isClose(near.high, high))
      #expect(isClose(payoffs.mean(curve.confusions[0]), everybody))
      #expect(isClose(curve.confusions.last.flatMap(payoffs.mean), nobody))
    }
  }

  @Test func onlyTheLastThresholdIsForNobody() throws {
    let curve = try #require(ThresholdCurve(labels: [false, true, true], probabilities: [0, 0.5, 1]))
    #expect(curve.thresholds.map(ThresholdCurve.isNobody) == [false, false, false, true])
    #expect(curve.confusions.map { $0.truePositives + $0.falsePositives } == [3, 2, 1, 0])
  }

  /// 0.3 + 0.2 + 0.1, less each of them, is -3e-17: nothing is treated there, and that earns 0.
  @Test func weightsThatRoundLeaveNothingBelowZero() throws {
    let curve = try #require(
      ThresholdCurve(labels: [false, false, false], probabilities: [0.1, 0.2, 0.3], weights: [0.3, 0.2, 0.1]))
    let last = try #require(curve.confusions.last)
    #expect(last.falsePositives == 0)
    #expect(Payoffs(truePositive: 90, falsePositive: -10).mean(last) == 0)
  }

  // scikit-learn's roc_curve: max(tpr - fpr).
  @Test func balancedAccuracyIsBestWhereYoudensIndexIs() throws {
    let curve = try #require(ThresholdCurve(labels: rows.labels, probabilities: rows.probabilities))
    let best = try #require(curve.best(\.balancedAccuracy))
    #expect(isClose(2 * best.quality - 1, 0.3854134879462924))
    #expect(curve.thresholds[best.place] <= 0.6933387369778753)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(ThresholdCurve(labels: [], probabilities: []) == nil)
    #expect(ThresholdCurve(labels: [true], probabilities: [.nan]) == nil)
    #expect(ThresholdCurve(labels: [true], probabilities: [0.5], weights: [0]) == nil)
    #expect(ThresholdCurve(labels: [true], probabilities: [0.5], weights: [-1]) == nil)
    #expect(ThresholdCurve(labels: [true], probabilities: [0.5])?.best { _ in nil } == nil)
  }
}
