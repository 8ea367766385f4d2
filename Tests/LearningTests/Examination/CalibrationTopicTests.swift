import Glibc
import Statistics
import StudyModel
import Testing

@testable import Learning

@Suite struct CalibrationTopicTests {
  /// Labels from sigmoid(slope · logit + shift) for probabilities of sigmoid(logit), in five folds.
  private func rows(_ count: Int, slope: Double, shift: Double = 0, seed: UInt64) -> JudgedClasses {
    var generator = SeededGenerator(seed: seed)
    var (codes, values): ([Int], [Double]) = ([], [])
    for _ in 0..<count {
      let logit = (generator.unit() - 0.5) * 6
      codes.append(generator.unit() < 1 / (1 + exp(-(slope * logit + shift))) ? 1 : 0)
      values.append(1 / (1 + exp(-logit)))
    }
    return JudgedClasses(
      rows: Array(0..<count), codes: codes, classCount: 2, probabilities: values.flatMap { [1 - $0, $0] },
      weights: nil, folds: (0..<count).map { $0 % 5 })
  }

  private func judged(
    _ fitting: JudgedClasses, _ held: JudgedClasses
  ) throws -> (verdict: CalibrationVerdict, quality: CalibrationQuality, mending: CalibrationMending) {
    let draws = RowDraws(rowCount: held.codes.count, count: 100, seed: 1)
    let quality = try #require(CalibrationQuality(held, draws: draws, seed: 1))
    let mending = CalibrationMending(fittedOn: fitting, judgedOn: held, isTemporal: false, draws: draws)
    return (CalibrationVerdict(quality, mending), quality, mending)
  }

  @Test func extremeProbabilitiesAreMended() throws {
    let found = try judged(rows(1200, slope: 0.4, seed: 1), rows(600, slope: 0.4, seed: 2))
    guard case .mended(let method) = found.verdict else {
      Issue.record("\(found.verdict)")
      return
    }
    // The truth is a temperature of 2.5, which Platt's line has room for too.
    #expect(method != .isotonic)
    #expect(found.verdict.severity(found.quality, found.mending) == .warning)
    #expect(try #require(found.quality.cox?.slope.bounds).contains(0.4))
    let chosen = try #require(found.mending.chosen)
    #expect(try #require(chosen.equalMass) < #require(found.quality.equalMass.value) / 2)
    // A rising line keeps the order.
    #expect(chosen.auc == found.mending.results[0].auc)
  }

  @Test func rightProbabilitiesAreLeftAlone() throws {
    let found = try judged(rows(1200, slope: 1, seed: 3), rows(600, slope: 1, seed: 4))
    #expect(found.verdict == .wellEnough)
    #expect(try #require(found.quality.equalMass.pValue) > 0.05)
    #expect(try #require(found.quality.brier.bounds).contains(#require(found.quality.brier.expected)))
  }

  @Test func whatDevelopmentRowsDoNotKnowIsNotMended() throws {
    let found = try judged(rows(1200, slope: 1, seed: 5), rows(600, slope: 1, shift: -1.5, seed: 6))
    #expect(found.verdict == .staysOff(improvedBy: nil))
    #expect(found.verdict.severity(found.quality, found.mending) == .warning)
    #expect(found.quality.meanPredicted > found.quality.meanObserved + 0.15)
  }

