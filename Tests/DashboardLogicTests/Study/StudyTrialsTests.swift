import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// What the trials of a study say, and how a person walks among them.
@Suite struct StudyTrialsTests {
  private static func series(_ values: [Double]) -> MetricSeries {
    var series = MetricSeries()
    for (step, value) in values.enumerated() {
      series.record(step: Step(Int64(step + 1)), wallTime: .nan, value: value)
    }
    return series
  }

  private static func trial(
    _ number: Int, _ candidate: String = "boosting", _ state: RunState? = .finished, auc: Double?, folds: [Double] = [],
    _ settings: [(String, Hyperparameter.Value)] = []
  ) -> RunSnapshot {
    var run = RunSnapshot(id: "s/trials/\(number)", name: "t00\(number) \(candidate)", path: "/runs/s/trials/\(number)")
    (run.parent, run.state) = (.init(id: "s", name: "telco"), state)
    run.hyperparameters = settings.map { .init(name: $0.0, value: $0.1) }
    if let auc { run.metrics.append(.init(name: "val/auc", series: series([auc]))) }
    if !folds.isEmpty { run.metrics.append(.init(name: "fold/auc", series: series(folds))) }
    return run
  }

  /// The newest first, as the watcher lists them.
  private static let runs: [RunSnapshot] = {
    var study = RunSnapshot(id: "s", name: "telco", path: "/runs/s")
    study.hyperparameters = [.init(name: "study/metric", value: .text("auc"))]
    return [
      study,
      trial(5, "boosting", .running, auc: nil, [("depth", .number(4)), ("rate", .number(0.3))]),
      trial(4, "boosting", .failed, auc: nil, [("depth", .number(9)), ("rate", .number(0.1))]),
      trial(3, "boosting", .stopped, auc: nil, folds: [0.6, 0.7], [("depth", .number(8)), ("rate", .number(0.1))]),
      trial(2, auc: 0.8, folds: [0.7, 0.8, 0.9], [("depth", .number(2)), ("rate", .number(0.1))]),
      trial(1, "prior", auc: 0.5, folds: [0.5, 0.5, 0.5]),
    ]
  }()

  private func trials() throws -> StudyTrials {
    try #require(StudyTrials(around: Self.runs[0], among: Self.runs))
  }

  @Test func aStudyCountsItsTrials() throws {
    var study = Self.runs[0]
    #expect(study.placeWords == nil)
    study.metrics = [.init(name: "val/auc", series: Self.series([0.5, 0.8, 0.8]))]
    study.metrics[0].series.record(step: 12, wallTime: .nan, value: 0.9)
    #expect(study.placeWords == "trial 12")
    // The newest trial has failed: it has no value.
    study.progress = Progress(step: 13, total: 31, phase: "search")
    #expect(study.placeWords == "trial 13" && study.phaseAfterTrials.isEmpty)
    study.hyperparameters.append(.init(name: "study/planned_trials", value: .number(15)))
    #expect(study.placeWords == "trial 13 of 15" && study.stepWords == "13 of 15")
    study.state = .running
    study.progress = Progress(step: 25, total: 31, phase: "examination")
    #expect(study.placeWords == "trial 12 of 12" && study.phaseAfterTrials == "examination")
    study.state = .finished
    #expect(study.placeWords == "trial 12 of 12" && study.phaseAfterTrials.isEmpty)
    var story = DashboardStory([study], size: Size(columns: 140, rows: 42))
    story.press("2")
    #expect(story.state.selectedRun?.studyMeasure == "auc")
    let line = try #require(DashboardModel(story.state).titleLine)
    #expect(line.leading.contains { $0.spans.map(\.text).joined().hasPrefix("trial 12 of 12") })
  }

