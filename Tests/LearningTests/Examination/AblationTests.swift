import HyperparameterSearch
import Specification
import Statistics
import StudyModel
import Tables
import Testing

@testable import Learning

@Suite struct AblationTests {
  private func row(_ report: TopicReport, _ table: String, _ name: String) throws -> [String: TopicCell] {
    let table = try #require(report.tables.first { $0.name == table })
    let row = try #require(table.rows.first { $0.first == .text(name) }, "\(table.rows)")
    return Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), row))
  }

  /// Rows whose class follows `a` and `b`; `copy` is nearly `b`, and `noise` nothing.
  private static func csv(rows: Int, seed: UInt64, isDated: Bool = false) -> String {
    var generator = SeededGenerator(seed: seed)
    var text = "day,a,b,copy,noise,gap,y\n"
    for row in 0..<rows {
      let (a, b) = (generator.normal(), generator.normal())
      let copy = b + 0.05 * generator.normal()
      let score = 2 * a + b + 0.7 * generator.normal()
      let gap = generator.unit() < 0.3 ? "" : "\(generator.normal())"
      let day = row / 4 + 1
      text += "2026-0\((day - 1) / 28 + 1)-\(day % 28 + 1 < 10 ? "0" : "")\(day % 28 + 1),"
      text += "\(a),\(b),\(copy),\(generator.normal()),\(gap),\(score > 0 ? "yes" : "no")\n"
    }
    return text
  }

  private static func study(rows: Int = 400, _ change: (inout StudyDirectory) -> Void = { _ in }) throws
    -> StudyDirectory
  {
    var study = try StudyDirectory(csv(rows: rows, seed: 3))
    (study.specification.data.ignore, study.specification.data.leaks) = (["day"], .keep)
    (study.specification.split.kind, study.specification.split.folds) = (.stratified, 5)
    change(&study)
    return study
  }

  @Test func whatNothingElseKnowsIsNeededAndWhatACopyKnowsIsNot() throws {
    let study = try Self.study { $0.specification.examination.groups = [.init(name: "twins", columns: ["b", "copy"])] }
    let report = try #require(try AblationTopic.examine(study.examination()))
    #expect(try row(report, "ablation", "a")["verdict"] == .text("needed"))
    #expect(try row(report, "ablation", "noise")["verdict"] == .text("not needed"))
    #expect(try row(report, "ablation", "b")["verdict"] == .text("not needed"))
    // The group of the specification is also found in the rows, and listed once.
    #expect(try row(report, "ablation", "twins")["verdict"] == .text("needed"))
    #expect(report.tables[0].rows.count { $0[1] == .text("group") } == 1)
    #expect(
      report.tables[0].rows.filter { $0[1] == .text("step") }.map(\.first) == [
        .text("standardised numbers"), .text("columns that say what is missing"),
      ])
    #expect(report.finding.contains("Of 5 features left out one at a time, 1 is needed (a: AUC"), "\(report.finding)")
    #expect(try #require(row(report, "ablation", "a")["change"]?.number) < -0.05)
  }

  @Test func noiseColumnsAreDroppedAndTheSignalIsKept() throws {
    let report = try #require(try AblationTopic.examine(Self.study().examination(of: .boosting)))
    #expect(try row(report, "probe_selection", "a")["verdict"] == .text("keep"))
    #expect(try row(report, "probe_selection", "noise")["verdict"] == .text("drop"))
    #expect(try row(report, "probe_selection", "gap")["verdict"] == .text("drop"))
    #expect(report.sentences.contains { $0.hasPrefix("With these alone AUC") })
  }

  @Test func aFeatureIsKeptByMostTrainingsAndByTheMean() {
    let repeats = [
      ProbeSelection.Repeat(fold: 0, importances: [0.5, 0.1, -0.2, 0.11], bestProbe: 0.1),
      .init(fold: 1, importances: [0.4, 0.3, -0.1, 0.11], bestProbe: 0.1),
      .init(fold: 2, importances: [0.0, 0.1, -0.3, 0.02], bestProbe: 0.1),
      // A best noise column below 0 is no hurdle for what is no better than nothing.
      .init(fold: 2, importances: [0.1, 0.1, -0.1, 0.05], bestProbe: -0.4),
    ]
    let probes = ProbeSelection(features: ["a", "b", "c", "d"], repeats: repeats, metric: MetricPanel(["auc"]).primary)
    // d has three hits of four, and 0.29 in all against the noise's 0.3.
    #expect(probes.kept == ["a"] && probes.hits(3) == 3 && probes.hits(1) == 2)
    #expect(probes.kept(judgedOn: [1]) == ["a", "b", "d"] && probes.kept(judgedOn: []) == ["a", "b", "c", "d"])
  }

  @Test func windowsOfTimeAreCountedAndNotTested() throws {
    let study = try Self.study {
      ($0.specification.data.ignore, $0.specification.data.timeColumns) = ([], ["day"])
      $0.specification.split.kind = .temporal
    }
    let report = try #require(try AblationTopic.examine(study.examination()))
    let names = report.tables[0].columns.map(\.name)
    #expect(names.contains("worse_windows") && !names.contains("p") && !names.contains("interval"))
    #expect(try row(report, "ablation", "a")["worse_windows"] == .text("5 of 5"))
  }

  @Test func aModelWithoutColumnsHasNoAblation() throws {
    let study = try Self.study(rows: 120)
    let examination = try study.examination()
    var chosen = examination.chosen
    let prior = StudyCandidate.baselines(for: examination.context.data, isTemporal: false)[0]
    chosen.single?.candidate = prior
    let other = try Examination(
      examination.context, chosen: chosen, final: FinalTest(examination.context, chosen: examination.chosen))
    #expect(try AblationTopic.examine(other) == nil)
  }

  @Test func aStepIsADeclaredTransformation() throws {
    let study = try Self.study {
      $0.specification.features.transforms = [.difference("a", "b"), .ratio("a", "copy")]
    }
    let context = try study.context()
    let refit = try #require(try ChosenRefit(study.examination()))
    let steps = Removal.steps(refit)
    #expect(steps.prefix(2).map(\.name) == ["a_minus_b", "a_per_copy"])
    let changed = try steps[0].change.apply(context.data, [], 0).0
    #expect(Set(context.data.columns.map(\.name)).subtracting(changed.columns.map(\.name)) == ["a_minus_b"])
  }

  @Test func strengthIsOfTheKindsOfTheColumns() {
    let levels = ColumnValues.categorical(CategoricalColumn(cells: ["u", "u", "v", "v", "u", "v", "u", "v"]))
    let numbers = ColumnValues.numeric([1, 2, 11, 12, 3, 13, 4, 14])
    #expect(FeatureAssociation.strength(numbers, .numeric([-1, -4, -121, -144, -9, -169, -16, -196])) == 1)
    #expect(abs(FeatureAssociation.strength(levels, levels) - 1) < 1e-12)
    // Ranks 1…4 against 5…8: 32 of 42 between; corrected 1 - 10/42 · 7/6.
    #expect(abs(FeatureAssociation.strength(levels, numbers) - (1 - 10.0 / 42 * 7 / 6).squareRoot()) < 1e-12)
    #expect(FeatureAssociation.strength(numbers, .numeric([1, 1, 1, 1, 1, 1, 1, 1])) == 0)
  }

  @Test func dearTrainingsGetFewerRowsBeforeFewerFeatures() {
    let cheap = AblationPlan(features: 19, others: 5, folds: 5, rows: 4500, secondsPerRow: 1e-6)
    #expect(cheap.features == 19 && cheap.rows == 4500)
    let dear = AblationPlan(features: 19, others: 5, folds: 5, rows: 20_000, secondsPerRow: 1e-5)
    #expect(dear.features == 19 && dear.rows == 5000)
    let dearest = AblationPlan(features: 200, others: 5, folds: 5, rows: 20_000, secondsPerRow: 1e-4)
    #expect(dearest.features == 7 && dearest.rows == AblationPlan.fewestRows)
    #expect(AblationPlan(features: 200, others: 5, folds: 5, rows: 300, secondsPerRow: 1e-9).features == 30)
  }

  @Test func aFixedNumberOfRoundsIsTrainedAsEarlyStoppingFoundIt() throws {
    let (data, rows) = (SampleRows.make(.binary), Array(0..<240))
    let found = try BoostingLearner().fit(data, rows: rows, settings: .init(), seed: 7)
    let fixed = try BoostingLearner(fixedRounds: found.facts.rounds).fit(data, rows: rows, settings: .init(), seed: 7)
    #expect(ModelFile.bytes(fixed) == ModelFile.bytes(found))
  }
}

