import JSONText
import RunModel
import TerminalModel
import TestSupport
import Testing

@testable import DashboardLogic

@Suite struct FeatureStoryTests {
  private struct OtherScreen: Error {}

  private func model(_ story: DashboardStory) throws -> FeaturesModel {
    guard case .features(let model) = DashboardModel(story.state).body else { throw OtherScreen() }
    return model
  }

  @Test func measuresAreOneKeyApartAndRankedBySize() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.features())])
    story.press("4")
    #expect(try model(story).measure == "gain" && (try model(story).rows[0].name) == "contract")
    story.press("i")
    let rows = try model(story).rows
    #expect(try model(story).measure == "permutation")
    #expect(rows.map(\.name) == ["tenure_months", "contract", "monthly_charge", "support_calls", "region"])
    #expect(rows[0].deviation == 0.01 && rows[4].value == -0.01 && rows[4].rank == 5)
    #expect(try model(story).range == -0.01...0.09)
    story.press("i")
    #expect(try model(story).measure == "shap" && (try model(story).rows[0].value) == 0.5)
    story.press("u")
    #expect(try model(story).measure == "permutation")
  }

  /// A model that does better when a feature is shuffled does not lean on it; the sign of a coefficient is only a side.
  @Test func aNegativePermutationImportanceIsTheLeast() throws {
    func names(_ measure: String) throws -> [String] {
      let table = FeatureImportance(measure: measure, features: ["a", "b", "c", "d"], values: [-0.9, 0.1, .nan, 0.5])
      var story = DashboardStory([SampleEvaluation.run("x", [.importance(table)])])
      story.press("4")
      #expect(try model(story).rows.map(\.rank) == [1, 2, 3, 4])
      let facts = try model(story).facts.map { $0.spans.map(\.text).joined() }
      #expect(facts.contains { $0.hasSuffix("rank 1 of 4") })
      return try model(story).rows.map(\.name)
    }
    #expect(try names("permutation") == ["d", "b", "a", "c"])
    #expect(try names("coefficient") == ["a", "d", "b", "c"])
  }

  @Test func theFilterIsLiveAndEscapeForgetsIt() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.features())])
    story.press("4", "/")
    story.type("mon")
    #expect(try model(story).rows.map(\.name) == ["tenure_months", "monthly_charge"])
    #expect(try model(story).rows.map(\.rank) == [2, 3])
    story.press("esc")
    #expect(try model(story).rows.count == 5)
    story.press("/")
    story.type("nothing like it")
    story.press("enter")
    #expect(try model(story).rows.isEmpty && (try model(story).selection) == nil)
    story.press("j", "enter", "S")
    #expect(try model(story).emptyText == "no feature fits the filter")
  }

  @Test func theSelectionFollowsTheFeatureWhenTheOrderChanges() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.features())])
    story.press("4", "j", "j")
    #expect(story.state.features.selected == "monthly_charge")
    story.press("S")
    let sorted = try model(story)
    #expect(sorted.rows.map(\.name) == ["contract", "monthly_charge", "region", "support_calls", "tenure_months"])
    #expect(sorted.selection == 1)
    story.press("enter")
    #expect(try model(story).isDetailOpen)
    story.press("esc")
    #expect(try model(story).isDetailOpen == false && story.state.screen == .features)
  }

  @Test func whatHasChangedSinceTheRunBeforeOfThatName() throws {
    var before = SampleEvaluation.run("2026-01", SampleEvaluation.features(shift: 0.2))
    var now = SampleEvaluation.run("2026-02", SampleEvaluation.features())
    (before.name, now.name) = ("churn", "churn")
    var story = DashboardStory([now, before])
    story.press("4")
    #expect(try model(story).rival == "2026-01")
    // tenure_months led with 0.47.
    let changes = try model(story).rows.prefix(2).map(\.change)
    #expect(changes == [.init(rank: 2, value: 0.41), .init(rank: 1, value: 0.27 + 0.2)])
    story.press("z", "z")
    #expect(try model(story).rows.map(\.moved) == [1, 1, 0, 0, 0])
    story.press("c")
    #expect(try model(story).rival == "" && (try model(story).rows[0].change) == nil)
  }

  @Test func howFarAFeaturePushesStandsInItsFacts() throws {
    let story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.features())])
    var state = story.state
    state.screen = .features
    state.features.selected = "support_calls"
    guard case .features(let model) = DashboardModel(state).body else { return }
    let facts = model.facts.map { $0.spans.map(\.text).joined() }
    #expect(facts.contains("gain 0.08  rank 4 of 5") && facts.contains("permutation 0.02 ± 0.005  rank 4 of 5"))
    #expect(facts.contains("high raises, Spearman 0.80"))
    // Counts 9 10 11 12 11 10 9 around the middle: 12 + 11 + 10 + 9 of 72 are above zero, centred on 0.05, 0.15 …
    #expect(facts.contains { $0.hasPrefix("raises it in 58 % of rows, median 0.15, 90 % within 0.35") })
  }

  @Test func aRunWithoutImportanceSaysSo() throws {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("4", "j", "enter", "i")
    #expect(story.notice == "measure: not possible, the run has recorded no importance")
    #expect(try model(story).rows.isEmpty)
  }
}

@Suite struct DriftStoryTests {
  private struct OtherScreen: Error {}

