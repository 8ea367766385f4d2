import RunModel
import Testing

@testable import DashboardLogic

/// How metrics are recognised and put together into charts.
@Suite struct MetricGroupTests {
  @Test(arguments: [
    ("train/loss", "loss", MetricSplit.train), ("val/auc", "auc", .validation),
    ("fold/auc", "auc", .fold), ("fold_1/loss", "fold_1/loss", .unnamed), ("fold/1/loss", "fold/1/loss", .unnamed),
    ("val_loss", "loss", .validation),
    ("validation/loss", "loss", .validation), ("loss/train", "loss", .train), ("eval_loss", "loss", .validation),
    ("test/f1", "f1", .test), ("loss", "loss", .unnamed), ("train_loss_epoch", "loss_epoch", .train),
    ("training_iteration", "iteration", .train), ("learning_rate", "learning_rate", .unnamed), ("/", "/", .unnamed),
    ("train/", "train/", .unnamed), ("", "", .unnamed),
  ])
  func partsOfAName(name: String, measure: String, split: MetricSplit) {
    let role = MetricRole(of: MetricName(name))
    #expect(role.measure == measure)
    #expect(role.split == split)
  }

  @Test(arguments: [
    ("loss", MetricDirection.lowerIsBetter), ("logloss", .lowerIsBetter), ("rmse", .lowerIsBetter),
    ("auc", .higherIsBetter), ("mean_reward", .higherIsBetter), ("val_acc", .higherIsBetter),
  ])
  func directionOfAMeasure(measure: String, direction: MetricDirection) {
    #expect(MetricDirection(measure: measure) == direction)
  }

  @Test func nothingIsCalledBestWhereTheNameDoesNotTell() {
    #expect(MetricDirection(measure: "learning_rate") == nil)
    #expect(MetricDirection(measure: "grad_norm") == nil)
  }

  @Test func splitsOfOneMeasureShareAChart() {
    let groups = MetricGroup.groups(of: metrics("lr", "train/loss", "val/loss", "loss", "val/auc"))
    #expect(groups.map(\.title) == ["loss", "lr", "val/auc"])
    #expect(groups[0].members.map(\.name) == ["loss", "train/loss", "val/loss"])
    #expect(groups[0].decisive.name == "val/loss")
  }

  @Test func twoMetricsOfOneSplitNeverShareALine() {
    let groups = MetricGroup.groups(of: metrics("train/loss", "loss/train"))
    #expect(groups.count == 2)
  }

  @Test func theHeadlineIsAHeldOutScore() {
    let metrics = metrics("lr", "train/loss", "val/loss", "train/auc", "val/auc")
    let groups = MetricGroup.groups(of: metrics)
    #expect(MetricGroup.headline(among: groups, metrics: metrics)?.measure == "auc")
  }

  /// A trial's folds are a curve, its mean one point: the best fold says nothing.
  @Test func aSingleHeldOutValueIsBeforeACurveOfNoSplit() {
    var metrics = metrics("fold/rmse", "val/rmse")
    metrics[0].series.record(step: 2, wallTime: .nan, value: 0.1)
    let headline = MetricGroup.headline(among: MetricGroup.groups(of: metrics), metrics: metrics)
    #expect(headline?.decisive.name == "val/rmse")
  }

  /// Folds are no steps of a training: points, and what they come to as a level.
  @Test func foldsStandForThemselvesAroundTheirMean() throws {
    var run = RunSnapshot(id: "t", name: "t", path: "/t")
    run.parent = .init(id: "s", name: "s")
    run.metrics = metrics("fold/auc", "val/auc")
    var mean = MetricSeries()
    mean.record(step: 2, wallTime: .nan, value: 0.45)
    run.metrics[1].series = mean
    let groups = MetricGroup.groups(of: run.metrics)
    try #require(groups.count == 1 && groups[0].decisive.name == "val/auc")
    let chart = LineChartModel(title: "auc", lines: groups[0].lines(of: run))
    #expect(run.stepTitle(of: groups[0]) == "fold")
    var other = run
    other.parent = nil
    #expect(other.stepTitle(of: groups[0]) == "step" && groups[0].lines(of: other).allSatisfy { !$0.isScattered })
    other.hyperparameters = [.init(name: "study/metric", value: .text("auc"))]
    #expect(other.stepTitle(of: groups[0]) == "trial")
    #expect(chart.headings().map(\.label) == ["val", "fold"] && chart.headings()[1].last.isEmpty)
    let plot = try #require(chart.plot(subcolumns: 9))
    #expect(plot.traces.map(\.form) == [.line, .points])
    #expect(plot.traces[0].columns.allSatisfy { $0?.min == 0.45 } && plot.traces[1].columns.count { $0 != nil } == 2)
  }

  /// A study looks at its test rows long after its last trial: no trial stands there.
  @Test func theAxisOfAStudyEndsAtItsLastTrial() throws {
    var run = RunSnapshot(id: "s", name: "s", path: "/s")
    run.metrics = metrics("val/auc", "test/auc")
    var test = MetricSeries()
    test.record(step: 23, wallTime: .nan, value: 0.45)
    run.metrics[1].series = test
    let group = try #require(MetricGroup.groups(of: run.metrics).first)
    let training = LineChartModel(title: "auc", lines: group.lines(of: run))
    #expect(training.wholeRange == 1...23, "it is one of its steps")
    run.hyperparameters = [.init(name: "study/metric", value: .text("auc"))]
    let chart = LineChartModel(title: "auc", lines: group.lines(of: run))
    #expect(chart.wholeRange == 1...2 && chart.newestPosition == 2)
    let plot = try #require(chart.plot(subcolumns: 9))
    #expect(plot.traces.contains { $0.columns.allSatisfy { $0?.min == 0.45 } }, "its value holds for all of them")
    #expect(plot.traces.map(\.isStrong) == [true, false], "the curve is drawn over it")
    run.metrics.removeFirst()
    let alone = try #require(MetricGroup.groups(of: run.metrics).first)
    #expect(LineChartModel(title: "auc", lines: alone.lines(of: run)).wholeRange == 23...23)
  }

  private func metrics(_ names: MetricName...) -> [RunSnapshot.Metric] {
    names.map { name in
      var series = MetricSeries()
      series.record(step: 1, wallTime: .nan, value: 0.5)
      series.record(step: 2, wallTime: .nan, value: 0.4)
      return RunSnapshot.Metric(name: name, series: series)
    }
  }
}
