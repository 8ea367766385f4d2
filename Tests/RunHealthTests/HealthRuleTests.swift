import RunHealth
import RunModel
import Testing

/// Each rule on curves made for it, and the healthy ones on all.
@Suite struct HealthRuleTests {
  private static let seeds = Array(1...30)

  private func rules(_ run: GeneratedRun) -> Set<HealthRule> {
    Set(HealthReport(run.snapshot(), now: nil).findings.map(\.rule))
  }

  @Test(arguments: seeds) func healthyRunsNeverAlarmAtAnyPrefix(_ seed: Int) {
    for isNoisy in [false, true] {
      let run = GeneratedRun.healthy(seed, isNoisy: isNoisy)
      for length in 1...run.length {
        let findings = HealthReport(run.snapshot(first: length), now: nil).findings
        #expect(findings.isEmpty, "at \(length), noisy: \(isNoisy)")
      }
    }
  }

  @Test(arguments: seeds) func aLossLoggedAtEveryStepDoesNotAlarm(_ seed: Int) {
    let run = GeneratedRun.healthyByStep(seed)
    for length in [10, 20, 40, 70, 100, 130, 200, 400, 700, 1_000, 1_500] {
      #expect(HealthReport(run.snapshot(first: length), now: nil).findings.isEmpty, "at \(length)")
    }
  }

  @Test(arguments: seeds) func divergence(_ seed: Int) { #expect(rules(.diverging(seed)).contains(.diverging)) }

  @Test(arguments: seeds) func notANumber(_ seed: Int) throws {
    let worst = try #require(HealthReport(GeneratedRun.broken(seed).snapshot(), now: nil).worst)
    #expect((worst.rule, worst.severity, worst.step) == (.notANumber, .critical, Step(Int64(5 + seed % 40))))
  }

  @Test(arguments: seeds) func plateau(_ seed: Int) { #expect(rules(.plateau(seed)) == [.plateau]) }

  @Test(arguments: seeds) func vanishingGradient(_ seed: Int) {
    #expect(rules(.plateau(seed, gradientAtEnd: 0.2)) == [.plateau, .vanishingGradient])
  }

  @Test(arguments: seeds) func collapse(_ seed: Int) {
    #expect(rules(.collapse(seed)).isSuperset(of: [.plateau, .collapse]))
  }

  @Test(arguments: seeds) func overfitting(_ seed: Int) { #expect(rules(.overfitting(seed)) == [.overfitting]) }

  @Test(arguments: seeds) func shuffledLabels(_ seed: Int) { #expect(rules(.shuffled(seed)) == [.noGeneralisation]) }

  @Test(arguments: seeds) func oscillation(_ seed: Int) { #expect(rules(.oscillating(seed)).contains(.oscillation)) }

  @Test func aPlateauIsAWarningFirst() {
    let run = GeneratedRun.plateau(3)
    func severity(_ length: Int) -> HealthSeverity? {
      HealthReport(run.snapshot(first: length), now: nil).worst?.severity
    }
    #expect(severity(19) == nil)
    #expect(severity(20) == .warning)
    #expect(severity(35) == .warning)
    #expect(severity(36) == .critical)
  }

  @Test func aPlateauThatEndsIsForgotten() {
    var run = GeneratedRun.plateau(3)
    run.metrics = run.metrics.map { name, values in (name, values + (1...20).map { values[0] / Double(1 + $0) }) }
    #expect(HealthReport(run.snapshot(), now: nil).findings.isEmpty)
  }

  @Test func nothingIsCalledAPlateauWhileTheLearningRateRises() {
    var run = GeneratedRun.plateau(3)
    run.metrics.append(("lr", (1...60).map { Double($0) * 1e-5 }))
    #expect(HealthReport(run.snapshot(), now: nil).findings.isEmpty)
  }

  /// From 1.35 to 1.28, as when a language model is tuned.
  @Test func aGoodModelThatGetsALittleBetterIsNoPlateau() {
    let values = (0..<60).map { 1.28 + 0.07 * max(0, 1 - Double($0) / 5) }
    let run = GeneratedRun(metrics: [("train/loss", values), ("eval/loss", values.map { $0 + 0.02 })])
    #expect(HealthReport(run.snapshot(), now: nil).findings.isEmpty)
  }

  /// A negative log-likelihood of a density falls through 0.
  @Test func aLossBelowZeroIsJudgedByHowFarItHasCome() {
    let falling = (0..<60).map { 0.01 - 3 * Double($0) / (10 + Double($0)) }
    let healthy = GeneratedRun(metrics: [("nll", falling)])
    #expect(HealthReport(healthy.snapshot(), now: nil).findings.isEmpty)
    let rising = falling + (0..<20).map { -2.5 + 0.5 * Double($0) }
    let broken = GeneratedRun(metrics: [("nll", rising)])
    #expect(HealthReport(broken.snapshot(), now: nil).findings.map(\.rule) == [.diverging])
  }

  @Test func aModelThatHasConvergedIsNoPlateau() {
    let values = (0..<200).map { 0.4 + 0.6 / Double(1 + $0) }
    let run = GeneratedRun(metrics: [("loss", values)])
    #expect(HealthReport(run.snapshot(), now: nil).findings.isEmpty)
  }
}
