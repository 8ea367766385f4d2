import RunModel
import Statistics
import TerminalModel
import TestSupport
import Testing

@testable import DashboardLogic

@Suite struct ThresholdReadingTests {
  private let tables = EvaluationTables(SampleEvaluation.run("a", SampleEvaluation.binary()), split: nil)

  private func reader(histogram: Bool = true, curve: Bool = true) throws -> ThresholdReader {
    try #require(
      ThresholdReader(
        matrix: tables.confusion, histogram: histogram ? tables.scores.first : nil, roc: curve ? tables.roc.first : nil)
    )
  }

  @Test func itsOwnThresholdIsReadAsRecorded() throws {
    let reading = try reader().reading(at: 0.45)
    #expect(reading.source == .recorded)
    #expect(reading.rows == .init(trueNegatives: 5, falsePositives: 1, falseNegatives: 1, truePositives: 3))
    let judged = reading.judged
    #expect(judged.precision == 0.75 && judged.recall == 0.75 && judged.f1 == 0.75 && judged.accuracy == 0.8)
    #expect(judged.predictedPositiveRate == 0.4 && judged.falsePositiveRate == 1.0 / 6)
  }

  @Test func anEdgeOfTheHistogramIsCountedExactly() throws {
    let reading = try reader().reading(at: 0.4)
    #expect(reading.source == .counted)
    #expect(reading.rows == .init(trueNegatives: 5, falsePositives: 1, falseNegatives: 0, truePositives: 4))
    #expect(
      try reader().reading(at: 0).rows
        == .init(trueNegatives: 0, falsePositives: 6, falseNegatives: 0, truePositives: 4))
    #expect(try reader().reading(at: -1).rows.falsePositives == 6)
    let nobody = try reader().reading(at: 2)
    #expect(
      nobody.rows.truePositives == 0 && nobody.source == .counted && nobody.judged.precision == nil
        && nobody.judged.recall == 0)
  }

  /// Half of the bin from 0.4 to 0.6, which holds one row of each class, lies below.
  @Test func betweenEdgesItIsInterpolated() throws {
    let reading = try reader().reading(at: 0.5)
    #expect(reading.source == .interpolated)
    #expect(abs(reading.rows.falsePositives - 0.5) < 1e-12 && abs(reading.rows.truePositives - 3.5) < 1e-12)
  }

  @Test func withoutAHistogramTheCurveAndTheMatrixSayIt() throws {
    let exact = try reader(histogram: false).reading(at: 0.8)
    #expect(exact.source == .counted)
    #expect(exact.rows == .init(trueNegatives: 6, falsePositives: 0, falseNegatives: 2, truePositives: 2))
    // Half way from 0.4 to 0.8: rates 0.25 and 0.75.
    let between = try reader(histogram: false).reading(at: 0.6)
    #expect(between.source == .interpolated)
    #expect(abs(between.rows.falsePositives - 1.5) < 1e-12 && abs(between.rows.truePositives - 3) < 1e-12)
    #expect(try reader(histogram: false).places == [0.1, 0.4, 0.8])
    #expect(ThresholdReader(matrix: tables.confusion, histogram: nil, roc: nil) == nil)
  }

  @Test func aPayoffIsTheMeanOverTheRows() throws {
    let payoff = OperatingPoint.Payoff(truePositive: 10, falsePositive: -2, trueNegative: 1, falseNegative: -5)
    // (3 · 10 - 2 + 5 - 5) / 10
    #expect(try reader().reading(at: 0.45).payoff(payoff) == 2.8)
  }

  @Test func weightedRowsAreCountedAndWeighedApart() throws {
    let matrix = ConfusionMatrix(
      labels: ["no", "yes"], counts: [[1, 1], [1, 1]], threshold: 0.5, weights: [[2, 1], [1, 4]])
    let histogram = ScoreHistogram(
      edges: [0, 0.5, 1], labels: ["no", "yes"], counts: [[1, 1], [1, 1]], weights: [[2, 1], [1, 4]])
    let reader = try #require(ThresholdReader(matrix: matrix, histogram: histogram, roc: nil))
    for threshold in [0.5, 0.5.nextDown] {
      let reading = reader.reading(at: threshold)
      #expect(abs((reading.judged.precision ?? 0) - 0.8) < 1e-9 && abs(reading.rows.total - 4) < 1e-9)
    }
    #expect(ConfusionMatrixModel(matrix).scores == ["accuracy 0.750", "precision 0.800", "recall 0.800", "F1 0.800"])
  }
}

