import StudyModel
import Testing

@testable import ModelSelection

/// Each rule by values: where it fires, and the healthy case beside it.
@Suite struct EscalationRuleTests {
  // MARK: Data

  private static func finding(_ check: String, _ severity: Finding.Severity, _ columns: [String] = [], rows: Int = 0)
    -> Finding
  {
    Finding(check: check, severity: severity, columns: columns, rowCount: rows, evidence: check, advice: "Look.")
  }

  private static func issues(_ findings: [Finding] = []) -> DataIssues {
    var issues = DataIssues()
    (issues.findings, issues.features, issues.rows, issues.developmentRows) = (findings, ["a", "b"], 1000, 800)
    return issues
  }

  @Test func aCriticalFindingStopsUnlessItIsSettled() throws {
    let leak = Self.finding("leak-single", .critical, ["a"])
    #expect(Self.issues([leak]).escalation?.kind == .dataIssues)
    var kept = Self.issues([leak])
    kept.keepsLeaks = true
    #expect(kept.escalation == nil)
    #expect(Self.issues([Self.finding("leak-single", .critical, ["left-out"])]).escalation == nil)
    #expect(Self.issues([Self.finding("leak-single", .warning, ["a"])]).escalation == nil)
    var groups = Self.issues([Self.finding("split-groups", .critical)])
    #expect(groups.escalation != nil)
    groups.hasChosenSplit = true
    #expect(groups.escalation == nil)
    #expect(
      Self.issues([Self.finding("bad-weights", .critical)]).escalation?.alternatives.map(\.name) == ["stop", "go-on"])
  }

  /// Suspects of 1,000 labels, errors of all and of the surest, the majority; whether labels are wrong.
  @Test(arguments: [
    (300, 0.31, 0.30, 0.5, true), (250, 0.31, 0.30, 0.5, false),
    // A weak model errs less where it is surest; one that has learned nothing says nothing.
    (350, 0.31, 0.15, 0.5, false), (450, 0.49, 0.48, 0.5, false), (300, 0.31, 0.30, 0.7, false),
  ])
  func labelsAreWrongWhereASureModelIsContradictedAsOften(
    _ suspects: Int, _ errors: Double, _ surest: Double, _ majority: Double, _ isWrong: Bool
  ) {
    var issues = Self.issues()
    issues.labels = DataIssues.Labels(
      suspects: suspects, judged: 1000, errors: errors, surestErrors: surest, majority: majority)
    #expect((issues.escalation != nil) == isWrong)
    #expect(!isWrong || issues.escalation?.alternatives.map(\.name) == ["leave-out", "go-on", "stop"])
    // What is true now may not have been then.
    issues.isTemporal = true
    #expect(issues.escalation == nil)
  }

  @Test func aShiftBeyondDoubtStopsUnlessTimeExplainsIt() {
    var issues = Self.issues()
    issues.shift = DataIssues.Shift(value: 0.95, low: 0.91, drivers: ["a"])
    #expect(issues.escalation?.alternatives.first?.name == "leave-out" && issues.columnsToLeaveOut == ["a"])
    issues.isTemporal = true
    #expect(issues.escalation == nil)
    issues.isTemporal = false
    issues.shift?.low = 0.89
    #expect(issues.escalation == nil)
    // Never all features.
    issues.shift = DataIssues.Shift(value: 0.95, low: 0.91, drivers: ["a", "b"])
    #expect(issues.columnsToLeaveOut.isEmpty && issues.escalation?.alternatives.first?.name == "stop")
  }

  @Test func mostRowsBeingCopiesOrUnlabelledStops() {
    #expect(Self.issues([Self.finding("missing-target", .warning, rows: 501)]).escalation != nil)
    #expect(Self.issues([Self.finding("missing-target", .warning, rows: 500)]).escalation == nil)
    var issues = Self.issues()
    issues.copies = 500
    #expect(issues.escalation == nil)
    issues.copies = 501
    #expect(issues.hasMostlyCopies && issues.escalation?.evidence == ["501 of 1,000 rows are copies of others."])
    #expect(issues.escalation?.alternatives.first?.cost == "501 of 1,000 rows.")
  }

  // MARK: Resources

  private static func budget(finished: Int, best: [Double?] = [0.7, 0.75, 0.8, 0.85]) -> ResourceExhaustion.Budget {
    ResourceExhaustion.Budget(
      limit: "search.minutes", plannedTrials: 16, finishedTrials: finished, wallSeconds: 60, costPerHour: 6,
      metric: "auc", best: best)
  }

  @Test func aBudgetThatEndsBeforeHalfIsDoneStops() throws {
    #expect(ResourceExhaustion.escalation(Self.budget(finished: 8)) == nil)
    let raised = try #require(ResourceExhaustion.escalation(Self.budget(finished: 4)))
    #expect(raised.kind == .resourceExhaustion && raised.alternatives.map(\.name) == ["more-minutes", "go-on", "stop"])
    // 12 trials of 15 seconds; two doublings of what the last one gained: 0.85 - 0.75.
    #expect(Self.budget(finished: 4).missingMinutes == 3)
    #expect(abs(try #require(Self.budget(finished: 4).expectedGain) - 0.2) < 1e-12)
    #expect(raised.alternatives[0].cost.hasPrefix("3 minutes and 0.300 of money for 12 trials"))
    let flat = try #require(ResourceExhaustion.escalation(Self.budget(finished: 4, best: [0.8, 0.8, 0.8, 0.8])))
    #expect(flat.alternatives.map(\.name) == ["go-on", "more-minutes", "stop"])
  }

  private static func candidate(_ name: String, _ value: Double, milliseconds: Double, isBaseline: Bool = false)
    -> CandidateSummary
  {
    CandidateSummary(
      name: name, family: isBaseline ? "prior" : "boosting", isBaseline: isBaseline, interpretability: .low,
      complexity: 1, estimates: [Estimate(metric: "auc", value: value)],
      rowLatency: .init(median: milliseconds, percentile99: milliseconds, samples: 100), run: name)
  }

  private static let basis = EvaluationBasis(
    metric: "auc", isMaximized: true, rope: 0.01,
    split: SplitSummary(
      name: "evaluation", kind: "stratified", folds: 2, repeats: 1, seed: 1, trainingRows: [5, 5], testRows: [5, 5],
      digest: "", path: ""))

  private static func judged(_ candidates: [CandidateSummary], _ limits: Limits) -> [CandidateSummary] {
    candidates.map {
      var result = $0
      result.exclusions = Constraints.exclusions($0, limits)
      return result
    }
  }

  @Test func limitsThatExcludeEverySearchedModelStop() throws {
    let limits = Limits(latencyMilliseconds: 1)
    let all = [
      Self.candidate("prior", 0.5, milliseconds: 0.1, isBaseline: true),
      Self.candidate("linear", 0.8, milliseconds: 2), Self.candidate("boosting", 0.85, milliseconds: 3),
    ]
    let raised = try #require(
      ResourceExhaustion.escalation(Self.judged(all, limits), limits: limits, basis: Self.basis))
    #expect(raised.alternatives.map(\.name) == ["relax", "go-on", "stop"] && raised.evidence.count == 2)
    let relaxed = ResourceExhaustion.relaxed(limits, for: Self.judged(all, limits), basis: Self.basis)
    #expect(relaxed.latencyMilliseconds == 3, "as far as boosting, the best, needs")
    let wider = Limits(latencyMilliseconds: 2)
    #expect(ResourceExhaustion.escalation(Self.judged(all, wider), limits: wider, basis: Self.basis) == nil)
    #expect(
      ResourceExhaustion.escalation(Self.judged([all[0]], limits), limits: limits, basis: Self.basis) == nil,
      "nothing was searched")
  }

  // MARK: Training

  @Test(arguments: [
    (10, 3, 7, true), (10, 2, 8, false), (15, 3, 12, false), (16, 4, 1, true), (5, 5, 0, false),
  ])
  func aCandidateThatWorksAtTimesStops(_ count: Int, _ failed: Int, _ complete: Int, _ isUnstable: Bool) {
    let trials = TrainingInstability.Trials(
      candidate: "net", count: count, failed: failed, complete: complete, reason: "loss is NaN")
    #expect((TrainingInstability.escalation([trials]) != nil) == isUnstable)
    let other = TrainingInstability.Trials(candidate: "linear", count: 5, failed: 0, complete: 5, reason: "")
    let names = TrainingInstability.escalation([trials, other])?.alternatives.map(\.name)
    #expect(names == (isUnstable ? ["drop", "go-on", "stop"] : nil))
  }

  /// Deviation, advantage, rope.
  @Test(arguments: [
    (0.03, 0.05, 0.01, true), (0.02, 0.05, 0.01, false), (0.008, 0.01, 0.01, false), (0.03, -0.01, 0.01, false),
  ])
  func aChoiceThatHangsOnTheSeedStops(_ deviation: Double, _ advantage: Double, _ rope: Double, _ fires: Bool) {
    let spread = TrainingInstability.Spread(
      chosen: "boosting", deviation: deviation, advantage: advantage, metric: "auc", rope: rope, next: "linear")
    #expect((TrainingInstability.escalation(spread) != nil) == fires)
  }

  @Test func predictionsThatAreNoNumbersStop() {
    #expect(TrainingInstability.escalation(notFinite: []) == nil)
    #expect(TrainingInstability.escalation(notFinite: ["net"])?.kind == .trainingInstability)
  }

  // MARK: Goal

  private static func plateau(
    _ outcome: CriterionVerdict.Outcome, hasConverged: Bool = true, helps: Bool? = true
  ) -> PerformancePlateau {
    PerformancePlateau(
      criteria: [CriterionVerdict(criterion: "AUC at least 0.9", outcome: outcome, evidence: "AUC is 0.8.")],
      hasConverged: hasConverged, convergence: "Tuning has become noise.",
      learningCurve: LearningCurve(
        candidate: "linear", metric: "auc", rows: [100, 200, 400], means: [0.7, 0.78, 0.8], deviations: [0, 0, 0],
        verdict: "More rows would probably help.", helps: helps), isMaximized: true, features: 7)
  }

  @Test func aMissedGoalStopsOnlyWhereMoreTrialsWillNotDo() throws {
    let raised = try #require(Self.plateau(.missed).escalation)
    #expect(raised.alternatives.map(\.name) == ["go-on", "more-rows", "more-features", "stop"])
    #expect(raised.alternatives.map(\.ends) == [false, true, true, true])
    // The last doubling gained 0.02, a quarter of the one before.
    #expect(abs(try #require(Self.plateau(.missed).expectedGain) - 0.005) < 1e-12)
    #expect(raised.alternatives[1].effect == "AUC better by about 0.0050, if the learning curve goes on as it did.")
    #expect(!raised.alternatives[2].effect.contains("rows"), "the curve says that they would help")
    let hardly = try #require(Self.plateau(.missed, helps: false).escalation)
    #expect(hardly.alternatives[1].effect == "Hardly any, by the learning curve.")
    #expect(hardly.alternatives[2].effect.hasSuffix("nor would, by the learning curve, more rows."))
    let unknown = try #require(Self.plateau(.missed, helps: nil).escalation)
    #expect(unknown.alternatives[1].effect == "Not known: the learning curve cannot tell.")
    #expect(!unknown.alternatives[2].effect.contains("rows"))
    #expect(Self.plateau(.missed, hasConverged: false).escalation == nil)
    for outcome in [CriterionVerdict.Outcome.unproven, .met, .unknown] {
      #expect(Self.plateau(outcome).escalation == nil)
    }
    var none = Self.plateau(.missed)
    none.criteria = []
    #expect(none.escalation == nil)
  }

  // MARK: Fairness

  private static func verdict(
    _ measure: FairnessVerdict.Measure, _ value: Double, _ low: Double, _ high: Double, limit: Double,
    proxies: [String] = [], dropping: FairnessVerdict.Dropping? = nil
  ) -> FairnessVerdict {
    FairnessVerdict(
      attribute: "sex", outcome: "yes", measure: measure, value: value,
      interval: ConfidenceInterval(low: low, high: high, method: "bootstrap"), limit: limit,
      ends: .init(.selection, lowest: "f", 0.1, highest: "m", 0.25), proxies: proxies, dropping: dropping)
  }

  @Test func aLimitStopsWhereTheIntervalIsBeyondIt() throws {
    let broken = Self.verdict(.selectionRatio, 0.4, 0.3, 0.5, limit: 0.8, proxies: ["job"])
    let raised = try #require(EthicalConcerns.escalation([broken, broken], chosen: "linear"))
    #expect(raised.kind == .ethicalConcerns && raised.alternatives.map(\.name) == ["stop", "drop-proxies", "go-on"])
    #expect(
      raised.evidence[0]
        == "By sex the ratio of selection rates (yes) is 0.40 (95 % interval 0.30 to 0.50): at least 0.8 is "
        + "broken; sex = m is selected at 25 %, sex = f at 10 %.")
    #expect(raised.alternatives[1].what.contains("without job (data.ignore"))
    #expect(raised.alternatives[1].effect.hasPrefix("Not measured"))
    #expect(EthicalConcerns.escalation([], chosen: "linear") == nil)
    func isRaised(_ verdict: FairnessVerdict) -> Bool {
      EthicalConcerns.escalation([verdict], chosen: "linear") != nil
    }
    #expect(!isRaised(Self.verdict(.selectionRatio, 0.4, 0.3, 0.85, limit: 0.8)))
    #expect(isRaised(Self.verdict(.oddsDifference, 0.3, 0.2, 0.4, limit: 0.1)))
    #expect(!isRaised(Self.verdict(.oddsDifference, 0.3, 0.05, 0.4, limit: 0.1)))
    let unproved = FairnessVerdict(
      attribute: "sex", outcome: "yes", measure: .selectionRatio, value: 0.4, interval: nil, limit: 0.8)
    #expect(!isRaised(unproved), "without an interval nothing is proved")
  }

  /// The change of the difference of rates, beside a ratio that is helped; whether leaving the columns out comes first.
  @Test(arguments: [(-0.2, -0.1, true), (-0.1, 0.1, true), (0.02, 0.1, false)])
  func whatPartsTheGroupsByAnotherLimitIsNotRecommended(_ low: Double, _ high: Double, _ isFirst: Bool) throws {
    func dropping(_ before: Double, _ after: Double, _ low: Double, _ high: Double) -> FairnessVerdict.Dropping {
      FairnessVerdict.Dropping(
        ["job"], before: before, after: after, interval: ConfidenceInterval(low: low, high: high, method: "bootstrap"),
        metric: "auc", scoreChange: nil, scoreInterval: nil)
    }
    let ratio = Self.verdict(
      .selectionRatio, 0.4, 0.3, 0.5, limit: 0.8, proxies: ["job"], dropping: dropping(0.42, 0.61, 0.1, 0.3))
    let odds = Self.verdict(
      .oddsDifference, 0.3, 0.2, 0.4, limit: 0.1, proxies: ["job"],
      dropping: dropping(0.3, 0.3 + (low + high) / 2, low, high))
    let names = EthicalConcerns.escalation([ratio, odds], chosen: "linear")?.alternatives.map(\.name)
    #expect(names == (isFirst ? ["drop-proxies", "stop", "go-on"] : ["stop", "drop-proxies", "go-on"]))
  }

  /// The change of the ratio without the columns; whether leaving them out comes first.
  @Test(arguments: [(0.1, 0.3, true), (-0.05, 0.3, false)])
  func whatDroppingDidIsQuotedAndRecommendedWhereItHelps(_ low: Double, _ high: Double, _ isFirst: Bool) throws {
    let dropping = FairnessVerdict.Dropping(
      ["job"], before: 0.42, after: 0.61, interval: ConfidenceInterval(low: low, high: high, method: "bootstrap"),
      metric: "auc", scoreChange: -0.012, scoreInterval: ConfidenceInterval(low: -0.02, high: -0.004, method: "t"))
    let broken = Self.verdict(.selectionRatio, 0.4, 0.3, 0.5, limit: 0.8, proxies: ["job"], dropping: dropping)
    let raised = try #require(EthicalConcerns.escalation([broken], chosen: "linear"))
    #expect(raised.alternatives.map(\.name).first == (isFirst ? "drop-proxies" : "stop"))
    #expect(raised.alternatives.last?.name == "go-on")
    let drop = try #require(raised.alternatives.first { $0.name == "drop-proxies" })
    #expect(
      drop.cost == "A new study without 1 feature; AUC changes by -0.012, 95 % interval -0.020 to -0.004.",
      "\(drop.cost)")
    #expect(
      drop.effect.hasPrefix(
        "Measured out of fold with the same settings: the ratio of selection rates by sex goes from 0.42 to 0.61 (+0.19, "
      ))
    #expect(drop.effect.hasSuffix("still beyond at least 0.8.") && drop.effect.contains("may be none") != isFirst)
  }
}