  @Test func everyTrialSaysWhatWasTriedAndWhatCameOfIt() throws {
    let study = try trials()
    #expect(study.name == "telco" && study.metric == "val/auc" && study.direction == .higherIsBetter)
    #expect(study.trials.map(\.number) == [1, 2, 3, 4, 5])
    #expect(study.trials.map(\.candidate) == ["prior", "boosting", "boosting", "boosting", "boosting"])
    #expect(study.trials.map(\.outcome) == [.done, .done, .pruned, .failed, .underWay])
    #expect(study.trials.map(\.objective) == [0.5, 0.8, nil, nil, nil])
    // A trial that was given up has only the mean of the folds it came to.
    #expect(study.trials[2].partial.map { ($0 * 1e9).rounded() / 1e9 } == 0.65 && study.trials[2].foldCount == 2)
    // The sample deviation of 0.7, 0.8 and 0.9.
    #expect(study.trials[1].spread.map { ($0 * 1e9).rounded() / 1e9 } == 0.1)
    #expect(study.foldCount == 3)
  }

  @Test func theBestIsWholeAndStepsAreWhatWasBetterThanEverythingBefore() throws {
    let study = try trials()
    #expect(study.bestIndex == 1)
    #expect(study.steps == [0, 1])
    #expect(study.varying(of: "boosting") == ["depth", "rate"])
    #expect(study.varying(of: "prior").isEmpty)
    // Where the trials of a kind differ in nothing, those of another one are compared.
    #expect(study.comparableCandidate(near: "prior") == "boosting")
    #expect(study.comparableCandidate(near: "boosting") == "boosting")
  }

  @Test func theTrialWhoseSettingsTheModelHasIsMarked() throws {
    var runs = Self.runs
    #expect(try trials().chosenNumber == nil)
    runs[0].checkpoints = [Checkpoint(step: 1, path: "checkpoints/final.json", reason: "final")]
    let study = try #require(StudyTrials(around: runs[0], among: runs))
    #expect(study.chosenIndex == 0 && study.bestIndex == 1)
    var story = DashboardStory(runs, size: Size(columns: 140, rows: 42))
    story.press("6")
    let model = try model(story)
    #expect(model.selectedTrial?.number == 1)
    #expect(model.note.hasPrefix("trial 1 prior is chosen; the report judges it on other folds"))
    let table = model.table
    let words = (0..<3).map { row in
      table.makeRow(row).compactMap { cell in
        if case .text(let text) = cell { text.spans.map(\.text).joined() } else { nil }
      }
    }
    #expect(words[0].contains("chosen") && words[0].contains("★"))
    #expect(words[1].contains("best") && words[2].contains("pruned"))
  }

  @Test func aTrialLeadsToItsSiblingsAndTrialsOfASearchToTheirFolder() throws {
    #expect(StudyTrials(around: Self.runs[3], among: Self.runs)?.trials.count == 5)
    func searched(_ number: Int, loss: Double) -> RunSnapshot {
      var run = RunSnapshot(
        id: "t\(number)", name: "search-ab trial \(number)", path: "/runs/search-ab/trial-000\(number)")
      run.metrics = [.init(name: "val/loss", series: Self.series([loss]))]
      return run
    }
    let runs = [searched(2, loss: 0.3), searched(1, loss: 0.2), RunSnapshot(id: "x", name: "x", path: "/runs/x")]
    let search = try #require(StudyTrials(around: runs[0], among: runs))
    #expect(search.name == "search-ab" && search.trials.map(\.number) == [1, 2])
    #expect(search.direction == .lowerIsBetter && search.bestIndex == 0)
    #expect(StudyTrials(around: runs[2], among: runs) == nil)
  }

  // MARK: The screen

  private func story(_ size: Size = Size(columns: 140, rows: 42)) -> DashboardStory {
    var story = DashboardStory(Self.runs, size: size)
    story.press("6")
    return story
  }

  private func model(_ story: DashboardStory) throws -> StudyScreenModel {
    guard case .study(let model) = DashboardModel(story.state).body else { throw NoStudy() }
    return model
  }
  private struct NoStudy: Error {}

