import StudyModel
import Testing

@testable import ModelSelection

@Suite struct ChoiceRuleTests {
  @Test func theSimplestOfTheIndistinguishableIsTakenAndSaysWhy() {
    let choice = ChoiceRule.choose(TelcoFinalists.facts(TelcoFinalists.three))
    #expect(choice.candidate == "logistic")
    #expect(
      choice.rationale[0] == "Take logistic: AUC 0.845 (95 % interval 0.817 to 0.873), by 5-fold cross-validation.")
    #expect(
      choice.rationale[1]
        == "logistic, forest and tuned boosting are the same in practice or cannot be told apart; "
        + "logistic has the best mean and is the simplest of them.")
    #expect(
      choice.alternatives == [
        "forest: AUC 0.0012 lower, the same in practice; 2,250x the bytes, 90x the time a row, "
          + "7.0x the training time, interpretability low.",
        "tuned boosting: AUC 0.0021 lower, not distinguishable (adjusted p 1.00); 12x the bytes, 40x the time a row, "
          + "4.5x the training time, interpretability low.",
      ])
    #expect(choice.warnings == [])
  }

  @Test func sameAndTiedAreNotMixedUp() {
    func reason(_ rope: Double) -> String? {
      let basis = EvaluationBasis(metric: "auc", isMaximized: true, rope: rope, split: TelcoFinalists.split)
      return ChoiceRule.choose(TelcoFinalists.facts(TelcoFinalists.three, basis: basis)).rationale[1]
        .split(separator: ";").first.map(String.init)
    }
    // By P(same), which grows with the rope.
    #expect(reason(0.02) == "logistic, forest and tuned boosting are the same in practice")
    #expect(reason(0.0001) == "logistic, forest and tuned boosting cannot be told apart")
  }

  @Test func peersOfTheBestThatDifferAmongEachOtherAreNotCalledTied() {
    var facts = TelcoFinalists.facts(TelcoFinalists.three)
    let pair = facts.comparisons.firstIndex { $0.first == "forest" && $0.second == "tuned boosting" }
    facts.comparisons[pair ?? 0].verdict = .worse
    #expect(
      ChoiceRule.choose(facts).rationale[1].hasPrefix(
        "logistic, forest and tuned boosting differ from logistic, the best, by no more than chance explains; "))
  }

  @Test func aSimplerModelWinsOverABetterMeanThatChanceExplains() {
    let models = [
      TelcoFinalists.candidate("forest", TelcoFinalists.logistic, complexity: 90_000),
      TelcoFinalists.candidate("logistic", TelcoFinalists.forest, complexity: 46),
    ]
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(choice.candidate == "logistic")
    #expect(choice.rationale[1].hasSuffix("The best mean is that of forest, 0.0012 higher."))
  }

  @Test func aModelShownToBeWorseIsNotTakenHoweverSimple() {
    let models = [TelcoFinalists.candidate("prior", TelcoFinalists.prior, complexity: 0)] + TelcoFinalists.three
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(choice.candidate == "logistic")
    #expect(
      choice.rationale.last?.hasPrefix("Over the best baseline, prior, it gains 0.345 (95 % interval 0.317") == true)
  }

  @Test func aBaselineMayWin() {
    let models = [
      TelcoFinalists.candidate("one-feature", TelcoFinalists.logistic, complexity: 1),
      TelcoFinalists.candidate("forest", TelcoFinalists.forest, complexity: 90_000),
    ]
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(choice.candidate == "one-feature")
    #expect(
      choice.rationale.last?.hasSuffix("one-feature is itself a baseline: no model is shown to add anything over it.")
        == true)
    #expect(choice.rationale[0].hasPrefix("Take the baseline one-feature: AUC 0.845"))
  }

  @Test func aModelThatKnowsNothingIsNotRecommended() {
    let models = [
      TelcoFinalists.candidate("prior", TelcoFinalists.prior, complexity: 0),
      TelcoFinalists.candidate("one-feature", [0.53, 0.48, 0.56, 0.49, 0.53], complexity: 1),
    ]
    for choice in [
      ChoiceRule.choose(TelcoFinalists.facts(models)), ChoiceRule.choose(TelcoFinalists.facts([models[0]])),
    ] {
      #expect(choice.rationale[0].hasPrefix("No model is worth taking: "), "\(choice.rationale)")
      #expect(choice.rationale[0].contains("prior, which looks at no feature"))
    }
  }

  /// Better than nothing is one question, asked in advance, and is not lost among the pairs of many models.
  @Test func aModelThatIsBetterThanThePriorByItselfIsWorthTaking() {
    let scores = [0.60, 0.56, 0.66, 0.58, 0.62]
    let others = (1...5).map { number in
      TelcoFinalists.candidate("other\(number)", scores.map { $0 - 0.001 * Double(number) }, complexity: 4)
    }
    let models = [
      TelcoFinalists.candidate("prior", TelcoFinalists.prior, complexity: 0),
      TelcoFinalists.candidate("one-feature", scores, complexity: 1),
    ]
    let facts = TelcoFinalists.facts(models + others)
    #expect(facts.comparisons.between("one-feature", "prior")?.verdict == .indistinguishable)
    #expect(ChoiceRule.choose(facts).rationale[0].hasPrefix("Take the baseline one-feature"))
  }

  @Test func anEnsembleIsKeptOnlyWhenItIsShownToBeBetter() {
    let slight = TelcoFinalists.candidate(
      "ensemble",
      TelcoFinalists.logistic.map { $0 + 0.002 }.enumerated().map { $1 + ($0.isMultiple(of: 2) ? 0.004 : -0.004) },
      complexity: 100_000)
    let dropped = ChoiceRule.choose(TelcoFinalists.facts(TelcoFinalists.three + [slight]))
    #expect(dropped.candidate == "logistic")
    #expect(
      dropped.rationale[1].hasSuffix(
        "logistic has the best mean of a single model and is the simplest of them. The ensemble, 0.0028 higher than "
          + "logistic, is not kept: it is not shown to be better than every single model."))

    let below = TelcoFinalists.candidate(
      "ensemble", TelcoFinalists.logistic.map { $0 - 0.001 }, complexity: 100_000)
    let worse = ChoiceRule.choose(TelcoFinalists.facts(TelcoFinalists.three + [below]))
    #expect(worse.rationale[1].hasSuffix("logistic has the best mean and is the simplest of them."))
    #expect(worse.rationale.last == "The ensemble is not kept: it is no better than logistic.")

    let clear = TelcoFinalists.candidate(
      "ensemble", TelcoFinalists.logistic.enumerated().map { $1 + 0.05 + 0.0002 * Double($0) }, complexity: 100_000)
    #expect(ChoiceRule.choose(TelcoFinalists.facts(TelcoFinalists.three + [clear])).candidate == "ensemble")
  }

  @Test func whatBreaksALimitIsNotTakenAndTheNumberIsSaid() {
    var models = TelcoFinalists.three
    models[0].exclusions = Constraints.exclusions(models[0], Limits(latencyMilliseconds: 0.01))
    #expect(models[0].exclusions == ["99th percentile of a row's latency 0.020 ms, at most 0.010 ms allowed"])
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(choice.candidate == "tuned boosting")
    #expect(choice.alternatives[0].hasPrefix("logistic: AUC 0.0021 higher, not distinguishable"))
    #expect(choice.alternatives[0].hasSuffix("may not be chosen: \(models[0].exclusions[0])."))
  }

  @Test func nothingIsChosenWhenNothingMayBe() {
    var models = TelcoFinalists.three
    for index in models.indices { models[index].exclusions = ["model size 9.0 MB, at most 1.0 kB allowed"] }
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(
      choice.candidate == nil
        && choice.rationale[0] == "No model may be chosen: each breaks a limit, or its AUC is not known.")
    #expect(ChoiceRule.choose(TelcoFinalists.facts([])).candidate == nil)
  }

  @Test func overWindowsOfTimeAClearLeadDecides() {
    var basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 1, split: TelcoFinalists.split)
    basis.split.kind = "temporal"
    let naive = TelcoFinalists.candidate("seasonal-naive", [100, 104, 110, 98, 107], complexity: 1, basis: basis)
    let boosting = TelcoFinalists.candidate("boosting", [60, 63, 70, 99, 66], complexity: 900, basis: basis)
    let ridge = TelcoFinalists.candidate("ridge", [140, 138, 150, 129, 149], complexity: 12, basis: basis)
    let choice = ChoiceRule.choose(TelcoFinalists.facts([naive, boosting, ridge], basis: basis))
    #expect(choice.candidate == "boosting")
    #expect(choice.rationale[0] == "Take boosting: RMSE 72 (60 to 99 over 5 windows).")
    #expect(
      choice.rationale[1]
        == "It is ahead of every other model by more than counts as the same, in most windows, not in all: "
        + "seasonal-naive is better in 1 of 5; over windows of time there is no honest test. Its gain over the best "
        + "baseline, seasonal-naive, is not clear: 32 (-1 to 41 over 5 windows); it is worse in 1 of 5 windows.")
    #expect(choice.alternatives[0] == "seasonal-naive: RMSE 32 higher, better in 1 of 5 windows.")

    let without = ChoiceRule.choose(TelcoFinalists.facts([naive, ridge], basis: basis))
    #expect(without.candidate == "seasonal-naive")
    #expect(
      without.rationale[1].hasSuffix(
        "seasonal-naive needs the actual values up to one season before each row that it predicts."))
  }

  @Test func aLeadInEveryWindowIsSaidAsSuch() {
    var basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 1, split: TelcoFinalists.split)
    basis.split.kind = "temporal"
    let naive = TelcoFinalists.candidate("seasonal-naive", [100, 104, 110, 98, 107], complexity: 1, basis: basis)
    let boosting = TelcoFinalists.candidate("boosting", [60, 63, 70, 59, 66], complexity: 900, basis: basis)
    let choice = ChoiceRule.choose(TelcoFinalists.facts([naive, boosting], basis: basis))
    #expect(choice.rationale[1].contains("counts as the same, in every window; "))
    #expect(
      choice.rationale[2] == "Over the best baseline, seasonal-naive, it gains 40.2 (39.0 to 41.0 over 5 windows).")
  }

  @Test func aGainThatChanceExplainsIsCalledUnclear() {
    let shaky = zip(TelcoFinalists.logistic, [0.06, -0.01, 0.07, -0.02, 0.05]).map { $0 - $1 }
    let models = [
      TelcoFinalists.candidate("one-feature", shaky, complexity: 90_000),
      TelcoFinalists.candidate("logistic", TelcoFinalists.logistic, complexity: 46),
    ]
    let choice = ChoiceRule.choose(TelcoFinalists.facts(models))
    #expect(choice.candidate == "logistic")
    #expect(choice.rationale[1].contains("Its gain over the best baseline, one-feature, is not clear: 0.03"))
    #expect(choice.rationale[1].hasSuffix("; chance may explain it.") && choice.rationale.count == 2)
  }

  @Test func aModelThatOneComparisonShowsToBeWorseIsNotCalledUndistinguishable() {
    var facts = TelcoFinalists.facts(TelcoFinalists.four)
    for index in facts.comparisons.indices where facts.comparisons[index].second == "boosting" {
      (facts.comparisons[index].verdict, facts.comparisons[index].pValue) = (.indistinguishable, 0.008)
      facts.comparisons[index].adjustedPValue = 0.097
    }
    #expect(
      ChoiceRule.choose(facts).alternatives.last?.hasPrefix(
        "boosting: AUC 0.026 lower, more than chance explains in this one comparison (p 0.008), not among all "
          + "(adjusted p 0.097); ") == true)
  }

  @Test func orderOfTheCandidatesDoesNotMatter() {
    let facts = TelcoFinalists.facts(TelcoFinalists.four)
    let turned = TelcoFinalists.facts(TelcoFinalists.four.reversed())
    #expect(ChoiceRule.chosenName(facts) == "logistic" && ChoiceRule.chosenName(turned) == "logistic")
    #expect(ChoiceRule.choose(facts).alternatives == ChoiceRule.choose(turned).alternatives)
  }
}
