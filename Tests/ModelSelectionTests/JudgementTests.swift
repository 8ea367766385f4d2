import StudyModel
import Testing

@testable import ModelSelection

@Suite struct JudgementTests {
  private let estimates = [
    FoldEstimate.estimate(metric: "auc", scores: TelcoFinalists.logistic, split: TelcoFinalists.split),
    Estimate(metric: "ece", value: 0.025),
  ]

  @Test func criteriaAreJudgedOnTheBoundAndNotOnTheMean() {
    let verdicts = Criteria.judge(
      [
        Criterion(metric: "auc", atLeast: 0.8), Criterion(metric: "auc", atLeast: 0.83),
        Criterion(metric: "auc", atLeast: 0.9), Criterion(metric: "auc", atMost: 0.88),
        Criterion(metric: "auc", atMost: 0.86), Criterion(metric: "ece", atMost: 0.03),
        Criterion(metric: "f1", atLeast: 0.5),
      ], estimates)
    #expect(verdicts.map(\.outcome) == [.met, .unproven, .missed, .met, .unproven, .unproven, .unknown])
    #expect(verdicts[0].criterion == "AUC at least 0.8")
    #expect(verdicts[0].evidence == "AUC is 0.845 (95 % interval 0.817 to 0.873): the lower end passes as well.")
    #expect(verdicts[6].evidence == "F1 is not known for the chosen model.")
  }