@Suite struct ManyClassesTests {
  @Test func theWorstConfusionsComeFirst() {
    let matrix = ConfusionMatrix(labels: ["cat", "dog", "cow"], counts: [[59, 41, 0], [7, 3, 0], [0, 7, 93]])
    let worst = ConfusionMatrixModel(matrix).worst(limit: 9)
    #expect(worst.map(\.count) == [41, 7, 7] && worst.map(\.share) == [0.41, 0.7, 0.07])
    #expect(worst[0].place == .init(actual: 0, predicted: 1) && worst[1].place == .init(actual: 1, predicted: 0))
    #expect(ConfusionMatrixModel(matrix).worst(limit: 1).count == 1)
    let model = ConfusionMatrixModel(matrix, cursor: .init(actual: 0, predicted: 1))
    #expect(model.cursorText == "actual cat, predicted dog: 41, 41.0 % of actual, 80.4 % of predicted")
    // (0.59 + 0.3 + 0.93) / 3
    #expect(model.scores == ["accuracy 0.738", "balanced 0.607"])
    #expect(model.columnShare(actual: 2, predicted: 2) == 1)
  }

  @Test func eachClassHasItsScoresAndTheWeakestComeFirstWhereRoomIsShort() {
    let matrix = ConfusionMatrix(labels: ["cat", "dog", "cow"], counts: [[59, 41, 0], [7, 3, 0], [0, 7, 93]])
    let scores = ConfusionMatrixModel(matrix).classScores
    #expect(scores.map(\.label) == ["cat", "dog", "cow"] && scores.map(\.count) == [100, 10, 100])
    #expect(scores.map(\.precision) == [59.0 / 66, 3.0 / 51, 1] && scores.map(\.recall) == [0.59, 0.3, 0.93])
    // 2 · 3 of the 51 predicted and the 10 actual dogs.
    #expect(abs(scores[1].f1 - 6.0 / 61) < 1e-12)
    let short = ConfusionMatrixModel(matrix).classTable(rows: 2)
    #expect(short.columns.last?.title == "F1, 0 to 1")
    #expect(short.rowCount == 2 && short.columns[0].title == "weakest classes")
    if case .text(let first) = short.makeRow(0)[0] {
      #expect(first.spans.map(\.text) == ["dog"])
    } else {
      Issue.record("no name")
    }
    // A class without rows, and one that nothing is predicted as.
    let empty = ConfusionMatrixModel(ConfusionMatrix(labels: ["a", "b"], counts: [[0, 0], [2, 0]])).classScores
    #expect(empty.map(\.recall) == [nil, 0] && empty.map(\.precision) == [0, nil] && empty.map(\.f1) == [0, 0])
  }

  @Test func aMatrixScrollsAroundTheCursorInBothDirections() {
    var model = ConfusionMatrixModel(
      ConfusionMatrix(
        labels: (0..<100).map { "\($0)" }, counts: Array(repeating: Array(repeating: 1, count: 100), count: 100)))
    #expect(model.visibleRows(room: 10) == 0..<10)
    model.cursor = .init(actual: 50, predicted: 99)
    #expect(model.visibleRows(room: 10) == 45..<55 && model.visibleColumns(room: 10) == 90..<100)
    #expect(model.visibleRows(room: 0).isEmpty && model.visibleRows(room: 1_000) == 0..<100)
  }

