import JSONText
import Specification
import Statistics
import StudyModel
import Testing

@testable import Learning

@Suite struct ThresholdTopicTests {
  private let payoffs = Payoffs(truePositive: 100, falsePositive: -10)

  /// Positive with the probability that is said, or with another.
  private func rows(_ count: Int, seed: UInt64, actual: (Double) -> Double = { $0 }) -> BinaryEvent {
    var generator = SeededGenerator(seed: seed)
    let probabilities = (0..<count).map { _ in generator.unit() * generator.unit() }
    return BinaryEvent(labels: probabilities.map { generator.unit() < actual($0) }, probabilities: probabilities)
  }

  private func profit(
    _ payoffs: Payoffs, choosing: BinaryEvent, held: BinaryEvent
  ) throws -> ProfitMeasurement {
    let curve = try #require(ThresholdCurve(labels: choosing.labels, probabilities: choosing.probabilities))
    return try #require(
      ProfitMeasurement(
        payoffs, curve: curve, held: held, draws: RowDraws(rowCount: held.labels.count, count: 200, seed: 2)))
  }

  private func page(_ profit: ProfitMeasurement) -> TopicReport {
    ProfitPage(profit: profit, unit: "EUR", rowsText: "test rows", choosingRows: 2000, drawsNote: "").report
  }

  @Test func aModelThatKnowsSomethingEarnsMore() throws {
    let found = try profit(payoffs, choosing: rows(2000, seed: 1), held: rows(700, seed: 2))
    #expect(found.addsSomething && found.rival == .everybody)
    // Right probabilities pay from 10/110 on; the curve is flat there.
    #expect(abs(found.threshold - 10.0 / 110) < 0.06)
    let page = page(found)
    #expect(page.severity == .info && page.finding.hasPrefix("The model earns more than treating everybody"))
    #expect(page.tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.columns.count } })
  }

  @Test func aModelWhoseRowsAreAllWorthTreatingAddsNothing() throws {
    // Later everybody says yes more often than not, whatever the model says.
    let found = try profit(payoffs, choosing: rows(2000, seed: 3), held: rows(700, seed: 4) { _ in 0.6 })
    #expect(!found.addsSomething)
    let page = page(found)
    #expect(page.severity == .critical && page.finding.hasPrefix("The model adds nothing"))
  }

  @Test func whatAnIntervalLeavesOpenIsNotSaidToBeNothing() throws {
    // Few rows on which probabilities say less than they should.
    let samples = try (1..<20).map { seed in
      try profit(payoffs, choosing: rows(2000, seed: 1), held: rows(40, seed: seed) { 0.1 + $0 / 10 })
    }
    let found = try #require(
      samples.first { $0.result(.model)?.difference?.bounds.map { $0.low < 0 && $0.high > 0 } ?? false })
    #expect(page(found).finding.hasPrefix("Whether the model earns more than treating "), "\(page(found).finding)")
  }

  @Test func aThresholdAboveOneIsNobody() throws {
    // The likeliest rows are never positive.
    func truth(_ probability: Double) -> Double { probability > 0.3 ? 0 : probability }
    let found = try profit(
      Payoffs(truePositive: 1, falsePositive: -100), choosing: rows(500, seed: 5, actual: truth),
      held: rows(500, seed: 6, actual: truth))
    #expect(found.threshold > 1)
    let page = page(found)
    #expect(page.finding.contains("it earns 0 EUR by treating nobody"), "\(page.finding)")
    #expect(page.sentences[0].hasSuffix("nobody is treated either way."), "\(page.sentences[0])")
    #expect(page.tables[0].rows[0][1] == .text("nobody"))
  }

  @Test func aThresholdThatTreatsEverybodyAddsNothing() throws {
    let found = try profit(
      Payoffs(truePositive: 100, falsePositive: 1), choosing: rows(500, seed: 5), held: rows(500, seed: 6))
    let model = try #require(found.result(.model))
    #expect(model.treated == 1 && model.difference?.value == 0 && model.difference?.bounds == nil)
    #expect(!found.addsSomething && page(found).finding.contains("(no difference)"))
  }

  /// By hand: of four rows 0.2, 0.4, 0.6 (positive) and 0.8 (positive).
  @Test func policiesEarnWhatTheirRowsEarn() throws {
    let four = BinaryEvent(labels: [false, false, true, true], probabilities: [0.2, 0.4, 0.6, 0.8])
    let found = try profit(
      Payoffs(truePositive: 5, falsePositive: -3, trueNegative: 1, falseNegative: -2), choosing: four, held: four)
    let earned = ProfitMeasurement.Policy.allCases.map { found.result($0)?.profit }
    // Treat the last two: (1 + 1 + 5 + 5) / 4; threshold (1 + 3) / (4 + 7) = 0.364: the second is treated too.
    #expect(earned == [3, 2, 1, -0.5, 3])
    #expect(found.threshold == 0.5 && found.nearlyBest == Bounds(low: 0.5, high: 0.5))
    #expect(found.result(.foresight)?.difference?.value == 2)
  }

  @Test func weightsCount() throws {
    let curve = try #require(ThresholdCurve(labels: [false, true], probabilities: [0.3, 0.7]))
    let held = BinaryEvent(labels: [false, true], probabilities: [0.3, 0.7], weights: [3, 1])
    let found = try #require(
      ProfitMeasurement(payoffs, curve: curve, held: held, draws: RowDraws(rowCount: 2, count: 10, seed: 1)))
    #expect(found.result(.everybody)?.profit == 17.5 && found.result(.model)?.profit == 25)
    #expect(found.result(.model)?.treated == 0.25)
  }

  @Test func withoutAPayoffTheUsualThresholdsAreShown() throws {
    let examination = try StudyDirectory(StudyDirectory.binary(rows: 400, seed: 3)).examination()
    let report = try #require(try ThresholdTopic.examine(examination))
    #expect(report.finding.hasPrefix("No payoff was given") && report.severity == .info)
    #expect(report.tables.map(\.name) == ["thresholds"] && report.tables[0].rows.count == 4)
    // The F1 threshold is the study's own.
    #expect(report.tables[0].rows[0][1] == TopicCell(examination.thresholds.decision))
  }

  @Test func withAPayoffTheProfitIsReported() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 400, seed: 3))
    var payoff = StudySpecification.Payoff()
    (payoff.truePositive, payoff.falsePositive, payoff.unit) = (10, -10, "EUR")
    study.specification.payoff = payoff
    let report = try #require(try ThresholdTopic.examine(study.examination()))
    #expect(report.tables.map(\.name) == ["policies", "profit_curve", "thresholds"])
    #expect(report.finding.contains("EUR"))
  }

  /// What a person reads, asks about and acts on is one threshold; without test rows the one that is judged has not seen
  /// the rows that judge it.
  @Test(arguments: [0.25, 0])
  func withAPayoffWhatEarnsMostDecidesInEveryTopic(test: Double) throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 500, seed: 3))
    var payoff = StudySpecification.Payoff()
    (payoff.truePositive, payoff.falsePositive) = (10, -90)
    study.specification.payoff = payoff
    study.specification.split.test = test
    let examination = try study.examination()
    let thresholds = examination.thresholds
    #expect(try #require(thresholds.decision) > #require(thresholds.score))
    let policies = try #require(try ThresholdTopic.examine(examination)).tables[0]
    #expect(policies.rows[0][1] == TopicCell(thresholds.decision))
    #expect((examination.finalThresholds == thresholds) == examination.isTest)
  }

  @Test func theThresholdThatEarnsMostIsRecordedAndMetricsKeepTheirs() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 300, seed: 3))
    study.specification.data.idColumns = ["id"]
    study.specification.metrics.primary = "f1"
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    #expect(try study.run("plain") == .finished)
    var payoff = StudySpecification.Payoff()
    (payoff.truePositive, payoff.falsePositive) = (90, -10)
    study.specification.payoff = payoff
    #expect(try study.run("paid") == .finished)
    let (plain, paid) = try (Self.decision(study, "plain"), Self.decision(study, "paid"))
    #expect(plain.goal == "best F1 out of fold" && paid.goal == "earns most out of fold" && paid.value < plain.value)
    #expect(try Self.testScores(study, "plain") == Self.testScores(study, "paid"))
    let confusion = try #require(try study.lines("paid").first { $0["table"] == "confusion" })
    #expect(confusion["threshold"]?.doubleValue == paid.value)
  }

  private static func decision(_ study: StudyDirectory, _ run: String) throws -> DecisionThreshold {
    let choices = try study.records(run).compactMap { if case .choice(let choice) = $0 { choice } else { nil } }
    return try #require(choices.last?.threshold)
  }

  private static func testScores(_ study: StudyDirectory, _ run: String) throws -> [Estimate] {
    try study.records(run).compactMap { record in
      if case .estimate(let named) = record, named.name == "test" { named.estimate } else { nil }
    }
  }
}
