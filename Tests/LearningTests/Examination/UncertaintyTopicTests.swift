import Specification
import Statistics
import StudyModel
import Testing

@testable import Learning

@Suite struct UncertaintyTopicTests {
  /// Hourly rows whose error is 20 times as large at 8 in the morning.
  static func numbers(rows: Int) -> String {
    var generator = SeededGenerator(seed: 6)
    var text = "id,when,hour,a,y\n"
    for row in 0..<rows {
      let (hour, a, noise) = (row % 24, generator.unit(), generator.unit() - 0.5)
      let (day, clock) = (row / 24 % 28 + 1, hour < 10 ? "0\(hour)" : "\(hour)")
      let date = "2026-0\(row / 24 / 28 + 1)-\(day < 10 ? "0" : "")\(day)"
      text += "r\(row),\(date)T\(clock):00,h\(hour),\(a),\(10 * a + noise * (hour == 8 ? 20 : 1))\n"
    }
    return text
  }

  private func hourly(_ kind: StudySpecification.SplitKind) throws -> StudyDirectory {
    var study = try StudyDirectory(Self.numbers(rows: 1800))
    (study.specification.data.idColumns, study.specification.data.timeColumns) = (["id"], ["when"])
    (study.specification.split.kind, study.specification.split.test) = (kind, 0.5)
    study.specification.data.leaks = .keep
    return study
  }

  private func number(_ table: TopicTable, _ row: Int, _ column: String) throws -> Double {
    let place = try #require(table.columns.firstIndex { $0.name == column })
    guard case .number(let value) = table.rows[row][place] else { throw LearningError.model(reason: column) }
    return value
  }

  @Test(arguments: [StudySpecification.SplitKind.random, .temporal])
  func intervalsSayWhereTheyBreakAndScaledOnesMendIt(kind: StudySpecification.SplitKind) throws {
    let report = try #require(try UncertaintyTopic.examine(hourly(kind).examination()))
    #expect(report.severity == .warning)
    #expect(report.finding.contains("hour of when = 8") || report.finding.contains("hour = h8"))
    let segments = try #require(report.tables.first { $0.name == "coverage_by_segment" })
    // Noise of ±10 at 8, of ±0.5 else: intervals that fit the others hold about a twentieth of it.
    #expect(try number(segments, 0, "coverage") < 0.4)
    #expect(try number(segments, 0, "remedied_coverage") > 0.7)
    let intervals = report.tables[0]
    #expect(try abs(number(intervals, 0, "coverage") - 0.9) < 0.04)
    #expect(try abs(number(intervals, 1, "coverage") - 0.9) < 0.05)
    #expect(intervals.rows.count == 6)
  }

  @Test func setsCoverARareClassLessAndLimitsByClassMendIt() throws {
    var text = "id,a,y\n"
    var generator = SeededGenerator(seed: 9)
    for row in 0..<1200 {
      let (a, noise) = (generator.unit(), generator.unit() - 0.5)
      text += "r\(row),\(a),\(a + noise > 1.05 ? "yes" : "no")\n"
    }
    var study = try StudyDirectory(text)
    (study.specification.data.idColumns, study.specification.split.test) = (["id"], 0.4)
    let report = try #require(try UncertaintyTopic.examine(study.examination()))
    let classes = try #require(report.tables.first { $0.name == "coverage_by_class" })
    #expect(classes.rows.map(\.first) == [.text("no"), .text("yes")])
    #expect(try number(classes, 0, "coverage") > 0.93 && number(classes, 1, "coverage") < 0.7)
    #expect(try number(classes, 1, "remedied_coverage") > 0.8)
    #expect(report.finding.contains("where y = yes") && report.severity == .warning)
  }

  @Test func onlyWhatChanceDoesNotExplainIsBelow() {
    // 40 of 60 at 90 %: p 7.8e-7; 52 of 60: 0.25. Two groups: Holm doubles the smaller.
    let covers = (0..<120).map { $0 < 40 || (60..<112).contains($0) }
    let outcome = CoverageOutcome(covers: covers, sizes: covers.map { _ in 1 })
    let groups = [0..<60, 60..<120].map { RowSegment(name: "\($0.lowerBound)", places: Array($0)) }
    let survey = CoverageSurvey(
      promised: 0.9, outcome, remedy: nil, classes: [], segments: groups, weights: nil)
    #expect(survey.below.map(\.segment.name) == ["0"])
    #expect(abs((survey.segments[0].pValue ?? 0) / 7.822570930287356e-07 - 2) < 1e-9)
    #expect(abs((survey.segments[1].pValue ?? 0) - 0.24844671387308148) < 1e-12)
    #expect(survey.overall?.coverage == 92.0 / 120)
  }

  @Test func aRowOfWeightTwoCountsAsTwo() throws {
    let outcome = CoverageOutcome(covers: [true, false, true], sizes: [1, 2, 1])
    let survey = CoverageSurvey(
      promised: 0.9, outcome, remedy: nil, classes: [], segments: [], weights: [2, 1, 1])
    #expect(survey.overall?.coverage == 0.75 && survey.overall?.size == 1.25)
  }

  @Test func rowsAreDividedByLevelQuartileAndTime() throws {
    let context = try hourly(.temporal).context()
    let segments = RowSegments(
      context, rows: context.splits.test, development: context.splits.development
    ).all
    let names = segments.map(\.name)
    #expect(names.contains("hour = h8") && names.contains("hour of when = 8"))
    #expect(names.contains("weekday of when = Monday") && names.contains("month of when = March"))
    #expect(names.count { $0.split(separator: " ").contains("a") } == 4)
    #expect(segments.allSatisfy { $0.places.count >= RowSegments.fewestRows })
    // 2026-03-09 was a Monday.
    let monday = try #require(segments.first { $0.name == "weekday of when = Monday" })
    let times = try #require(context.data.times)
    #expect(monday.places.contains { times[context.splits.test[$0]].rounded(.down) == 20_521 })
    let eight = try #require(segments.first { $0.name == "hour of when = 8" })
    let level = try #require(segments.first { $0.name == "hour = h8" })
    #expect(eight.places == level.places)
  }

  @Test func whatSetsTheLimitsDoesNotKnowTheJudgedRows() throws {
    var study = try hourly(.temporal)
    study.specification.split.test = 0
    let examination = try study.examination()
    #expect(!examination.isTest)
    #expect(Set(examination.choosing.rows).isDisjoint(with: examination.held.rows))
    #expect(examination.choosing.rows.count == examination.choosing.predictions.rowCount)
  }
}
