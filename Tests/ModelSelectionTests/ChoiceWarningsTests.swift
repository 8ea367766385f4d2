import StudyModel
import Testing

@testable import ModelSelection

@Suite struct ChoiceWarningsTests {
  @Test func everyWorryIsListedTheGravestFirst() {
    var models = TelcoFinalists.three
    (models[0].generalizationGap, models[0].seedDeviation) = (0.05, 0.02)
    var facts = TelcoFinalists.facts(models)
    facts.limits = Limits(memoryBytes: 1_000_000)
    facts.findings = [
      Finding(check: "constant", severity: .info, evidence: "One column never changes.", advice: "Drop it."),
      Finding(check: "blank", severity: .warning, evidence: "11 cells are blank.", advice: "Fill them."),
      Finding(check: "leak", severity: .critical, evidence: "duration predicts alone.", advice: "Exclude it."),
    ]
    facts.criteria = [
      CriterionVerdict(criterion: "AUC at least 0.83", outcome: .unproven, evidence: "The lower end does not pass."),
      CriterionVerdict(criterion: "AUC at least 0.8", outcome: .met, evidence: ""),
      CriterionVerdict(criterion: "ECE at most 0.01", outcome: .missed, evidence: "ECE is 0.025."),
    ]
    func estimate(_ name: String, _ value: Double) -> NamedEstimate {
      NamedEstimate(
        name: name, candidate: "logistic", estimate: Estimate(metric: "auc", value: value), meaning: "", run: ".")
    }
    facts.estimates = [
      estimate("nested", 0.8), estimate("test", 0.83), estimate("random-split", 0.764),
      estimate("temporal-split", 0.614),
    ]
    #expect(
      ChoiceRule.choose(facts).warnings == [
        "Data: duration predicts alone. Exclude it.",
        "Missed: ECE at most 0.01. ECE is 0.025.",
        "AUC is 0.800 when search and choice are repeated inside every fold, and 0.845 by cross-validation: "
          + "the latter flatters.",
        "Time matters: AUC is 0.614 on later rows, where a random split would show 0.764.",
        "Unproven: AUC at least 0.83. The lower end does not pass.",
        "Data: 11 cells are blank. Fill them.",
        "logistic is better by 0.050 on rows it was trained on than on held-out rows: it overfits.",
        "Trained again with another seed, AUC moves by 0.020 (standard deviation).",
        "A limit on peak memory was asked for, but nothing was measured.",
      ])
  }

  @Test(arguments: [
    // The chosen model has 0.845 (0.817 to 0.873).
    (0.80, 0.79, 0.81, true), (0.80, 0.75, 0.85, false), (0.82, 0.81, 0.83, false), (0.9, 0.89, 0.91, false),
  ])
  func anEstimateFlattersWhenNeitherValueIsInTheOthersInterval(
    value: Double, low: Double, high: Double, isWarned: Bool
  ) {
    var facts = TelcoFinalists.facts(TelcoFinalists.three)
    let interval = ConfidenceInterval(low: low, high: high, method: "")
    for name in ["nested", "test"] {
      facts.estimates = [
        NamedEstimate(
          name: name, candidate: "logistic", estimate: Estimate(metric: "auc", value: value, interval: interval),
          meaning: "", run: ".")
      ]
      #expect(ChoiceRule.choose(facts).warnings.contains { $0.hasSuffix("flatters.") } == isWarned)
    }
  }

  /// The model has an RMSE of 60, 63, 70, 99 and 66; higher is worse.
  @Test(arguments: [
    ([64.0, 67, 74, 103, 65], true), ([64, 67, 60, 103, 60], false),
  ])
  func overWindowsOfTimeAnEstimateFlattersWhenItIsBetterInMostOfThem(repeated: [Double], isWarned: Bool) {
    var basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 0.1, split: TelcoFinalists.split)
    basis.split.kind = "temporal"
    let model = TelcoFinalists.candidate("boosting", [60, 63, 70, 99, 66], complexity: 900, basis: basis)
    var facts = TelcoFinalists.facts([model], basis: basis)
    facts.estimates = [
      NamedEstimate(
        name: "nested", candidate: "boosting",
        estimate: FoldEstimate.estimate(metric: "rmse", scores: repeated, split: basis.split), meaning: "", run: ".")
    ]
    #expect(ChoiceRule.choose(facts).warnings.contains { $0.hasSuffix("flatters.") } == isWarned)
  }

  @Test func aWideIntervalIsSaid() {
    let scores = [0.9, 0.6, 0.8, 0.7, 0.85]
    let choice = ChoiceRule.choose(TelcoFinalists.facts([TelcoFinalists.candidate("linear", scores, complexity: 1)]))
    #expect(
      choice.warnings == ["The interval is wide: AUC could be anything from 0.55 to 0.99; more rows would narrow it."])
  }
}