  private func model(_ story: DashboardStory) throws -> DriftModel {
    guard case .drift(let model) = DashboardModel(story.state).body else { throw OtherScreen() }
    return model
  }

  private func names(_ story: DashboardStory) throws -> [String] { try model(story).rows.map(\.feature.name) }

  @Test func alertsStandOnTopUntilTheyAreSeen() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.drift())])
    story.press("5")
    #expect(try names(story) == ["monthly_charge", "contract", "tenure_months", "region"])
    #expect(try model(story).driftCount == 1 && (try model(story).warningCount) == 1)
    story.press("x")
    #expect(try names(story) == ["contract", "monthly_charge", "tenure_months", "region"])
    #expect(try model(story).driftCount == 0 && (try model(story).acknowledgedCount) == 1)
    #expect(try model(story).selected?.feature.name == "monthly_charge")
    // The same key takes it back.
    story.press("x")
    #expect(try model(story).acknowledgedCount == 0)
    story.press("X")
    #expect(try model(story).acknowledgedCount == 2)
    #expect(try model(story).summary.spans.map(\.text).joined() == "no new alert, 2 seen among 4")
    story.press("G", "x")
    #expect(story.notice == "seen: not possible, region does not drift")
  }

  @Test func whatSomebodyHasSeenIsNoPartOfAView() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.drift())])
    story.press("5", "S", "X")
    let stored = story.state.storedViews
    #expect(
      Set(stored.seen.entries.map(\.feature)) == ["contract", "monthly_charge"] && stored.current.drift.order == .name)
    // Neither undo nor the views as they were at the first start touch it.
    story.press("u")
    #expect(try model(story).acknowledgedCount == 2 && story.state.settings.drift.order == .severity)
    _ = story.state.perform(Command("reset-view"))
    #expect(try model(story).acknowledgedCount == 2)
    // It is kept for the next session.
    let again = try StoredViews(json: stored.json())
    #expect(again.seen == stored.seen)
  }

  @Test func featuresAreFoundByAPattern() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.drift())])
    story.press("5", "/")
    story.type("/^(region|contract)$/")
    #expect(try names(story) == ["contract", "region"])
  }

  @Test func anAlertThatGetsWorseIsAnAlertAgain() throws {
    var run = SampleEvaluation.run("a", SampleEvaluation.drift())
    var story = DashboardStory([run])
    story.press("5", "X")
    guard case .drift(var report) = run.tables[0] else { return }
    report.features[2].status = .drift
    report.features[1].status = .warning
    run.tables = [.drift(report)]
    story.see([run])
    #expect(try model(story).rows.filter(\.isAlert).map(\.feature.name) == ["contract"])
    // Of another run nothing was seen.
    story.see([SampleEvaluation.run("b", SampleEvaluation.drift())])
    #expect(try model(story).acknowledgedCount == 0)
  }

  @Test func reportsThatFollowEachOtherAreAHistory() throws {
    var run = SampleEvaluation.run("a", [])
    let report = { (window: String, value: Double?) in
      DriftReport(
        reference: "train", current: "live", rule: "", window: window,
        features: [.init(name: "x", measure: "psi", value: value, threshold: 0.2, status: .ok)])
    }
    run.earlierDrift = [report("Mon", 0.1), report("Tue", nil)]
    run.tables = [.drift(report("Wed", 0.15))]
    var story = DashboardStory([run])
    story.press("5")
    let drift = try model(story)
    let selected = try #require(drift.selected)
    let history = try #require(drift.history(of: selected))
    #expect(history.labels == ["Mon", "Tue", "Wed"])
    #expect(history.values[0] == 0.1 && history.values[1].isNaN && history.values[2] == 0.15)
    run.earlierDrift = []
    story.see([run])
    #expect(try model(story).hasHistory == false)
  }

  @Test func samplesAreOneKeyApart() throws {
    var tables = SampleEvaluation.drift()
    tables.insert(
      .drift(
        DriftReport(
          origin: SampleEvaluation.test, reference: "development rows", current: "test rows", rule: "", features: [])),
      at: 0)
    var story = DashboardStory([SampleEvaluation.run("a", tables)])
    story.press("5")
    #expect(try model(story).report?.current == "churn-later.csv" && (try model(story).pageText) == "i: test rows")
    story.press("i")
    #expect(try model(story).report?.current == "test rows" && (try model(story).selection) == nil)
    story.press("j", "enter", "x")
    #expect(story.notice == "seen: not possible, no feature is selected")
  }

  @Test func featuresAreFilteredAndSorted() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.drift())])
    story.press("5")
    #expect(try model(story).table.sort == .init(column: 2, isAscending: false) && model(story).pageText.isEmpty)
    story.press("S")
    #expect(try names(story) == ["contract", "monthly_charge", "region", "tenure_months"])
    #expect(try model(story).table.sort == .init(column: 1, isAscending: true))
    #expect(try model(story).pageText == "sorted by name (S)", "an order that was kept is no surprise")
    story.press("S")
    #expect(try names(story) == ["monthly_charge", "contract", "tenure_months", "region"])
    #expect(try model(story).table.sort == .init(column: 4, isAscending: false))
    story.press("/")
    story.type("reg")
    story.press("enter")
    #expect(try names(story) == ["region"])
  }
}
