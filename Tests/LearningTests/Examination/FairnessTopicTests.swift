import Specification
import Statistics
import StudyModel
import Testing

@testable import Learning

@Suite struct FairnessTopicTests {
  /// `b` all but says the sensitive `s`, and `y` follows both `a` and `b`.
  private static func csv(rows: Int) -> String {
    var generator = SeededGenerator(seed: 21)
    var text = "id,a,b,s,y\n"
    for row in 0..<rows {
      let woman = generator.unit() < 0.5
      let a = generator.unit() * 2 - 1
      let b = (woman ? -1 : 1) * (generator.unit() < 0.95 ? 1.0 : -1.0) + generator.unit() / 10
      let score = 2 * a + 1.5 * b + generator.normal()
      text += "r\(row),\(a),\(b),\(woman ? "woman" : "man"),\(score > 0 ? "yes" : "no")\n"
    }
    return text
  }

  private static func study(rows: Int = 600) throws -> StudyDirectory {
    var study = try StudyDirectory(csv(rows: rows))
    study.specification.data.idColumns = ["id"]
    study.specification.data.sensitiveColumns = ["s"]
    return study
  }

  @Test func withoutASensitiveColumnThereIsNothingToSay() throws {
    let study = try StudyDirectory(StudyDirectory.binary(rows: 200, seed: 2))
    defer { withExtendedLifetime(study) {} }
    #expect(try FairnessTopic.examine(study.examination()) == nil)
  }

  @Test func aProxyIsNamedAndWhatDroppingItDoes() throws {
    let study = try Self.study()
    defer { withExtendedLifetime(study) {} }
    let report = try #require(try FairnessTopic.examine(study.examination()))
    #expect(report.severity == .critical, "\(report.finding)")
    #expect(report.finding.contains("By s the ratio of selection rates (yes) is "), "\(report.finding)")
    #expect(report.finding.contains(": at least 0.8 is broken; s = man is selected at "), "\(report.finding)")
    #expect(report.finding.contains(" %, s = woman at "), "\(report.finding)")
    #expect(
      report.sentences.contains { $0.hasPrefix("The features tell s with AUC 0.9") && $0.contains("mostly by b (") })
    let without = try #require(report.sentences.first { $0.hasPrefix("Without b: AUC changes by -") })
    #expect(without.contains("What is left hardly tells s any more"), "\(without)")
    for table in report.tables { #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(table.name)") }
    let verdicts = try #require(report.verdicts)
    #expect(verdicts.map(\.measure) == [.selectionRatio, .oddsDifference] && verdicts[0].verdict == .broken)
    #expect(verdicts[0].ends?.lowest == "woman" && verdicts[0].proxies == ["b"])
    // What the section measured is what the decision is offered with.
    let dropping = try #require(verdicts[0].dropping)
    #expect(dropping.columns == ["b"] && dropping.before ?? 1 < dropping.after ?? 0)
    #expect(
      report.tables.contains {
        $0.name == "without_columns_of_s" && $0.notes[0].contains("threshold that is best for it")
      })
  }

  @Test func aSensitiveFeatureIsAlsoDroppedAlone() throws {
    var study = try Self.study(rows: 400)
    defer { withExtendedLifetime(study) {} }
    study.specification.data.features = ["a", "b", "s"]
    let report = try #require(try FairnessTopic.examine(study.examination()))
    let alone = try #require(report.sentences.first { $0.hasPrefix("Without s: ") })
    #expect(alone.contains("What is left still tells s with AUC 0.9"), "\(alone)")
    #expect(report.sentences.contains { $0.hasPrefix("Without s and b: ") })
  }

  @Test func aRegressionHasErrorsByGroup() throws {
    var text = "id,a,s,y\n"
    for row in 0..<300 {
      let old = row % 3 == 0
      text += "r\(row),\(row % 10),\(old ? "old" : "young"),\(row % 10 + (old ? (row % 2 == 0 ? 4 : -4) : 0))\n"
    }
    var study = try StudyDirectory(text)
    defer { withExtendedLifetime(study) {} }
    study.specification.data.idColumns = ["id"]
    study.specification.data.sensitiveColumns = ["s"]
    let report = try #require(try FairnessTopic.examine(study.examination()))
    #expect(report.severity == .info && report.finding.hasPrefix("By s the lowest mean absolute error of a group is "))
    #expect(report.tables.map(\.name).prefix(2) == ["errors_by_s", "gaps_by_s"])
    let notes = report.tables.flatMap(\.notes)
    #expect(!notes.contains { $0.contains("threshold") }, "numbers have none")
    #expect(report.sentences.contains { $0.hasPrefix("By s the mean error differs by ") })
  }

  @Test func aMeanErrorThatDiffersBetweenGroupsIsAWarning() throws {
    // The model cannot see `s`, which moves the target by 8 of a standard deviation of about 5.
    var generator = SeededGenerator(seed: 4)
    var text = "id,a,s,y\n"
    for row in 0..<300 {
      text += "r\(row),\(row % 10),\(row % 7 < 3 ? "old" : "young"),"
      text += "\(Double(row % 10) + (row % 7 < 3 ? 8 : 0) + generator.unit())\n"
    }
    var study = try StudyDirectory(text)
    defer { withExtendedLifetime(study) {} }
    study.specification.data.idColumns = ["id"]
    study.specification.data.sensitiveColumns = ["s"]
    let report = try #require(try FairnessTopic.examine(study.examination()))
    #expect(report.severity == .warning, "\(report.finding)")
    #expect(
      report.finding.hasPrefix("By s the mean error differs by ") && report.finding.contains("too low for s = old"))
    #expect(report.finding.hasSuffix("of the target's standard deviation."), "\(report.finding)")
  }
}

