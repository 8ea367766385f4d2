import RunModel
import Testing

@testable import DashboardLogic

/// What runs have in common, and what tells them apart.
@Suite struct RunComparisonTests {
  private func run(
    _ name: String, _ settings: [(String, Hyperparameter.Value)] = [], _ metrics: [(MetricName, [Double])] = []
  ) -> RunSnapshot {
    var run = RunSnapshot(id: name, name: name, path: "/\(name)")
    run.hyperparameters = settings.map { Hyperparameter(name: $0.0, value: $0.1) }
    run.metrics = metrics.map { name, values in
      var series = MetricSeries()
      for (step, value) in values.enumerated() { series.record(step: Step(Int64(step)), wallTime: .nan, value: value) }
      return RunSnapshot.Metric(name: name, series: series)
    }
    return run
  }

  @Test func onlyTheSettingsThatDifferAreRows() {
    let comparison = RunComparison(of: [
      run("a", [("lr", .number(0.1)), ("model", .text("vit")), ("depth", .number(3))]),
      run("b", [("lr", .number(0.2)), ("model", .text("vit")), ("dropout", .flag(true)), ("depth", .number(3))]),
    ])
    #expect(
      comparison.rows == [
        .parametersHeading(differing: 2, count: 4), .parameter(name: "lr"), .parameter(name: "dropout"),
        .metricsHeading(count: 0),
      ])
    #expect(comparison.cells(.parameter(name: "dropout"), of: [0, 1]).map(\.value) == ["–", "yes"])
    #expect(comparison.cells(.parameter(name: "lr"), of: [1]).map(\.value) == ["0.2"])
  }

  @Test func differentNumbersNeverReadAlike() {
    let comparison = RunComparison(of: [run("a", [("x", .number(0.123456))]), run("b", [("x", .number(0.123457))])])
    #expect(comparison.cells(.parameter(name: "x"), of: [0, 1]).map(\.value) == ["0.123456", "0.123457"])
  }

  private var judged: RunComparison {
    RunComparison(of: [
      run("a", [], [("lr", [1]), ("loss", [0.5, 0.25, 0.375]), ("auc", [0.5, 0.75])]),
      run("b", [], [("lr", [2]), ("loss", [0.5, 0.125]), ("auc", [0.5, .nan])]),
      run("c", [], [("loss", [0.5, 0.25, 0.375])]),
    ])
  }

  @Test func aDifferenceWithinTheNoiseIsNeitherBetterNorWorse() {
    func noisy(_ level: Double) -> [Double] { (0..<20).map { level + ($0 % 2 == 0 ? 0.01 : -0.01) } }
    let comparison = RunComparison(of: [
      run("a", [], [("loss", noisy(0.5)), ("auc", [0.5])]), run("b", [], [("loss", noisy(0.51)), ("auc", [0.6])]),
      run("c", [], [("loss", noisy(0.6)), ("auc", [0.50001])]),
    ])
    let loss = comparison.cells(.metric(name: "loss", .last), of: [0, 1, 2])
    #expect(loss.map(\.judgement) == [.unknown, .alike, .worse] && loss[1].delta.hasPrefix("+0.01"))
    #expect(comparison.cells(.metric(name: "loss", .best), of: [1]).map(\.judgement) == [.alike])
    let auc = comparison.cells(.metric(name: "auc", .last), of: [1, 2])
    #expect(auc.map(\.judgement) == [.better, .alike], "what rounds to 0 is no difference")
  }

  @Test func upToAStepOnlyThePointsUntilThenCount() {
    let runs = judged.runs
    #expect(DashboardState.commonStep(of: Array(runs.prefix(2))) == 1)
    let early = RunComparison(of: runs, until: 1)
    let last = early.cells(.metric(name: "loss", .last), of: [0, 1, 2])
    #expect(last.map(\.value) == ["0.250", "0.125", "0.250"] && last.map(\.judgement) == [.unknown, .better, .same])
    #expect(early.cells(.metric(name: "loss", .best), of: [2]).map(\.value) == ["0.250"])
    #expect(RunComparison(of: runs, until: -1).cells(.metric(name: "loss", .last), of: [0]).map(\.value) == ["–"])
  }

  @Test func theValuesOfAMetricHaveTheSameDigits() {
    let two = RunComparison(of: [run("a", [], [("loss", [0.1727, 0.9])]), run("b", [], [("loss", [0.173, 0.4])])])
    let texts = [RunComparison.Row.Value.last, .best].flatMap { kind in
      two.cells(.metric(name: "loss", kind), of: [0, 1]).map(\.value)
    }
    #expect(Set(texts.map { $0.split(separator: ".")[1].count }).count == 1, "\(texts)")
  }

  /// Whichever of the runs are on view, and whatever a run that has diverged has come to.
  @Test func theDigitsOfAMetricStayFromPageToPage() {
    let values = [0.1727, 0.17, 0.171234, 3e12, 0.2]
    let comparison = RunComparison(of: values.enumerated().map { run("\($0)", [], [("loss", [$1])]) })
    let first = comparison.cells(.metric(name: "loss", .last), of: [0, 1]).map(\.value)
    let second = comparison.cells(.metric(name: "loss", .last), of: [0, 2, 4]).map(\.value)
    #expect(Set((first + second).map { $0.split(separator: ".")[1].count }).count == 1, "\(first) \(second)")
    #expect(first[0] == second[0])
    #expect(comparison.cells(.metric(name: "loss", .last), of: [3]).map(\.value) == ["3e12"])
  }

  @Test func metricsWithABetterWayComeFirstAndHaveTheirBest() {
    #expect(
      judged.rows.dropFirst(2) == [
        .metric(name: "loss", .last), .metric(name: "loss", .best), .metric(name: "auc", .last),
        .metric(name: "auc", .best), .metric(name: "lr", .last),
      ])
  }

  @Test func deltasAreAgainstTheReferenceAndJudgedWhereTheNameTellsHow() {
    let last = judged.cells(.metric(name: "loss", .last), of: [0, 1, 2])
    #expect(last.map(\.delta) == ["", "-0.250", "="])
    #expect(last.map(\.judgement) == [.unknown, .better, .same])
    #expect(last.map(\.isBest) == [false, true, false])
    let best = judged.cells(.metric(name: "loss", .best), of: [0, 1])
    #expect(best.map(\.value) == ["0.250", "0.125"] && best[1].delta == "-0.125")
    let auc = judged.cells(.metric(name: "auc", .last), of: [0, 1, 2])
    #expect(auc.map(\.value) == ["0.750", "NaN", "–"] && auc.map(\.delta) == ["", "", ""])
    #expect(judged.cells(.metric(name: "auc", .best), of: [1])[0].judgement == .worse)
    let rate = judged.cells(.metric(name: "lr", .last), of: [0, 1])
    #expect(rate[1].delta == "+1.00" && rate[1].judgement == .unknown && !rate[1].isBest)
  }

  @Test func runsThatDifferInSeedAloneAreAGroup() {
    let runs = [
      run("vit-seed0", [("lr", .number(0.1)), ("train/seed", .number(0))]),
      run("vit-seed1", [("train/seed", .number(1)), ("lr", .number(0.1))]),
      run("other", [("lr", .number(0.2)), ("train/seed", .number(0))]), run("x"), run("y"),
    ]
    let groups = OverlayGroup.groups(of: runs)
    #expect(groups.map(\.members) == [[0, 1], [2], [3], [4]])
    #expect(groups.map(\.label) == ["vit", "other", "x", "y"])
    #expect(OverlayGroup.groups(of: runs, by: "lr").map(\.label) == ["lr=0.1", "lr=0.2", "x", "y"])
  }

  @Test func foldsOfOneCrossValidationAreAGroupAndThoseOfAnotherAreNot() {
    let runs = (0..<4).map { number in
      var run = run("fold-\(number % 2)", [("fold", .number(Double(number % 2))), ("depth", .number(3))])
      run.parent = RunSnapshot.Parent(id: number < 2 ? "s" : "t", name: "study")
      return run
    }
    #expect(OverlayGroup.groups(of: runs).map(\.members) == [[0, 1], [2, 3]])
  }
}
