import StudyModel
import Testing

@testable import ModelSelection

@Suite struct FoldEstimateTests {
  @Test func theIntervalIsTheCorrectedOne() throws {
    let estimate = FoldEstimate.estimate(metric: "auc", scores: TelcoFinalists.logistic, split: TelcoFinalists.split)
    let interval = try #require(estimate.interval)
    #expect(isClose(estimate.value, 0.8450890901214592))
    #expect(isClose(interval.low, 0.8173224483240972))
    #expect(isClose(interval.high, 0.8728557319188212))
    #expect(EstimateText(estimate).full == "0.845 (95 % interval 0.817 to 0.873)")
  }

  @Test func windowsOfTimeHaveNoInterval() {
    var split = TelcoFinalists.split
    split.kind = "temporal"
    let estimate = FoldEstimate.estimate(metric: "auc", scores: [0.6, 0.7, 0.65], split: split)
    #expect(isClose(estimate.value, 0.65) && estimate.interval == nil && estimate.scores == [0.6, 0.7, 0.65])
    #expect(EstimateText(estimate).full == "0.65 (0.60 to 0.70 over 3 windows)")
  }

  @Test func aBoundNeverLeavesWhatTheMetricCanBe() {
    let scores = [1, 0.99, 1, 0.96, 1]
    let auc = FoldEstimate.estimate(metric: "auc", scores: scores, split: TelcoFinalists.split)
    #expect(auc.interval?.high == 1)
    let unbounded = FoldEstimate.estimate(metric: "rmse", scores: scores, split: TelcoFinalists.split)
    #expect(unbounded.interval.map { $0.high > 1 } == true)
  }

  @Test(arguments: [[], [0.8, .nan], [.infinity, 0.8]])
  func whatIsNotKnownIsNotANumber(_ scores: [Double]) {
    let estimate = FoldEstimate.estimate(metric: "auc", scores: scores, split: TelcoFinalists.split)
    #expect(estimate.value == nil && estimate.interval == nil)
    #expect(EstimateText(Estimate(metric: "auc", value: nil)).full == "not known")
  }

  @Test func oneFoldHasNoInterval() {
    let estimate = FoldEstimate.estimate(metric: "auc", scores: [0.8], split: TelcoFinalists.split)
    #expect(estimate.value == 0.8 && estimate.interval == nil)
  }
}
