import FileAccess
import JSONText
import Statistics
import StudyModel
import Testing

@testable import Learning

/// Thresholds, class weights and greedy ensembles.
@Suite struct ChoiceTests {
  private let labels = [false, false, true, false, true, true]
  private let probabilities = [0.1, 0.3, 0.35, 0.6, 0.7, 0.9]

  @Test func theThresholdIsTheBestOfAllCuts() throws {
    // Cuts by hand: from 0.65 on 5 of 6 are right; from 0.325 on F1 is 6/7.
    let accuracy = try #require(Threshold(labels: labels, probabilities: probabilities, goal: .accuracy))
    #expect(abs(accuracy.score - 5.0 / 6) < 1e-12 && abs(accuracy.value - 0.65) < 1e-12)
    let f1 = try #require(Threshold(labels: labels, probabilities: probabilities, goal: .f1))
    #expect(abs(f1.score - 6.0 / 7) < 1e-12 && abs(f1.value - 0.325) < 1e-12)
  }

  @Test func weightsMoveTheThresholdAsRepeatedRowsDo() throws {
    let weights = [1.0, 1, 1, 3, 1, 1]
    let repeated = zip(0..<6, weights).flatMap { [Int](repeating: $0.0, count: Int($0.1)) }
    #expect(
      Threshold(labels: labels, probabilities: probabilities, weights: weights, goal: .f1)
        == Threshold(labels: repeated.map { labels[$0] }, probabilities: repeated.map { probabilities[$0] }, goal: .f1))
  }

  @Test func anUndefinedThresholdIsNil() {
    #expect(Threshold(labels: [], probabilities: [], goal: .accuracy) == nil)
    #expect(Threshold(labels: [false, false], probabilities: [0.1, 0.2], goal: .f1) == nil)
    #expect(Threshold(labels: [true], probabilities: [.nan], goal: .accuracy) == nil)
    // All alike: everything or nothing is positive.
    let alike = Threshold(labels: [true, true, false], probabilities: [0.5, 0.5, 0.5], goal: .accuracy)
    #expect(alike.map { $0.value <= 0.5 } == true)
  }

  @Test func balancedWeightsAreScikitLearns() {
    // compute_class_weight("balanced", classes=[0, 1, 2], y=[0]*6 + [1]*3 + [2])
    let weights = ClassWeights.balanced(sums: [6, 3, 1])
    for (weight, expected) in zip(weights, [0.5555555555555556, 1.1111111111111112, 3.3333333333333335]) {
      #expect(abs(weight - expected) < 1e-15)
    }
    #expect(ClassWeights.balanced(sums: [4, 0, 4]) == [1, 1, 1])
  }

  private func squaredError(_ target: [Double]) -> (Predictions) -> Double? {
    { predictions in zip(predictions.values, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
  }

  @Test func anEnsembleBalancesOppositeErrors() throws {
    let target = [1.0, 2, 3]
    let models = [[2.0, 3, 4], [0.0, 1, 2], [9.0, 9, 9]].map { Predictions(outputCount: 1, values: $0) }
    let ensemble = try #require(GreedyEnsemble(models, steps: 5, loss: squaredError(target)))
    #expect(ensemble.size == 2 && ensemble.weights == [0.5, 0.5, 0])
    #expect(ensemble.order.prefix(2) == [0, 1] && ensemble.losses[1] == 0)
    #expect(GreedyEnsemble([], loss: squaredError(target)) == nil)
    #expect(GreedyEnsemble(models) { _ in nil } == nil)
  }

  @Test(.enabled(if: SampleRows.hasPublicData)) func theEnsembleOfTheReferenceIsFound() throws {
    let path = "\(SampleRows.publicDirectory)/reference/datasets/telco.json"
    let reference = try #require(try JSONValue(parsing: Files.read(path)).objectValue)
    let names = ["logistic_C1", "random_forest_300_leaf5", "xgb_default", "xgb_shallow"]
    let models = names.map { name in
      Predictions(
        outputCount: 1,
        values: reference["oof_rounded6"]?.objectValue?[name]?.arrayValue?.compactMap(\.doubleValue) ?? [])
    }
    let telco = try SampleRows.read("telco_churn.csv", target: "Churn", task: .binary)
    let labels = telco.classes.map { $0 == 1 }
    let ensemble = try #require(
      GreedyEnsemble(models, steps: 25) { BinaryScores.logLoss(labels: labels, probabilities: $0.values) })
    let expected = try #require(reference["ensemble_greedy_oof"]?.objectValue)
    // The predictions there are rounded to six digits, the losses are of unrounded ones.
    let losses = try #require(expected["loss"]?.arrayValue).compactMap(\.doubleValue)
    for (loss, other) in zip(ensemble.losses, losses) { #expect(abs(loss - other) < 2e-6) }
    let order = try #require(expected["order"]?.arrayValue).compactMap(\.stringValue)
    #expect(ensemble.order.prefix(6).map { names[$0] } == Array(order.prefix(6)))
    for (name, weight) in zip(names, ensemble.weights) {
      #expect(abs(weight - (expected["weights"]?.objectValue?[name]?.doubleValue ?? 0)) < 0.05)
    }
  }
}
