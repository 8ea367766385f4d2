import RunHealth
import RunModel
import Testing

/// The rules that need more than a loss: gradients, rewards, wall times; and what cannot be judged.
@Suite struct OtherRuleTests {
  private func outcome(_ rule: HealthRule, _ run: RunSnapshot, now: Double? = nil) -> HealthOutcome? {
    HealthReport(run, now: now.flatMap { WallTime($0) }).judgements.first { $0.rule == rule }?.outcome
  }

  private func finding(_ rule: HealthRule, _ run: GeneratedRun) -> HealthFinding? {
    outcome(rule, run.snapshot())?.finding
  }

  /// Ten values of 1 and a loss that gets worse, then ten of 20.
  @Test func aGradientThatGrowsWithAWorseLossExplodes() throws {
    let gradient = (0..<20).map { $0 < 10 ? 1.0 : 20 }
    let loss = (0..<20).map { $0 < 10 ? 1.0 : 1.3 }
    let found = try #require(
      finding(.explodingGradient, GeneratedRun(metrics: [("loss", loss), ("grad_norm", gradient)])))
    #expect((found.step, found.metric) == (12, "grad_norm"))
    #expect(
      finding(.explodingGradient, GeneratedRun(metrics: [("loss", loss.reversed()), ("grad_norm", gradient)])) == nil)
  }

  /// The same where only layers have norms: those over both are 1.41 and 20, the layer that grew is named.
  @Test func layersStandForAGradientThatIsNotLogged() throws {
    let small = [Double](repeating: 1, count: 20)
    let grows = (0..<20).map { $0 < 10 ? 1.0 : 20 }
    let loss = (0..<20).map { $0 < 10 ? 1.0 : 1.3 }
    let run = GeneratedRun(metrics: [("loss", loss), ("grad_norm/a", small), ("grad_norm/b", grows)])
    let found = try #require(finding(.explodingGradient, run))
    #expect((found.step, found.metric) == (12, "grad_norm/b"))
    #expect(found.evidence.parts.contains(.text("the gradient norm over ")) && found.evidence.parts.contains(.count(2)))
    let quiet = GeneratedRun(metrics: [("loss", loss), ("grad_norm/a", small), ("grad_norm/b", small)])
    #expect(outcome(.explodingGradient, quiet.snapshot()) == .quiet)
    var broken = small
    broken[17...19] = [.nan, .nan, .nan]
    let overflow = GeneratedRun(metrics: [("loss", loss), ("grad_norm/a", broken), ("grad_norm/b", grows)])
    #expect(finding(.explodingGradient, overflow)?.metric == "grad_norm/a")
    let whole = GeneratedRun(metrics: [("loss", loss), ("grad_norm", small), ("grad_norm/b", grows)])
    #expect(outcome(.explodingGradient, whole.snapshot()) == .quiet, "the norm of the whole goes before")
  }

  /// From step 60 of 100 on the first layer has a millionth of what the others have.
  @Test func aLayerWhoseGradientIsGoneIsNamed() throws {
    let loss = (0..<100).map { 2 / Double($0 + 1) }
    func run(_ first: [Double], layers: Int = 3) -> GeneratedRun {
      let others = (1..<layers).map {
        (MetricName("grad_norm/block.\($0)"), [Double](repeating: 0.1, count: first.count))
      }
      return GeneratedRun(metrics: [("loss", Array(loss.prefix(first.count))), ("grad_norm/embed", first)] + others)
    }
    let dying = (0..<100).map { $0 < 60 ? 0.2 : 1e-7 }
    let found = try #require(finding(.deadLayer, run(dying)))
    #expect((found.severity, found.metric) == (.warning, "grad_norm/embed"))
    #expect((58...62).contains(found.step?.rawValue ?? 0))
    #expect(found.evidence.parts.contains(.text("embed")) && found.evidence.parts.contains(.value(0.1)))
    let healthy = (0..<100).map { $0 < 60 ? 0.2 : 1e-4 }
    #expect(outcome(.deadLayer, run(healthy).snapshot()) == .quiet, "small is not dead")
    let back = (0..<100).map { 60..<90 ~= $0 ? 1e-7 : 0.2 }
    #expect(outcome(.deadLayer, run(back).snapshot()) == .quiet)
    let frozen = [Double](repeating: 0, count: 100)
    #expect(outcome(.deadLayer, run(frozen).snapshot()) == .quiet, "it was never meant to learn")
    #expect(
      outcome(.deadLayer, run(dying, layers: 2).snapshot())
        == .unjudged(because: "it needs the gradient norms of three layers, such as grad_norm/LAYER"))
    #expect(
      outcome(.deadLayer, run([0.2, 0.1, 1e-7]).snapshot())
        == .unjudged(because: "it needs 8 values of a layer's gradient norm"))
  }

  /// The norm of the whole is logged and calm; one layer has three hundred times what it had.
  @Test func aLayerThatExplodesAloneIsAWarning() throws {
    let grows = (0..<100).map { $0 < 60 ? 0.001 : 0.3 }
    let small = [Double](repeating: 0.001, count: 100)
    let run = GeneratedRun(metrics: [
      ("grad_norm", [Double](repeating: 1, count: 100)), ("grad_norm/a", small), ("grad_norm/b", grows),
      ("grad_norm/c", small),
    ])
    let found = try #require(finding(.explodingGradient, run))
    #expect((found.severity, found.metric) == (.warning, "grad_norm/b"))
  }

  /// The best of its trials so far can only get better, and holds its level once no trial does.
  @Test func aStudyIsNotJudgedByCurvesThatItHasNot() throws {
    var run = GeneratedRun.plateau(3).snapshot(state: .running)
    #expect(HealthReport(run, now: nil).worst?.rule == .plateau)
    run.hyperparameters = [Hyperparameter(name: "study/metric", value: .text("log_loss"))]
    var report = HealthReport(run, now: nil)
    #expect(report.worst == nil && !report.isJudged && report.standing == nil)
    #expect(report.judgements.first { $0.rule == .failed }?.outcome == .quiet)
    guard case .unjudged(let reason)? = report.judgements.first(where: { $0.rule == .plateau })?.outcome else {
      Issue.record("it was judged")
      return
    }
    #expect(reason.contains("`pitwall report`"))
    run.state = .failed
    #expect(HealthReport(run, now: nil).findings.map(\.rule) == [.failed])
    var trial = GeneratedRun(metrics: [("fold/log_loss", [1, 2, 3]), ("val/log_loss", [1, 1.5, 2])]).snapshot()
    trial.parent = RunSnapshot.Parent(id: "study", name: "study")
    report = HealthReport(trial, now: nil)
    #expect(report.worst == nil && !report.isJudged)
  }

  /// Its mean over a stretch of 100 points is at step 2,000; the value itself at 2,037.
  @Test func aSpikeIsWhereItsValueIsHoweverLongTheSeries() throws {
    var loss = (0..<12_800).map { 2 / (1 + Double($0) / 100) }
    loss[2_037] = 50
    let found = try #require(finding(.lossSpikes, GeneratedRun(metrics: [("loss", loss)])))
    #expect(found.step == 2_037 && found.isOver)
  }

  @Test func aSingleOverflowIsAPartOfHalfPrecision() {
    var gradient = [Double](repeating: 1, count: 30)
    gradient[7] = .infinity
    let loss = (0..<30).map { 1 / Double($0 + 1) }
    #expect(finding(.explodingGradient, GeneratedRun(metrics: [("loss", loss), ("grad_norm", gradient)])) == nil)
    gradient[27...29] = [.infinity, .infinity, .nan]
    #expect(finding(.explodingGradient, GeneratedRun(metrics: [("loss", loss), ("grad_norm", gradient)]))?.step == 7)
  }

  @Test func aSpikeThatRecoversIsAWarning() throws {
    var loss = (0..<40).map { 2 / Double($0 + 1) }
    loss[20] = 1.5
    let found = try #require(finding(.lossSpikes, GeneratedRun(metrics: [("loss", loss)])))
    #expect((found.severity, found.step) == (.warning, 20))
    #expect(HealthReport(GeneratedRun(metrics: [("loss", loss)]).snapshot(), now: nil).findings.count == 1)
  }

  @Test func aRewardThatIsLostIsACollapse() throws {
    let rising = (0..<60).map(Double.init)
    let reward = rising + (0..<10).map { 60 - 6 * Double($0) } + [Double](repeating: 0, count: 30)
    let loss = (0..<100).map { 0.1 + Double($0) }
    let run = GeneratedRun(metrics: [("rollout/reward", reward), ("train/value_loss", loss)])
    let report = HealthReport(run.snapshot(), now: nil)
    #expect(report.findings.map(\.rule) == [.collapse])
    #expect(
      report.judgements.first { $0.rule == .diverging }?.outcome
        == .unjudged(because: "a loss beside rewards follows what is explored"))
  }

  /// A value every 2 s up to 98 s; silence counts from then, in running trainings only.
  @Test func aStallIsMeasuredByItsOwnCadence() throws {
    let run = GeneratedRun.healthy(1, length: 50)
    let running = run.snapshot(secondsAStep: 2, state: .running)
    #expect(outcome(.stalled, running, now: 150) == .quiet)
    let found = try #require(outcome(.stalled, running, now: 159)?.finding)
    #expect((found.severity, found.step) == (.critical, 49))
    #expect(outcome(.stalled, run.snapshot(secondsAStep: 2, state: .paused), now: 9_999)?.finding == nil)
    let slow = run.snapshot(secondsAStep: 600, state: .running)
    #expect(outcome(.stalled, slow, now: 49 * 600 + 5_999) == .quiet)
    #expect(outcome(.stalled, slow, now: 49 * 600 + 6_001)?.finding != nil)
  }

  /// 1 step a second for 60 steps, then one in 3 s.
  @Test func throughputFromWallTimes() throws {
    var run = RunSnapshot(id: "run", name: "run", path: "/run")
    var series = MetricSeries()
    for step in 0..<100 {
      let time = step <= 60 ? Double(step) : 60 + 3 * Double(step - 60)
      series.record(step: Step(Int64(step)), wallTime: time, value: 1 / Double(step + 1))
    }
    run.metrics = [.init(name: "loss", series: series)]
    let found = try #require(outcome(.throughputDrop, run)?.finding)
    #expect((found.severity, found.step) == (.warning, 62))
  }

  @Test func throughputAsLogged() {
    let values = (0..<80).map { $0 < 50 ? 1_000.0 : 400 }
    #expect(finding(.throughputDrop, GeneratedRun(metrics: [("samples_per_second", values)])) != nil)
    #expect(
      finding(.throughputDrop, GeneratedRun(metrics: [("samples_per_second", values.map { max($0, 800) })])) == nil)
  }

  /// However good its curves are; of a run that says no state, nobody knows.
  @Test func aRunThatFailedSaysWhy() throws {
    var run = GeneratedRun.healthy(1).snapshot(state: .failed)
    (run.stateReason, run.console.lines) = ("exit code 1", ["step 30", "RuntimeError: CUDA out of memory", " "])
    let report = HealthReport(run, now: nil)
    let found = try #require(report.worst)
    #expect((found.rule, found.severity, found.metric, found.step) == (.failed, .critical, nil, 79))
    #expect(
      found.evidence.parts == [.text("exit code 1"), .text(": "), .line("RuntimeError: CUDA out of memory")])
    #expect(report.findings.count == 1 && found.isOver)
    run.stateReason = ""
    run.console.lines = []
    run.metrics = []
    let unknown = try #require(outcome(.failed, run)?.finding)
    #expect((unknown.evidence, unknown.step) == ("\("no reason is recorded")", nil))
    (run.state, run.stateReason) = (.lost, "its supervisor is gone")
    #expect(outcome(.failed, run)?.finding?.evidence.parts.last == .text("its supervisor is gone"))
    run.state = .finished
    #expect(outcome(.failed, run) == .quiet)
    #expect(
      outcome(.failed, GeneratedRun.healthy(1).snapshot()) == .unjudged(because: "the run does not say its state"))
  }

  @Test(arguments: ["d_loss", "G/loss", "loss_discriminator"]) func rivalsAreNotJudgedByTheirLoss(_ name: String) {
    let run = GeneratedRun(metrics: [(MetricName(name), (0..<60).map { 0.1 + Double($0) })])
    #expect(HealthReport(run.snapshot(), now: nil).findings.isEmpty)
  }

  @Test func aRunOfFewPointsIsNotJudged() {
    #expect(!HealthReport(GeneratedRun.healthy(1).snapshot(first: 0), now: nil).isJudged)
    #expect(!HealthReport(GeneratedRun(metrics: [("val/auc", [0.5, 0.9])]).snapshot(), now: nil).isJudged)
    #expect(HealthReport(GeneratedRun.healthy(1).snapshot(), now: nil).isJudged)
  }

  /// The training loss of Keras is `loss`, that of Lightning has `_epoch`; the validation loss decides about overfitting.
  @Test(arguments: [
    ["loss", "val_loss"], ["train/loss_epoch", "val/loss"], ["train.nll", "valid.nll"], ["epoch_loss", "eval/loss"],
  ])
  func namesOfLosses(_ names: [String]) {
    let made = GeneratedRun.overfitting(5)
    let run = GeneratedRun(metrics: zip(names, made.metrics).map { (MetricName($0), $1.values) })
    #expect(HealthReport(run.snapshot(), now: nil).findings.map(\.rule) == [.overfitting])
  }

  /// By how much of the loss of chance, here 2, the validation loss has risen.
  @Test(arguments: [(0.02, nil), (0.06, HealthSeverity.warning), (0.15, .critical)])
  func aRiseOfTheValidationLossIsAsGraveAsItIsLarge(_ share: Double, _ severity: HealthSeverity?) {
    let training = (0..<100).map { step in max(0.1, 2.1 - 0.05 * Double(step)) }
    let validation = (0..<100).map { step in
      let rise = 2 * share * max(0, Double(step) - 50) / 49
      return max(training[step], 0.4) + rise
    }
    let run = GeneratedRun(metrics: [("loss", training), ("val_loss", validation)])
    let found = HealthReport(run.snapshot(), now: nil).findings.first { $0.rule == .overfitting }
    #expect(found?.severity == severity)
  }

  @Test func wildValuesTrapNothing() {
    var draws = Draws(seed: 4)
    let wild: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, Double.leastNonzeroMagnitude, 1, -1]
    for length in [1, 2, 5, 20, 60, 300] {
      for _ in 0..<20 {
        let names: [MetricName] = ["train/loss", "val/loss", "grad_norm", "lr", "fps"]
        let run = GeneratedRun(
          metrics: names.map { name in (name, (0..<length).map { _ in wild[Int(draws.uniform() * 10)] }) })
        let report = HealthReport(run.snapshot(secondsAStep: 1e300, state: .running), now: WallTime(-1e300))
        #expect(report.judgements.count == HealthRule.allCases.count)
      }
    }
  }

  @Test func aMillionPointsAreJudgedInAFractionOfASecond() {
    var series = MetricSeries()
    for step in 0..<1_000_000 {
      series.record(step: Step(Int64(step)), wallTime: Double(step), value: 2 / (1 + Double(step) / 1_000))
    }
    var run = RunSnapshot(id: "run", name: "run", path: "/run")
    run.metrics = [.init(name: "train/loss", series: series), .init(name: "val/loss", series: series)]
    let took = ContinuousClock().measure { #expect(HealthReport(run, now: nil).worst == nil) }
    #expect(took < .milliseconds(500))
  }
}