  @Test func theBestTrialIsSelectedFirstAndEnterOpensItsCurves() throws {
    var story = story()
    #expect(try model(story).selectedTrial?.number == 2)
    story.press("j")
    #expect(try model(story).selectedTrial?.number == 3)
    #expect(story.state.selectedRun?.id == "s", "the study stays selected")
    story.press("enter")
    #expect(story.state.screen == .curves && story.state.selectedRun?.id == "s/trials/3")
    story.press("esc")
    #expect(story.state.screen == .study, "back to where it was opened")
    // From there the next trial of the study is the next selected run.
    story.press("k")
    #expect(story.state.selectedRun?.id == "s/trials/2")
  }

  @Test func theSelectedTrialIsOnTopInEveryChart() throws {
    let model = try model(story())
    #expect(model.progressChart.points.last?.kind == .selected)
    #expect(model.scatterChart.points.last?.kind == .selected)
    // depth 2 of 2…9, rate 0.1 of 0.1…0.3, and the best AUC.
    let line = try #require(model.parallelChart(columns: 60).selected)
    #expect(line.shares.prefix(2) == [0, 0])
    #expect(line.shares.count == 3 && line.style == .textStrong)
  }

  @Test func leftAndRightChooseTheHyperparameterOfTheScatter() throws {
    var story = story()
    #expect(try model(story).scatterChart.title == "depth")
    story.press("l")
    #expect(try model(story).scatterChart.title == "rate")
    #expect(try model(story).parallelChart(columns: 60).chosenAxis == 1)
    story.press("l", "h")
    #expect(try model(story).scatterChart.title == "depth")
    story.press("u", "u")
    #expect(try model(story).scatterChart.title == "depth")
  }

  @Test func prunedTrialsAreCrossesAndFailedOnesStandBelow() throws {
    let chart = try model(story()).progressChart
    // Trial 3 is pruned; trials 4 and 5 have no point, and only the failed one is marked: at (4 - 1) / (5 - 1).
    #expect(chart.points.count { $0.kind == .partial } == 1)
    #expect(chart.valueless == [0.75])
    #expect(chart.line.map(\.x) == [0, 0.25, 1])
  }

  @Test func sortedByWorthTheBestComesFirstAndThoseWithoutAValueLast() throws {
    var story = story()
    story.press("S")
    #expect(try model(story).order == [1, 0, 2, 3, 4])
    #expect(try model(story).selection == 0)
  }

  @Test func oneChartAfterTheOtherIsShownAlone() throws {
    func shown(_ story: DashboardStory) throws -> [Bool] {
      let layout = try model(story).layout
      return [layout.progress, layout.parallel, layout.scatter].map { !$0.isEmpty }
    }
    var large = story()
    #expect(try shown(large) == [true, true, true])
    for expected in [[true, false, false], [false, true, false], [false, false, true], [true, true, true]] {
      large.press("m")
      #expect(try shown(large) == expected)
    }
    var small = story(Size(columns: 80, rows: 24))
    #expect(try shown(small) == [true, false, false])
    for expected in [[false, true, false], [false, false, true], [true, false, false]] {
      small.press("m")
      #expect(try shown(small) == expected)
    }
  }

  @Test func aRunWithoutTrialsSaysWhatHoldsSome() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("6")
    guard case .empty(let lines) = DashboardModel(story.state).body else {
      Issue.record("something is shown")
      return
    }
    #expect(lines.first == "This run holds no trials.")
    story.press("m")
    #expect(story.notice.contains("the run holds no trials"))
  }

  @Test func theAxisLeavesOutWhatWouldPressTheOthersIntoALine() throws {
    var runs = [Self.runs[0]]
    for (number, auc) in [0.80, 0.81, 0.82, 0.83, 0.84, 0.2].enumerated() {
      runs.append(Self.trial(number + 1, auc: auc))
    }
    var story = DashboardStory(runs)
    story.press("6")
    let axis = try model(story).objectiveAxis
    // Quartiles 0.80 and 0.83: three times their distance below 0.80 is 0.71; 5 % air.
    #expect(axis.range.lowerBound > 0.70 && axis.range.upperBound < 0.85)
    let points = try model(story).progressChart.points
    #expect(points.count { $0.isBeyond == -1 } == 1)
  }
}
