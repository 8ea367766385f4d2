import StudyModel
import Testing

@Suite struct LimitVerdictTests {
  private func interval(_ low: Double, _ high: Double) -> ConfidenceInterval {
    ConfidenceInterval(low: low, high: high, method: "by hand")
  }

  @Test func theBoundDecides() {
    #expect(LimitVerdict(value: 0.85, interval: interval(0.81, 0.9), atLeast: 0.8) == .held)
    #expect(LimitVerdict(value: 0.85, interval: interval(0.75, 0.9), atLeast: 0.8) == .undecided)
    #expect(LimitVerdict(value: 0.7, interval: interval(0.6, 0.79), atLeast: 0.8) == .broken)
    #expect(LimitVerdict(value: 0.05, interval: interval(0.01, 0.1), atMost: 0.1) == .held)
    #expect(LimitVerdict(value: 0.2, interval: interval(0.11, 0.3), atMost: 0.1) == .broken)
    #expect(LimitVerdict(value: 0.2, interval: interval(0.09, 0.3), atMost: 0.1) == .undecided)
  }

  @Test func withoutAnIntervalNothingIsTold() {
    #expect(LimitVerdict(value: 0.9, interval: nil, atLeast: 0.8) == .undecided)
    #expect(LimitVerdict(value: nil, interval: nil, atLeast: 0.8) == .undefined)
    #expect(LimitVerdict(value: nil, interval: nil, atMost: 0.8) == .undefined)
  }

  @Test func aVerdictSaysItsLimitAndGroups() {
    let broken = FairnessVerdict(
      attribute: "sex", outcome: ">50K", measure: .selectionRatio, value: 0.31, interval: interval(0.272, 0.352),
      limit: 0.8, ends: .init(.selection, lowest: "Female", 0.0769, highest: "Male", 0.248))
    #expect(broken.verdict == .broken)
    #expect(
      broken.sentence == "By sex the ratio of selection rates (>50K) is 0.310 (95 % interval 0.272 to 0.352): at "
        + "least 0.8 is broken; sex = Male is selected at 25 %, sex = Female at 7.7 %.")
    let held = FairnessVerdict(
      attribute: "sex", outcome: ">50K", measure: .oddsDifference, value: 0.04, interval: interval(0.01, 0.08),
      limit: 0.1)
    #expect(held.verdict == .held && held.sentence.hasSuffix(": at most 0.1 is held."))
  }

  @Test func limitsThatCouldNotBeJudgedAreSaidByTheirReason() {
    func open(_ attribute: String, _ reason: String?, value: Double? = nil) -> FairnessVerdict {
      FairnessVerdict(
        attribute: attribute, outcome: "yes", measure: .selectionRatio, value: value, interval: interval(0.9, 1),
        limit: 0.8, unjudged: reason)
    }
    #expect(FairnessVerdict.unjudgedSentences([open("sex", nil, value: 0.9), open("age", "few", value: 0.9)]).isEmpty)
    #expect(
      FairnessVerdict.unjudgedSentences([open("sex", "too few"), open("race", "too few")]) == [
        "The limit on the ratio of selection rates by sex (yes) and the ratio of selection rates by race (yes) could not "
          + "be judged: too few."
      ])
    #expect(open("sex", nil).sentence.hasSuffix("by sex (yes) could not be judged."))
    let half = open("age", "one side", value: 0.95)
    #expect(half.verdict == .undecided)
    #expect(half.sentence.hasSuffix(": at least 0.8 cannot be told; not judged in full: one side."))
    #expect(FairnessVerdict.group("> 30 to 45", of: "age") == "age > 30 to 45")
  }
}