@Suite struct GroupErrorsTests {
  /// Mean errors of groups, of which every second row has one more by the spread and every other one less.
  private func errors(_ groups: [(rows: Int, mean: Double, spread: Double)]) throws -> GroupErrors {
    var (codes, targets) = ([Int](), [Double]())
    for (code, group) in groups.enumerated() {
      for row in 0..<group.rows {
        codes.append(code)
        targets.append(-group.mean + (row % 2 == 0 ? group.spread : -group.spread))
      }
    }
    let sensitive = SensitiveGroups(
      attribute: "s", names: ["a", "b", "c"], codes: codes, isFeature: false, place: 0)
    return try #require(
      GroupErrors(
        sensitive, StudyData(columns: [], target: .numbers(targets)), rows: Array(codes.indices),
        Predictions(outputCount: 1, values: [Double](repeating: 0, count: codes.count)),
        draws: RowDraws(rowCount: codes.count, strata: codes, count: 100, seed: 1), units: nil, spread: 10))
  }

  @Test func thePairThatIsWarnedOfStandsInTheTable() throws {
    // `a` is farthest from `b` and of ten rows that tell nothing; `b` and `c` are shown to be 2 apart.
    let errors = try errors([(10, -4, 50), (50, 0, 0.1), (50, -2, 0.1)])
    let judged = try #require(errors.difference)
    #expect(judged.isWorrying && judged.lower.name == "c" && judged.higher.name == "b" && !judged.isExtreme)
    let gaps = errors.namedGaps.filter { $0.gap == .bias }
    #expect(gaps.map(\.words) == ["mean error", "mean error: b against c"])
    #expect(abs(try #require(gaps[0].measured.value) - 4) < 1e-9 && gaps[0].measured.interval == nil)
    #expect(abs(try #require(gaps[1].measured.value) - 2) < 1e-9 && gaps[1].measured.interval == judged.interval)
  }

  @Test func aDifferenceOfNothingHasItsInterval() throws {
    let errors = try errors([(20, 0, 1), (30, 0, 1)])
    let gaps = errors.namedGaps.filter { $0.gap == .bias }
    let interval = try #require(gaps[0].measured.interval)
    #expect(gaps.count == 1 && gaps[0].measured.value == 0 && interval.low < 0 && interval.high > 0)
  }
}

@Suite struct ColumnDroppingTests {
  @Test func whatTheColumnAloneDoesIsNotSaidOfItsProxies() {
    let groups = SensitiveGroups(attribute: "s", names: ["a", "b"], codes: [], isFeature: true, place: 0)
    let alone = ColumnDropping.Result(dropped: ["s"], score: .init())
    let all = ColumnDropping.Result(dropped: ["s", "b"], score: .init())
    #expect(FairnessTopic.withoutAll([alone, all], groups, proxies: ["b"]) == all)
    #expect(FairnessTopic.withoutAll([alone], groups, proxies: ["b"]) == nil)
    #expect(FairnessTopic.withoutAll([alone], groups, proxies: []) == alone)
    #expect(FairnessTopic.withoutAll([], groups, proxies: []) == nil)
  }
}

@Suite struct GroupOutcomeTests {
  /// Group, class, called, rows.
  private typealias Cells = [(group: Int, code: Int, called: Double, rows: Int)]

  /// Two groups with rows of both classes, a third with two rows.
  private static let cells: Cells = [
    (0, 1, 1.0, 12), (0, 1, 0.0, 8), (0, 0, 1.0, 5), (0, 0, 0.0, 15), (1, 1, 1.0, 6), (1, 1, 0.0, 14), (1, 0, 1.0, 3),
    (1, 0, 0.0, 27), (2, 1, 1.0, 2),
  ]

  private static let sensitive = SensitiveGroups(
    attribute: "s", names: ["a", "b", "c"], codes: [], isFeature: false, place: 0)

