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
      estimate("nested", 0.8), estimate("test", 0.83), estimate("shift", 0.71), estimate("random-split", 0.764),
      estimate("temporal-split", 0.614),
    ]
    (facts.rarestClassRows, facts.featureCount) = (150, 19)
    #expect(
      ChoiceRule.choose(facts).warnings == [
        "Data: duration predicts alone. Exclude it.",
        "Missed: ECE at most 0.01. ECE is 0.025.",
        "AUC is 0.800 when search and choice are repeated inside every fold, and 0.845 by cross-validation: "
          + "the latter flatters.",
        "Training and test rows differ: a classifier tells them apart with AUC 0.710 (0.5 would be no difference).",
        "Time matters: AUC is 0.614 on later rows, where a random split would show 0.764.",
        "Unproven: AUC at least 0.83. The lower end does not pass.",
        "Data: 11 cells are blank. Fill them.",
        "logistic is better by 0.050 on rows it was trained on than on held-out rows: it overfits.",
        "Trained again with another seed, AUC moves by 0.020 (standard deviation).",
        "The rarest class has 150 rows for 19 features, fewer than 10 each: estimates of single features are unstable.",
        "A limit on peak memory was asked for, but nothing was measured.",
      ])
  }

  @Test func aWideIntervalIsSaid() {
    let scores = [0.9, 0.6, 0.8, 0.7, 0.85]
    let choice = ChoiceRule.choose(TelcoFinalists.facts([TelcoFinalists.candidate("linear", scores, complexity: 1)]))
    #expect(
      choice.warnings == ["The interval is wide: AUC could be anything from 0.55 to 0.99; more rows would narrow it."])
  }
}