  @Test func anErrorsIntervalHoldsItsValueAndZeroWhereChanceExplainsIt() throws {
    // 300 rows in ten bins: the mirrored bounds alone would lie below the value in every fifth sample.
    for seed in UInt64(10)..<30 {
      let quality = try judged(rows(300, slope: 1, seed: 1), rows(300, slope: 1, seed: seed)).quality
      for error in [quality.equalMass, quality.equalWidth] {
        let (bounds, value) = (try #require(error.bounds), try #require(error.value))
        #expect(bounds.contains(value) && bounds.low >= 0)
        #expect((bounds.low == 0) == (error.pValue.map { $0 >= 0.05 } == true) || bounds.low == 0, "seed \(seed)")
      }
    }
  }

  private func report(_ fitting: JudgedClasses, _ held: JudgedClasses) throws -> TopicReport {
    let found = try judged(fitting, held)
    return CalibrationPage(
      rowsText: "600 test rows", names: ["no", "yes"], held: held, quality: found.quality, mending: found.mending,
      draws: RowDraws(rowCount: held.codes.count, count: 100, seed: 1), seed: 1
    ).report
  }

  @Test func anErrorThatNoMethodMendsIsSaidPlainly() throws {
    let off = try report(rows(1200, slope: 0.4, seed: 5), rows(600, slope: 0.4, shift: -1.5, seed: 6))
    #expect(off.finding.hasPrefix("Not calibrated, whatever is tried: "), "\(off.finding)")
    #expect(
      off.finding.contains("after every method by ") || off.finding.contains("by as much after every method"),
      "\(off.finding)")
    #expect(off.severity == .warning)
    let mended = try report(rows(1200, slope: 0.4, seed: 1), rows(600, slope: 0.4, seed: 2)).finding
    #expect(
      mended.contains(" improves the probabilities: ") && mended.contains("and ECE (equal mass) is "), "\(mended)")
    #expect(off.finding.contains("on average (ECE, equal mass)"), "\(off.finding)")
  }

  @Test func methodsThatSpoilARightModelDoNotMakeItWrong() throws {
    // Development rows that are off by far teach each method to spoil what is right on the held ones.
    let spoiled = try judged(rows(1200, slope: 1, shift: 3, seed: 3), rows(600, slope: 1, seed: 4))
    #expect(CalibrationVerdict.isNotable(try #require(spoiled.mending.leastError), spoiled.quality))
    #expect(spoiled.verdict == .wellEnough)
    // 10,000 rows tell an error that nobody minds from chance.
    let slight = try judged(rows(1200, slope: 1, shift: 3, seed: 3), rows(10_000, slope: 1, shift: 0.1, seed: 4))
    #expect(try #require(slight.quality.equalMass.pValue) < 0.05)
    #expect(CalibrationVerdict.isNotable(try #require(slight.mending.leastError), slight.quality))
    #expect(slight.verdict == .unmended)
    #expect(slight.verdict.severity(slight.quality, slight.mending) == .info)
  }

  @Test func nothingIsFittedOnTheRowsThatJudge() throws {
    let (fitting, held) = (rows(500, slope: 0.5, seed: 7), rows(200, slope: 0.5, seed: 8))
    var turned = held
    turned.codes = held.codes.map { 1 - $0 }
    let draws = RowDraws(rowCount: 200, count: 100, seed: 1)
    let one = CalibrationMending(fittedOn: fitting, judgedOn: held, isTemporal: false, draws: draws)
    let other = CalibrationMending(fittedOn: fitting, judgedOn: turned, isTemporal: false, draws: draws)
    #expect(one.results.map(\.crossFitted) == other.results.map(\.crossFitted))
    #expect(one.results.map(\.logLoss) != other.results.map(\.logLoss))
  }

  @Test func aSectionOfTwoClassesWarnsOfIsotonicOnFewRows() throws {
    let report = try #require(
      try CalibrationTopic.examine(StudyDirectory(StudyDirectory.binary(rows: 400, seed: 3)).examination()))
    #expect(report.tables.map(\.name) == ["reliability", "calibration_scores", "calibration_methods"])
    #expect(report.tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.columns.count } })
    #expect(report.tables[0].rows.count == 10 && report.tables[2].rows.count == 4)
    #expect(report.sentences.contains { $0.contains("fitted on 320 rows; below 1,000") })
  }

  @Test func aSectionOfThreeClassesHasEachClass() throws {
    var text = "id,a,b,y\n"
    var generator = SeededGenerator(seed: 2)
    for row in 0..<400 {
      let (a, b, noise) = (generator.unit(), generator.unit(), generator.unit() - 0.5)
      text += "r\(row),\(a),\(b),\(a - b + noise > 0.3 ? "low" : a - b + noise < -0.3 ? "high" : "mid")\n"
    }
    let report = try #require(try CalibrationTopic.examine(StudyDirectory(text).examination()))
    #expect(report.tables.last?.name == "calibration_by_class" && report.tables.last?.rows.count == 3)
    #expect(report.tables[2].rows.count == 2)
  }

  @Test func aRegressionHasNoProbabilities() throws {
    let text = "a,y\n" + (0..<80).map { "\($0 % 7),\($0 * 7 % 10).5\n" }.joined()
    #expect(try CalibrationTopic.examine(StudyDirectory(text).examination()) == nil)
  }
}
