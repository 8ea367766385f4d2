import StudyModel
import Testing

@testable import ModelSelection

@Suite struct ComparisonsTests {
  private let telco = TelcoFinalists.facts(TelcoFinalists.four).comparisons

  /// Differences, p-values and their Holm adjustment over the six pairs by SciPy.
  @Test(arguments: [
    ("logistic", "forest", 0.001247547699206719, 0.7138991736163892, 1.0),
    ("logistic", "boosting", 0.026396002894627645, 0.01479073635421175, 0.059162945416847),
    ("logistic", "tuned boosting", 0.002081426877942838, 0.6241189887851372, 1.0),
    ("forest", "boosting", 0.025148455195420926, 0.0029386184849785045, 0.017631710909871028),
    ("forest", "tuned boosting", 0.0008338791787361188, 0.666751725763243, 1.0),
    ("boosting", "tuned boosting", -0.024314576016684807, 0.0030422261781775533, 0.017631710909871028),
  ])
  func telcoHasTheReferenceValues(
    _ first: String, _ second: String, _ difference: Double, _ p: Double, _ adjusted: Double
  ) throws {
    let comparison = try #require(telco.between(first, second))
    #expect(isClose(comparison.difference, difference))
    #expect(isClose(comparison.pValue, p) && isClose(comparison.adjustedPValue, adjusted))
    // The naive test would call logistic better than untuned boosting with p 0.0035.
    #expect((comparison.verdict == .better) == (adjusted < 0.05 && difference > 0))
    #expect((comparison.verdict == .worse) == (adjusted < 0.05 && difference < 0))
  }

  @Test func breastCancerHasNoFalseSignificance() {
    // scikit-learn on its breast cancer data, accuracy in 5 stratified folds.
    let split = SplitSummary(
      name: "evaluation", kind: "stratified", folds: 5, repeats: 1, seed: 42, trainingRows: [455, 455, 455, 455, 456],
      testRows: [114, 114, 114, 114, 113], digest: "", path: "")
    let basis = EvaluationBasis(metric: "accuracy", isMaximized: true, rope: 0.01, split: split)
    let models = [
      TelcoFinalists.candidate(
        "logistic",
        [0.9736842105263158, 0.9473684210526315, 0.9649122807017544, 0.9912280701754386, 0.9911504424778761],
        complexity: 31, basis: basis),
      TelcoFinalists.candidate(
        "forest", [0.9649122807017544, 0.9298245614035088, 0.9649122807017544, 0.956140350877193, 0.9646017699115044],
        complexity: 9000, basis: basis),
      TelcoFinalists.candidate(
        "boosting",
        [0.9824561403508771, 0.956140350877193, 0.9473684210526315, 0.9736842105263158, 0.9734513274336283],
        complexity: 900, basis: basis),
    ]
    let facts = TelcoFinalists.facts(models, basis: basis)
    // The naive test gives 0.047 for logistic against forest.
    #expect(isClose(facts.comparisons[0].pValue, 0.13242599917231734, tolerance: 1e-4))
    #expect(facts.comparisons.allSatisfy { $0.verdict == .indistinguishable || $0.verdict == .equivalent })
    #expect(ChoiceRule.choose(facts).candidate == "logistic")
  }

  @Test func ofALossTheSmallerIsBetter() {
    let basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 0.1, split: TelcoFinalists.split)
    let models = [
      TelcoFinalists.candidate("good", [50, 51, 52, 50, 51], complexity: 2, basis: basis),
      TelcoFinalists.candidate("bad", [70, 72, 71, 70, 72], complexity: 1, basis: basis),
    ]
    let comparisons = TelcoFinalists.facts(models, basis: basis).comparisons
    #expect(comparisons.count == 1 && comparisons[0].verdict == .better)
    #expect(comparisons.between("bad", "good")?.verdict == .worse)
    #expect(isClose(comparisons.between("bad", "good")?.difference, 20.2))
  }

  @Test func windowsOfTimeAreCountedAndNotTested() {
    var basis = TelcoFinalists.basis
    basis.split.kind = "temporal"
    let comparisons = TelcoFinalists.facts(TelcoFinalists.four, basis: basis).comparisons
    #expect(comparisons.allSatisfy { $0.verdict == .undecided && $0.pValue == nil && $0.interval == nil })
    #expect(comparisons[0].method.hasPrefix("better in 3 of 5 windows"))
  }

  @Test func identicalScoresAreEquivalentAndMissingOnesUndecided() {
    let twins = [
      TelcoFinalists.candidate("a", TelcoFinalists.forest, complexity: 1),
      TelcoFinalists.candidate("b", TelcoFinalists.forest, complexity: 2),
      TelcoFinalists.candidate("short", [0.8, 0.9], complexity: 2),
      TelcoFinalists.candidate("broken", [0.8, .nan, 0.8, 0.8, 0.8], complexity: 2),
    ]
    let comparisons = TelcoFinalists.facts(twins).comparisons
    #expect(comparisons.map(\.verdict) == [.equivalent, .undecided, .undecided, .undecided, .undecided, .undecided])
    #expect(comparisons[1].difference == nil && comparisons[1].pValue == nil)
  }

  @Test func aDifferenceTooSmallToMatterIsEquivalentHoweverSignificant() {
    let scores = TelcoFinalists.logistic
    let models = [
      TelcoFinalists.candidate("a", scores, complexity: 1),
      TelcoFinalists.candidate("b", scores.enumerated().map { $1 + 0.001 + 0.00001 * Double($0) }, complexity: 2),
    ]
    let comparison = TelcoFinalists.facts(models).comparisons[0]
    #expect((comparison.adjustedPValue ?? 1) < 0.001 && comparison.verdict == .equivalent)
  }
}
