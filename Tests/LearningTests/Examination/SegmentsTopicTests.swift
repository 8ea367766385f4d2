import FileAccess
import JSONText
import Specification
import StudyModel
import Testing

@testable import Learning

@Suite struct SegmentsTopicTests {
  /// Rows whose label is chance where `c` is `mid`.
  private static func csv(rows: Int) -> String {
    let lines = StudyDirectory.binary(rows: rows, seed: 11, signal: 6).split(separator: "\n")
    let noisy = lines.enumerated().map { number, line -> String in
      let cells = line.split(separator: ",")
      guard cells[3] == "mid" else { return String(line) }
      return (cells.dropLast() + [number % 2 == 0 ? "yes" : "no"]).joined(separator: ",")
    }
    return noisy.joined(separator: "\n") + "\n"
  }

  private static func study() throws -> StudyDirectory {
    var study = try StudyDirectory(csv(rows: 900))
    study.specification.data.idColumns = ["id"]
    return study
  }

  private static func kinds(_ report: TopicReport) throws -> [TopicCell] {
    let table = try #require(report.tables.first { $0.name == "weak_segments" })
    let kind = try #require(table.columns.firstIndex { $0.name == "kind" })
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    return table.rows.map { $0[kind] }
  }

  @Test func whereLabelsAreChanceTheModelIsTooSure() throws {
    let study = try Self.study()
    defer { withExtendedLifetime(study) {} }
    let report = try #require(try SegmentsTopic.examine(study.examination()))
    #expect(report.finding.hasPrefix("It fails most where c = mid and "), "\(report.finding)")
    #expect(report.severity == .warning)
    #expect(try Self.kinds(report).contains(.text("predicted too high")))
  }

  /// Half of `mid` and hardly any others are positive, which the model knows.
  @Test func whatTheModelKnowsToBeUncertainIsHard() throws {
    var text = "id,a,c,y\n"
    for row in 0..<900 {
      let level = ["low", "mid", "high"][row % 3]
      let isPositive = level == "mid" ? row % 2 == 0 : row % 30 == 0
      text += "r\(row),\(row * 7919 % 101),\(level),\(isPositive ? "yes" : "no")\n"
    }
    var study = try StudyDirectory(text)
    defer { withExtendedLifetime(study) {} }
    study.specification.data.idColumns = ["id"]
    study.specification.data.leaks = .keep
    let report = try #require(try SegmentsTopic.examine(study.examination(of: .boosting)))
    #expect(report.finding.hasPrefix("It fails most where c = mid: mean log loss 0.7"), "\(report.finding)")
    #expect(report.severity == .info)
    #expect(try Self.kinds(report) == [.text("hard")])
  }

  @Test func aRequiredSegmentIsJudgedByItsBound() throws {
    var study = try Self.study()
    defer { withExtendedLifetime(study) {} }
    (study.specification.data.idColumns, study.specification.data.ignore) = ([], ["id"])
    study.specification.segments = [
      .init(by: ["c"], min: [.init(metric: "auc", value: 0.8)]),
      .init(by: ["id"], max: [.init(metric: "brier", value: 1)]),
    ]
    let examination = try study.examination(of: .boosting)
    let verdicts = try RequiredSegmentVerdicts(examination)
    let byLevel = verdicts.verdicts.filter { $0.metric == "auc" }
    #expect(byLevel.count == 3 && byLevel.reduce(0) { $0 + $1.rows } == examination.held.rows.count)
    #expect(byLevel.filter { $0.verdict == .broken }.map(\.group) == ["c = mid"])
    #expect(byLevel.filter { $0.verdict == .held }.count == 2)
    // Groups of one row each: said, not judged.
    let byRow = verdicts.verdicts.filter { $0.metric == "brier" }
    #expect(byRow.allSatisfy { $0.verdict == .undefined && $0.value == nil && $0.reason == "fewer than 20 rows" })
    let report = try #require(try SegmentsTopic.examine(examination))
    #expect(report.severity == .warning && report.finding.hasPrefix("Where c = mid, AUC is "), "\(report.finding)")
  }

  @Test func everyJudgedRowIsInTheFileOnce() throws {
    let study = try Self.study()
    defer { withExtendedLifetime(study) {} }
    let examination = try study.examination(of: .boosting)
    _ = try SegmentsTopic.examine(examination)
    let files = try SegmentsTopic.files(examination)
    #expect(files.map(\.path) == ["examination/predictions.csv", "examination/segments.json"])
    let lines = String(decoding: files[0].bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines[0].joined(separator: ",") == "row,line,fold,actual,prediction,loss,segments")
    #expect(lines.dropFirst().compactMap { Int($0[0]) }.sorted() == Array(0..<900))
    #expect(lines.count { $0[2] == "test" } == examination.held.rows.count)
    // Line 1 is the header.
    #expect(lines.dropFirst().allSatisfy { Int($0[1]) == (Int($0[0]) ?? 0) + 2 })
    let index = try #require(try JSONValue(parsing: files[1].bytes).objectValue)
    #expect(index["sha256"]?.stringValue == examination.context.source.digest)
    let first = index["segments"]?.arrayValue?.first?.objectValue?["where"]?.stringValue
    #expect(first?.hasPrefix("c = mid") == true)
  }

  @Test func aStudyThatGoesOnWritesTheSameFiles() throws {
    var study = try Self.study()
    defer { withExtendedLifetime(study) {} }
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    study.specification.search.trials = 2
    study.specification.examination.topics = [.segments]
    #expect(try study.run("whole") == .finished)
    for question in [20, 40, 60, 75, 90, 100] { _ = try study.run("parts", leaving: .pause, at: question) }
    #expect(try study.run("parts") == .finished)
    for name in ["predictions.csv", "segments.json"] {
      #expect(try study.bytes("whole/examination/\(name)") == study.bytes("parts/examination/\(name)"))
    }
  }

  @Test func aRegressionIsJudgedByItsErrors() throws {
    var text = "id,a,c,y\n"
    for row in 0..<600 {
      let (a, level) = (row % 10, ["low", "mid", "high"][row / 10 % 3])
      text +=
        "r\(row),\(a),\(level),\(Double(a) + (level == "mid" ? Double(row * 7919 % 13) - 6 : Double(row % 2) / 4))\n"
    }
    var study = try StudyDirectory(text)
    defer { withExtendedLifetime(study) {} }
    study.specification.data.idColumns = ["id"]
    let report = try #require(try SegmentsTopic.examine(study.examination(of: .boosting)))
    #expect(report.finding.contains("c = mid: mean squared error"), "\(report.finding)")
  }

  @Test func quotesInAFieldAreDoubled() {
    #expect(SegmentFiles.field("plain text") == "plain text")
    #expect(SegmentFiles.field("a,b") == "\"a,b\"" && SegmentFiles.field("say \"no\"") == "\"say \"\"no\"\"\"")
  }
}
