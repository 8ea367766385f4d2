import RunModel
import TerminalModel
import TestSupport
import Testing

@testable import DashboardLogic

@Suite struct EvaluationStoryTests {
  private func model(_ story: DashboardStory) throws -> EvaluationModel {
    guard case .evaluation(let model) = DashboardModel(story.state).body else {
      Issue.record("another screen")
      throw OtherScreen()
    }
    return model
  }
  private struct OtherScreen: Error {}

  private func matrix(_ story: DashboardStory) throws -> ConfusionMatrixModel? {
    try model(story).panels.compactMap { if case .confusion(let matrix) = $0.content { matrix } else { nil } }.first
  }

  /// A matrix of few classes shows every mistake: the curves come before their list, which has the rows it needs.
  @Test func fewMistakesTakeFewRows() throws {
    func panels(_ classes: Int, _ size: Size) throws -> (panels: [EvaluationPanel], areas: [Rect]) {
      let run = SampleEvaluation.run("a", SampleEvaluation.classes(classes))
      var story = DashboardStory([run], size: size)
      story.press("3")
      return (EvaluationTables(run, split: nil).panels, try model(story).panels.map(\.area))
    }
    #expect(try panels(3, Size(columns: 80, rows: 24)).panels.last == .worst)
    #expect(try panels(6, Size(columns: 80, rows: 24)).panels.prefix(2) == [.confusion, .worst])
    // Two of three classes were taken for others: a heading, the names of columns, two lines and air.
    let areas = try panels(3, Size(columns: 220, rows: 60)).areas
    #expect(areas[1].rows == 5 && areas[1].row == areas[0].row + areas[0].rows)
  }