  /// At a rate of 0.5 the curves are at 0.75 and 0.5, so their mean is at 0.625; areas as scikit-learn has them.
  @Test func theMacroAverageIsTheMeanOfTheCurves() throws {
    let good = ROCCurve(
      className: "a", falsePositiveRate: [0, 0, 1], truePositiveRate: [0, 0.5, 1], areaUnderCurve: 0.75)
    let chance = ROCCurve(className: "b", falsePositiveRate: [0, 1], truePositiveRate: [0, 1], areaUnderCurve: 0.5)
    let mean = try #require(CurveAveraging.roc([good, chance]))
    #expect(mean.areaUnderCurve == 0.625)
    let middle = try #require(mean.falsePositiveRate.firstIndex(of: 0.5))
    #expect(abs(mean.truePositiveRate[middle] - 0.625) < 1e-12)
    #expect(mean.truePositiveRate[1] == 0.25 && mean.truePositiveRate.last == 1)
    #expect(CurveAveraging.roc([good]) == nil)
  }

  /// (0.1 · 4 + 0 · 4 + 0.1 · 2) / 10
  @Test func theCalibrationErrorIsTheMeanDistanceOverTheRows() throws {
    let tables = EvaluationTables(SampleEvaluation.run("a", SampleEvaluation.binary()), split: nil)
    let error = try #require(tables.calibration.first?.expectedError)
    #expect(abs(error - 0.06) < 1e-12)
  }

  @Test func aCalibrationErrorNamesItsBins() {
    func summary(_ binning: CalibrationCurve.Binning?) -> String {
      let curve = CalibrationCurve(
        binning: binning, meanPredicted: [0.1, 0.4, 0.9], fractionPositive: [0.2, 0, 0.9], counts: [30, 0, 10])
      return CurveChartModel(curve).summary
    }
    #expect(summary(.equalWidth) == "equal-width ECE 0.075 (40 rows)")
    #expect(summary(.equalMass) == "equal-mass ECE 0.075 (40 rows)")
    #expect(summary(nil) == "2-bin ECE 0.075 (40 rows)")
  }

  @Test func binsOfFewRowsAreFaint() {
    func chart(_ counts: [Int64]) -> CurveChartModel {
      CurveChartModel(CalibrationCurve(meanPredicted: [0.1, 0.4, 0.9], fractionPositive: [0, 1, 1], counts: counts))
    }
    #expect(chart([9, 10, 1]).curves[0].faint == [0, 2] && chart([9, 10, 1]).faintMeaning == "faint: under 10 rows")
    #expect(chart([10, 10, 0]).curves[0].faint.isEmpty && chart([10, 10, 0]).faintMeaning.isEmpty)
  }

  @Test func binsThatOnlyCollectWhatLiesFarOutAreCountedBeside() {
    let edges = [-1000, 0, 1, 2, 3, 4, 5, 900.0]
    let model = HistogramModel(
      title: "", edges: edges, up: .init(label: "", counts: [2, 1, 1, 1, 1, 4, 3], style: .series1))
    #expect(model.edges == [0, 1, 2, 3, 4, 5] && model.below == 2 && model.above == 3)
    #expect(model.up.rows == 13, "they are rows of the sample like the others")
    #expect(HistogramModel.Sample(label: "", counts: [2, -1, 3], style: .text, missing: 4).rows == 9)
    #expect(model.heights(of: model.up, columns: 5) == [0.25, 0.25, 0.25, 0.25, 1])
    #expect(BinTails([0, 1, 2, 3, 4, 5]).isLower == false && BinTails([0, 1]).isUpper == false)
  }

  @Test func theMacroPrecisionIsTheMeanOfTheStepsOfEachClass() throws {
    // AP = 0.5 · 1 + 0.5 · 0.5 and 1 · 0.25; recorded from the highest recall down, as scikit-learn does.
    let good = PrecisionRecallCurve(className: "a", precision: [0.5, 1], recall: [1, 0.5], averagePrecision: 0.75)
    let poor = PrecisionRecallCurve(className: "b", precision: [0.25], recall: [1], averagePrecision: 0.25)
    let mean = try #require(CurveAveraging.precisionRecall([good, poor]))
    #expect(mean.averagePrecision == 0.5 && mean.average == .macro)
    let at = { (recall: Double) in mean.recall.firstIndex { abs($0 - recall) < 1e-9 }.map { mean.precision[$0] } }
    #expect(at(0.2) == 0.625 && at(0.5) == 0.625 && at(0.51) == 0.375 && at(1) == 0.375)
    #expect(CurveAveraging.precisionRecall([good]) == nil)
  }
}