  @Test func improvementsAreJudgedOnTheDifferencesInterval() {
    let models = [TelcoFinalists.candidate("prior", TelcoFinalists.prior, complexity: 0)] + TelcoFinalists.four
    let facts = TelcoFinalists.facts(models)
    let verdicts = Improvements.judge(
      [
        .init(over: "prior", by: 0.3), .init(over: "prior", by: 0.33), .init(over: "prior", by: 0.4),
        .init(over: "linear", by: 0), .init(over: "seasonal-naive", by: 1),
      ], chosen: "forest", candidates: models, comparisons: facts.comparisons, isMaximized: true)
    #expect(verdicts.map(\.outcome) == [.met, .unproven, .missed, .unknown, .unknown])
    #expect(
      verdicts[0].evidence.hasPrefix("In one comparison, asked for in advance, forest is better than prior by 0.344 ("))
  }

  @Test func anImprovementIsMeasuredFromTheBaselineNotFromASearchedModelOfItsName() {
    var baseline = TelcoFinalists.candidate(
      "linear-default", TelcoFinalists.boosting, family: "linear", complexity: 3)
    baseline.isBaseline = true
    let searched = TelcoFinalists.candidate("linear", TelcoFinalists.logistic, complexity: 4)
    let models = [baseline, searched]
    let comparisons = TelcoFinalists.facts(models).comparisons
    func verdict(of chosen: String, by amount: Double) -> CriterionVerdict? {
      Improvements.judge(
        [.init(over: "linear", by: amount)], chosen: chosen, candidates: models, comparisons: comparisons,
        isMaximized: true
      ).first
    }
    // 0.026 better on average, at least 0.008 with 95 %.
    #expect(verdict(of: "linear", by: 0.001)?.outcome == .met)
    #expect(verdict(of: "linear", by: 0.03)?.outcome == .missed)
    #expect(verdict(of: "linear-default", by: 0.01)?.evidence == "linear-default is that baseline itself.")
    #expect(verdict(of: "linear-default", by: 0.01)?.outcome == .missed)
  }

  @Test func theGainOverTheBestBaselineIsPositiveWhenBetterAlsoForALoss() throws {
    let basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 1, split: TelcoFinalists.split)
    let models = [
      TelcoFinalists.candidate("prior", [77, 78, 76, 77, 79], complexity: 0, basis: basis),
      TelcoFinalists.candidate("one-feature", [65, 64, 66, 65, 67], complexity: 1, basis: basis),
      TelcoFinalists.candidate("linear", [55, 54, 56, 55, 58], complexity: 10, basis: basis),
    ]
    let facts = TelcoFinalists.facts(models, basis: basis)
    let gain = try #require(
      Improvements.overBestBaseline(
        chosen: "linear", candidates: models, comparisons: facts.comparisons, basis: basis))
    #expect(isClose(gain.estimate.value, 9.8) && gain.meaning.contains("one-feature"))
    #expect(gain.estimate.interval.map { $0.low > 0 && $0.low < 9.8 && $0.high > 9.8 } == true)
  }

  @Test func limitsAreCheckedAgainstWhatWasMeasured() {
    let forest = TelcoFinalists.three[1]
    let limits = Limits(
      latencyMilliseconds: 5, modelBytes: 1_000_000, memoryBytes: 1_000_000, trainingSeconds: 1,
      requiresInterpretability: true)
    #expect(
      Constraints.exclusions(forest, limits) == [
        "model size 9.0 MB, at most 1.0 MB allowed", "training time 1.4 s, at most 1.0 s allowed",
        "interpretability low, high required",
      ])
    #expect(Constraints.unmeasured(forest, limits) == ["peak memory"])
    #expect(Constraints.exclusions(forest, Limits()).isEmpty)
  }

  @Test func theParetoSetHoldsWhatNothingClearlyBeats() {
    var models = TelcoFinalists.four
    models.append(TelcoFinalists.candidate("unmeasured", TelcoFinalists.boosting, complexity: 1))
    models.append(TelcoFinalists.candidate("scoreless", [], complexity: 1))
    #expect(ParetoSet.marks(TelcoFinalists.facts(models)) == [true, false, false, false, false, false])
    models[0].exclusions = ["too slow"]
    // Tuned boosting is smaller and faster than the forest, but its AUC is 0.001 lower.
    #expect(ParetoSet.marks(TelcoFinalists.facts(models)) == [false, true, true, false, false, false])
  }

  /// By clear differences alone each beats the next: in latency, in training time, in size.
  @Test func modelsThatBeatEachOtherInACircleAreAllInTheParetoSet() {
    let costs: [(milliseconds: Double, seconds: Double, bytes: Int)] = [
      (0.10, 1.5, 1200), (0.20, 1.0, 1095), (0.15, 2.0, 1000),
    ]
    let models = costs.enumerated().map { index, cost in
      TelcoFinalists.candidate(
        "forest \(index)", TelcoFinalists.forest, complexity: 9, bytes: cost.bytes, milliseconds: cost.milliseconds,
        seconds: cost.seconds)
    }
    #expect(ParetoSet.marks(TelcoFinalists.facts(models)) == [true, true, true])
    let worse = TelcoFinalists.candidate(
      "slow", TelcoFinalists.forest, complexity: 9, bytes: 1200, milliseconds: 0.2, seconds: 1.5)
    #expect(ParetoSet.marks(TelcoFinalists.facts(models + [worse])) == [true, true, true, false])
  }

  @Test(arguments: [
    // Milliseconds of a row: a factor of two, and nothing below 0.01.
    (0.4, 0.9, true), (0.5, 0.9, false), (0.0001, 0.009, false), (0.001, 0.02, true), (0.9, 0.4, false),
  ])
  func aTimeIsLessWhenNoiseDoesNotExplainIt(value: Double, other: Double, isClear: Bool) {
    #expect(CostDifference.latency.isClear(value, below: other) == isClear)
  }

  @Test func whatIsNotMeasuredIsNeverLess() {
    #expect(CostDifference.bytes.isClear(90, below: 100) && !CostDifference.bytes.isClear(95, below: 100))
    #expect(!CostDifference.bytes.isClear(nil, below: 1) && CostDifference.bytes.isClear(1, below: nil))
    #expect(!CostDifference.bytes.isClear(nil, below: nil))
  }

  @Test func differencesWithinNoiseLeaveEveryModelInTheParetoSet() {
    let costs: [(milliseconds: Double, seconds: Double)] = [(0.4, 1), (0.5, 0.9), (0.6, 0.8)]
    let models = costs.enumerated().map { index, cost in
      TelcoFinalists.candidate(
        "forest \(index)", TelcoFinalists.forest, complexity: 9, bytes: 1_000, milliseconds: cost.milliseconds,
        seconds: cost.seconds)
    }
    #expect(ParetoSet.marks(TelcoFinalists.facts(models)) == [true, true, true])
  }
}
