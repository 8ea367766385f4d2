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
      limit: 0.8, lowest: "Female", highest: "Male")
    #expect(broken.verdict == .broken)
    #expect(
      broken.sentence == "By sex the ratio of selection rates (>50K) is 0.310 (95 % interval 0.272 to 0.352) between "
        + "Female and Male: at least 0.8 is broken.")
    let held = FairnessVerdict(
      attribute: "sex", outcome: ">50K", measure: .oddsDifference, value: 0.04, interval: interval(0.01, 0.08),
      limit: 0.1)
    #expect(held.verdict == .held && held.sentence.hasSuffix(": at most 0.1 is held."))
  }
}