  @Test func scoresStandOnce() throws {
    let tables = SampleEvaluation.binary()
    var wide = DashboardStory([SampleEvaluation.run("a", tables)], size: Size(columns: 160, rows: 50))
    wide.press("3")
    #expect(try model(wide).threshold != nil && (try matrix(wide)?.areScoresSaid) == true)
    // Not all fit beside the threshold: the matrix says them.
    var narrow = DashboardStory([SampleEvaluation.run("a", tables)], size: Size(columns: 60, rows: 30))
    narrow.press("3")
    #expect(try matrix(narrow)?.areScoresSaid == false)
    var classes = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.classes(3))])
    classes.press("3")
    #expect(try matrix(classes)?.areScoresSaid == false)
  }

  @Test func theThresholdMovesEverythingTogetherAndComesBack() throws {
    let payoff = OperatingPoint.Payoff(
      truePositive: 10, falsePositive: -2, trueNegative: 1, falseNegative: -5, unit: "EUR")
    var story = DashboardStory(
      [SampleEvaluation.run("a", SampleEvaluation.binary(payoff: payoff))], size: Size(columns: 160, rows: 50))
    story.press("3")
    var threshold = try #require(try model(story).threshold)
    #expect(threshold.reading.source == .recorded && !threshold.isMoved && threshold.goal == "best F1")
    #expect(threshold.scores.first { $0.name == "payoff" }?.value == "2.8 EUR a row")
    story.press(">")
    threshold = try #require(try model(story).threshold)
    #expect(threshold.reading.threshold == 0.6 && threshold.isMoved)
    #expect(try matrix(story)?.matrix.counts == [[6, 0], [1, 3]])
    for panel in try model(story).panels {
      guard case .curve(let chart) = panel.content, chart.title != "calibration" else { continue }
      #expect(chart.operatingPoint?.threshold == 0.6 && chart.ownPoint?.threshold == 0.45)
    }
    story.press("l", "<", "left")
    #expect(try model(story).threshold?.reading.threshold == 0.4)
    story.press("G")
    #expect(try model(story).threshold?.reading.threshold == 1)
    story.press("d")
    #expect(try model(story).threshold?.isMoved == false)
    story.press("d")
    #expect(story.notice == "in use: not possible, it is the one on view")
  }

  @Test func aClickOnTheSliderOrTheCurveMovesTheThreshold() throws {
    var story = DashboardStory(
      [SampleEvaluation.run("a", SampleEvaluation.binary())], size: Size(columns: 160, rows: 50))
    story.press("3")
    let slider = ThresholdLayout(try model(story).thresholdArea).slider
    story.click(column: slider.endColumn - 1, row: slider.row)
    #expect(story.state.evaluation.threshold == 1)
    let roc = try #require(
      try model(story).panels.first { if case .curve(let chart) = $0.content { chart.title == "ROC" } else { false } })
    guard case .curve(let chart) = roc.content else { return }
    let square = CurveChartLayout(chart, in: roc.area).square
    // The corner of all: everybody is called.
    story.click(column: square.endColumn - 1, row: square.row)
    #expect((story.state.evaluation.threshold ?? 1) <= 0.2)
    #expect(story.state.evaluation.focus == 1)
  }

  @Test(arguments: [
    (["0", "1", "2"], "0  1  2  M macro"), (["ant", "bee", "cat"], "A ant  B bee  C cat  M macro"),
    (["0", "1", "M"], "A 0  B 1  C M  M macro"),
  ])
  func curvesOfClassesSayWhatTheirLettersMean(_ names: [String], _ legend: String) throws {
    let origin = TableOrigin(split: "test")
    let curves = names.map { name in
      EvaluationTable.roc(
        ROCCurve(
          origin: origin, className: name, falsePositiveRate: [0, 0.1, 1], truePositiveRate: [0, 0.9, 1],
          thresholds: [.infinity, 0.5, 0], areaUnderCurve: 0.9))
    }
    let counts: [[Int64]] = [[9, 1, 0], [0, 9, 1], [0, 0, 10]]
    let matrix = EvaluationTable.confusion(ConfusionMatrix(origin: origin, labels: names, counts: counts))
    var story = DashboardStory([SampleEvaluation.run("a", [matrix] + curves)], size: Size(columns: 160, rows: 50))
    story.press("3")
    let charts = try model(story).panels.compactMap { if case .curve(let chart) = $0.content { chart } else { nil } }
    let roc = try #require(charts.first { $0.title == "ROC" })
    #expect(roc.tagLegend.spans.map(\.text).joined() == legend)
  }

  @Test func cellsSayCountsThenSharesAndUndoBringsThemBack() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.binary())])
    story.press("3", "c")
    #expect(story.state.settings.evaluation.cells == .rowShares)
    story.press("c")
    #expect(try matrix(story)?.cells == .columnShares)
    story.press("u")
    #expect(try matrix(story)?.cells == .rowShares)
  }

  @Test func otherRowsAreOneKeyAway() throws {
    var tables = SampleEvaluation.binary()
    tables.append(
      .confusion(
        ConfusionMatrix(origin: SampleEvaluation.validation, labels: ["stays", "leaves"], counts: [[7, 0], [0, 7]])))
    var story = DashboardStory([SampleEvaluation.run("a", tables)])
    story.press("3")
    #expect(try model(story).pageText.hasSuffix("test rows (i: validation)"))
    story.press("i")
    #expect(try matrix(story)?.matrix.counts == [[7, 0], [0, 7]])
    #expect(try model(story).threshold == nil)
    story.press(">")
    #expect(story.notice.contains("neither scores nor a curve with thresholds"))
    story.press("i")
    #expect(try model(story).threshold != nil)
  }

  @Test func aMatrixOfAHundredClassesIsWalkedAndItsWorstPlacesAreListed() throws {
    var story = DashboardStory(
      [SampleEvaluation.run("a", SampleEvaluation.classes(100))], size: Size(columns: 160, rows: 50))
    story.press("3", "j", "l", "l")
    #expect(try matrix(story)?.cursor == .init(actual: 1, predicted: 2))
    story.press("G")
    #expect(try matrix(story)?.cursor == .init(actual: 99, predicted: 99))
    story.press("n")
    let panels = try #require(story.state.evaluationTables).panels
    #expect(panels[story.state.evaluation.focus] == .worst)
    story.press("g", "j")
    // 99 is taken for 0 most often, then 98 for 99.
    #expect(story.state.evaluation.cursor == .init(actual: 98, predicted: 99))
    story.press("m")
    #expect(try model(story).panels.count == 1)
    story.press("esc")
    #expect(try model(story).panels.count > 2)
    #expect(story.state.screen == .evaluation)
  }

  @Test func oneClassAfterTheOtherIsLookedAt() throws {
    var story = DashboardStory([SampleEvaluation.run("a", SampleEvaluation.classes(10))])
    story.press("3", ".")
    #expect(story.state.evaluation.className == "class 0")
    story.press(",", ",")
    #expect(story.state.evaluation.className == "class 9")
    story.press(">")
    #expect(story.notice == "threshold: not possible, only a decision between two classes has a threshold")
  }

  @Test func aRegressionHasItsOwnPanels() throws {
    var story = DashboardStory(
      [SampleEvaluation.run("a", SampleEvaluation.regression())], size: Size(columns: 160, rows: 50))
    story.press("3")
    #expect(try model(story).panels.count == 4 && (try model(story).threshold) == nil)
    story.press("l", "j")
    #expect(story.state.evaluation.focus == 2)
    story.press("c")
    #expect(story.notice == "cells: not possible, the run has recorded no confusion matrix")
  }

  @Test func aRunWithoutAnyEvaluationSaysSo() throws {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("3", "j", "l", "n", "m")
    #expect(try model(story).isEmpty)
    #expect(story.notice == "maximise: not possible, the run has recorded no evaluation")
  }
}