@Suite struct PairedEffectTests {
  private func effects(_ changed: [[Double?]], base: [Double?], temporal: Bool = false) throws -> [PairedEffect] {
    var context = try StudyDirectory(StudyDirectory.binary(rows: 60, seed: 1)).context()
    if temporal { context.splits.kind = .temporal }
    return PairedEffect.all(changed, base: base, in: context, rows: (800, 200), rope: 0.01)
  }

  /// Values: SciPy, t = mean / (sd √(1/5 + 1/4)), 4 degrees of freedom.
  @Test func differencesAreTestedWithTheCorrection() throws {
    let base: [Double?] = [0.80, 0.82, 0.81, 0.79, 0.83]
    let found = try effects(
      [[0.75, 0.765, 0.762, 0.741, 0.776], [0.801, 0.819, 0.811, 0.79, 0.829], [0.7, 0.9, 0.81, 0.75, 0.85]],
      base: base)
    #expect(found.map(\.verdict) == [.worse, .same, .undecided])
    #expect(abs(found[0].gain! + 0.0512) < 1e-12)
    #expect(abs(found[0].pValue! - 1.645258787959137e-05) < 1e-9, "\(found[0].pValue!)")
    #expect(abs(found[0].adjustedPValue! - 3 * found[0].pValue!) < 1e-15)
  }