  private func outcome(_ cells: Cells = cells) throws -> GroupOutcome {
    var (codes, calls, classes) = ([Int](), [Double](), [Int]())
    for (group, code, called, rows) in cells {
      codes += [Int](repeating: group, count: rows)
      calls += [Double](repeating: called, count: rows)
      classes += [Int](repeating: code, count: rows)
    }
    let study = try StudyDirectory(StudyDirectory.binary(rows: 92, seed: 1))
    defer { withExtendedLifetime(study) {} }
    var sensitive = Self.sensitive
    sensitive.codes = codes
    let data = StudyData(columns: [], target: .classes(classes, names: ["no", "yes"]))
    let rows = Array(codes.indices)
    let grouped = try #require(
      GroupedRows(
        sensitive, data, rows: rows, Predictions(outputCount: 1, values: calls), class: 1, threshold: 0.5))
    let draws = RowDraws(rows, in: try study.context(), strata: codes, count: SensitiveGroups.draws, seed: 1)
    return GroupOutcome(grouped, names: sensitive.names, outcome: "yes", draws: draws)
  }

  private func verdicts(_ cells: Cells) throws -> [FairnessVerdict] {
    FairnessTopic.verdicts(Self.sensitive, try outcome(cells), StudySpecification.Fairness())
  }

  @Test func selectionNeedsRowsAndNoPositives() throws {
    // Of 4 and 3 positives no true positive rate is compared; 40 of 60 and 10 of 60 are selected all the same.
    let found = try verdicts([(0, 1, 1, 4), (0, 0, 1, 36), (0, 0, 0, 20), (1, 1, 0, 3), (1, 0, 1, 10), (1, 0, 0, 47)])
    #expect(found[0].value.map { abs($0 - 0.25) < 1e-12 } == true && found[0].verdict == .broken)
    #expect(found[0].unjudged == nil && found[0].ends?.highest == "a")
    // By false alarms alone: 36 of 56 and 10 of 57.
    #expect(found[1].value.map { abs($0 - (36.0 / 56 - 10.0 / 57)) < 1e-12 } == true && found[1].verdict == .broken)
    #expect(found[1].ends?.rate == .falsePositive)
    #expect(
      found[1].unjudged == "fewer than two groups have 10 positives, which true positive rates need", "\(found[1])")
  }

  @Test func aLimitJudgedInPartIsNotHeld() throws {
    let found = try verdicts([
      (0, 1, 1, 4), (0, 0, 1, 10), (0, 0, 0, 2990), (1, 1, 0, 3), (1, 0, 1, 10), (1, 0, 0, 2990),
    ])
    #expect(found[1].verdict == .undecided && found[1].value.map { $0 < 0.001 } == true)
  }

  @Test func aRatioOfNothingSelectedIsUndefinedAndSaid() throws {
    let found = try verdicts([(0, 1, 0, 20), (0, 0, 0, 20), (1, 1, 0, 20), (1, 0, 0, 20)])
    #expect(found[0].verdict == .undefined && found[0].value == nil)
    #expect(
      found[0].sentence
        == "The limit on the ratio of selection rates by s (yes) could not be judged: nothing is selected "
        + "in any group, so that the ratio is 0 / 0.", "\(found[0].sentence)")
    #expect(found[1].verdict != .undefined && found[1].value == 0)
    let alone = try verdicts([(0, 1, 1, 9), (0, 0, 1, 40), (1, 1, 0, 9)])
    #expect(alone[0].unjudged == "fewer than two groups have 10 rows")
  }

  @Test func smallGroupsAreMarkedAndLeftOutOfTheGaps() throws {
    let outcome = try outcome()
    #expect(outcome.groups.map(\.hasPositives) == [true, true, false])
    #expect(outcome.groups.map(\.hasNegatives) == [true, true, false])
    // By hand: 17 of 40 and 9 of 50 selected; 12 of 20 and 6 of 20 found; 5 of 20 and 3 of 30 false alarms.
    func value(_ gap: GroupOutcome.Gap) -> Double? { outcome.gaps[gap]?.value }
    #expect(abs((value(.parityDifference) ?? 0) - (0.425 - 0.18)) < 1e-12)
    #expect(abs((value(.parityRatio) ?? 0) - 0.18 / 0.425) < 1e-12)
    #expect(abs((value(.oddsDifference) ?? 0) - 0.3) < 1e-12 && abs((value(.alarmDifference) ?? 0) - 0.15) < 1e-12)
    // All selected in the third group: with it the difference is larger.
    #expect(abs((outcome.allGaps[.parityDifference] ?? 0) - 0.82) < 1e-12)
    #expect(outcome.groups[2].falsePositiveRate.value == nil && outcome.groups[2].falsePositiveRate.interval == nil)
    #expect(outcome.groups[0].selectionRate.interval?.method == "Wilson")
    let interval = try #require(outcome.gaps[.parityDifference]?.interval)
    #expect(interval.low > 0 && interval.low < 0.245 && interval.high > 0.245 && interval.high < 0.5)
  }

  @Test func calibrationIsThatOfTheScores() throws {
    let outcome = try outcome()
    // Scores are 0 and 1: mean score 0.425, share of positives 0.5; 13 wrong of 40, in two bins of opposite signs.
    #expect(abs((outcome.groups[0].calibrationGap.value ?? 0) + 0.075) < 1e-12)
    #expect(abs((outcome.groups[0].calibrationError.value ?? 0) - 0.325) < 1e-12)
    #expect(outcome.groups[0].observed == 0.5)
  }
}
