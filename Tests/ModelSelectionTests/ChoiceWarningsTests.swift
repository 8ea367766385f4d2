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
          + "the latter may flatter.",
        "Time matters: AUC is 0.614 on later rows, where a random split would show 0.764.",
        "Unproven: AUC at least 0.83. The lower end does not pass.",
        "Data: 11 cells are blank. Fill them.",
        "logistic is better by 0.050 on rows it was trained on than on held-out rows: it overfits.",
        "Trained again with another seed, AUC moves by 0.020 (standard deviation).",
        "A limit on peak memory was asked for, but nothing was measured.",
      ])
  }

  @Test func timeMattersOnlyBeyondWhatItsWindowsSpread() {
    func warnings(windows: [Double]) -> [String] {
      var facts = TelcoFinalists.facts(TelcoFinalists.three)
      facts.estimates = [
        NamedEstimate(
          name: "random-split", candidate: "logistic", estimate: Estimate(metric: "auc", value: 0.814), meaning: "",
          run: "."),
        NamedEstimate(
          name: "temporal-split", candidate: "logistic",
          estimate: Estimate(metric: "auc", value: 0.795, scores: windows), meaning: "", run: "."),
      ]
      return ChoiceRule.choose(facts).warnings.filter { $0.hasPrefix("Time matters") }
    }
    #expect(warnings(windows: [0.76, 0.8, 0.825]).isEmpty)
    #expect(warnings(windows: [0.78, 0.8, 0.805]).count == 1)
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
      #expect(ChoiceRule.choose(facts).warnings.contains { $0.hasSuffix("may flatter.") } == isWarned)
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
    #expect(ChoiceRule.choose(facts).warnings.contains { $0.hasSuffix("may flatter.") } == isWarned)
  }

  @Test func howManyTestRowsThereAreIsSaid() {
    var facts = TelcoFinalists.facts(TelcoFinalists.three)
    facts.estimates = [
      NamedEstimate(
        name: "test", candidate: "logistic", estimate: Estimate(metric: "auc", value: 0.8), meaning: "", run: ".")
    ]
    #expect(ChoiceRule.choose(facts).warnings.contains { $0.hasPrefix("AUC is 0.800 on the test rows, and 0.845") })
    facts.testRows = 1088
    #expect(
      ChoiceRule.choose(facts).warnings.contains { $0.hasPrefix("AUC is 0.800 on the 1,088 test rows, and 0.845") })
  }

  /// Gaps of the chosen model and of the prior, for a rope of 0.01: more than 0.03 of excess is said.
  @Test(arguments: [
    (0.05, 0.01, true), (0.05, 0.03, false), (0.05, -0.2, true), (0.02, -0.2, false), (0.05, nil, true),
  ])
  func onlyTheGapBeyondThatOfThePriorIsOverfitting(gap: Double, priorGap: Double?, isWarned: Bool) {
    var models = TelcoFinalists.three + [TelcoFinalists.candidate("prior", TelcoFinalists.prior, complexity: 0)]
    (models[0].generalizationGap, models[3].generalizationGap) = (gap, priorGap)
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(choice.candidate == "logistic" && choice.warnings.contains { $0.hasSuffix("it overfits.") } == isWarned)
  }

  /// Bicycle rentals grow: a constant is as far off on later rows as on none before.
  @Test(
    arguments: [
      (57.2, 51.5, nil),
      (
        20, 51.5,
        "does better by 52 on rows it learned from than on later ones; 32 of that is more than the change over "
          + "time explains."
      ),
      (
        nil, 51.5,
        "does better by 52 on rows it learned from than on later ones; how much of that the change over time "
          + "explains is not known."
      ),
    ] as [(Double?, Double, String?)])
  func overWindowsOfTimeAGapIsNotCalledOverfitting(priorGap: Double?, gap: Double, sentence: String?) {
    var basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 0.9, split: TelcoFinalists.split)
    basis.split.kind = "temporal"
    var models = [
      TelcoFinalists.candidate("boosting", [60, 63, 70, 99, 66], complexity: 900, basis: basis),
      TelcoFinalists.candidate("prior", [160, 163, 170, 199, 166], complexity: 0, basis: basis),
    ]
    (models[0].generalizationGap, models[1].generalizationGap) = (gap, priorGap)
    let warnings = ChoiceRule.choose(TelcoFinalists.facts(models, basis: basis)).warnings
    #expect(warnings == [sentence.map { "boosting \($0)" }].compactMap { $0 })
  }

  @Test func aWideIntervalIsSaid() {
    let scores = [0.9, 0.6, 0.8, 0.7, 0.85]
    let choice = ChoiceRule.choose(TelcoFinalists.facts([TelcoFinalists.candidate("linear", scores, complexity: 1)]))
    #expect(
      choice.warnings == ["The interval is wide: AUC could be anything from 0.55 to 0.99; more rows would narrow it."])
  }
}