  @Test func aFoldWithoutAScoreLeavesNothingToTell() throws {
    let found = try effects([[0.7, nil], [0.7, 0.8]], base: [0.7, 0.8])
    #expect(found[0].gain == nil && found[0].verdict == .undecided && found[1].gain == 0)
    #expect(try effects([[0.7, 0.8]], base: [nil, 0.8])[0].gain == nil)
  }

  @Test func aChangeIsToldInTheMetricsOwnDirection() throws {
    let metric = MetricPanel(["auc"]).primary
    let found = try effects(
      [[0.75, 0.765, 0.762, 0.741, 0.776], [0.801, 0.819, 0.811, 0.79, 0.829], [0.7, 0.9, 0.81, 0.75, 0.85]],
      base: [0.80, 0.82, 0.81, 0.79, 0.83]
    ).map { $0.words(metric, open: ", which may be chance") }
    #expect(found[0].hasPrefix("AUC 0.051 lower (-0.0") && !found[0].contains("chance"), "\(found[0])")
    #expect(found[1] == "AUC the same", "\(found[1])")
    #expect(found[2].hasPrefix("AUC 0.0080 lower (-") && found[2].hasSuffix(", which may be chance)"), "\(found[2])")
    let windows = try effects([[0.9, 0.79]], base: [0.8, 0.8], temporal: true)[0]
    #expect(windows.words(metric, untested: ", better in 1 of 2") == "AUC 0.045 higher, better in 1 of 2")
  }

  @Test func windowsMustAllAgree() throws {
    let base: [Double?] = [0.8, 0.8, 0.8]
    let found = try effects(
      [[0.9, 0.81, 0.85], [0.9, 0.79, 0.85], [0.7, 0.7, 0.7], [0.805, 0.8, 0.795]], base: base, temporal: true)
    #expect(found.map(\.verdict) == [.better, .undecided, .worse, .same])
    #expect(found.allSatisfy { $0.pValue == nil && $0.bounds == nil } && found[1].lossesInWords == "1 of 3")
  }
}

extension TopicCell {
  var number: Double? { if case .number(let value) = self { value } else { nil } }
}
