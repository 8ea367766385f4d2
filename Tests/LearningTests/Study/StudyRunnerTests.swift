import FileAccess
import JSONText
import Specification
import StudyModel
import Tables
import TestSupport
import Testing

@testable import Learning

@Suite struct StudyRunnerTests {
  @Test func aStudyChoosesTestsAndAsks() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 400, seed: 1))
    study.specification.data.idColumns = ["id"]
    study.specification.split.folds = 5
    study.specification.success = [.init(metric: "auc", atLeast: 0.7), .init(metric: "auc", atLeast: 0.999)]
    #expect(try study.run("run") == .finished)
    let records = try study.records("run")
    let trials = records.compactMap { if case .trial(let trial) = $0 { trial } else { nil } }
    #expect(trials.map(\.number) == Array(1...trials.count))
    #expect(Set(trials.map(\.candidate)).isSuperset(of: ["prior", "one-feature", "linear", "forest", "boosting"]))
    let choice = try #require(records.compactMap { if case .choice(let choice) = $0 { choice } else { nil } }.last)
    #expect(choice.candidate?.hasPrefix("linear") == true, "\(choice.rationale)")
    let criteria = records.compactMap { if case .criterion(let verdict) = $0 { verdict.outcome } else { nil } }
    #expect(criteria == [.met, .missed], "\(choice.warnings)")
    let test = records.compactMap { record -> Estimate? in
      if case .estimate(let named) = record, named.name == "test" { named.estimate } else { nil }
    }
    #expect(test.first?.metric == "auc" && (test.first?.value ?? 0) > 0.7 && test.first?.interval != nil)
    let kinds = try study.lines("run").compactMap { $0["kind"]?.stringValue }
    #expect(kinds.contains("approval_request") && kinds.last == "end")
    // The approval is about these bytes.
    let asked = try #require(try study.lines("run").first { $0["kind"] == "approval_request" })
    #expect(
      asked["checkpoint"] == "checkpoints/final.json"
        && Files.exists(study.directory.path("run/checkpoints/final.json")))
    #expect(
      asked["gates"]?.arrayValue?.map { $0.objectValue?["passed"] } == [.bool(true), .bool(false)], "as the criteria")
    for trial in trials { #expect(Files.exists(study.directory.path("run/\(trial.run)/metrics.jsonl"))) }
  }

  /// Every question is a place where the process may be gone.
  @Test func anInterruptedStudyEndsLikeAnUninterruptedOne() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 160, seed: 2))
    study.specification.data.idColumns = ["id"]
    #expect(try study.run("whole") == .finished)
    for (number, questions) in [[3], [9, 2, 31], [77, 5, 60]].enumerated() {
      let parts = "parts-\(number)"
      for (turn, question) in questions.enumerated() {
        let wanted: Interruption = turn.isMultiple(of: 2) ? .abandon : .pause
        let outcome = try study.run(parts, leaving: wanted, at: question)
        #expect(outcome == (wanted == .pause ? .paused : .abandoned) || outcome == .finished)
      }
      #expect(try study.run(parts) == .finished)
      #expect(try study.reproducible("whole") == study.reproducible(parts))
      #expect(try study.bytes("whole/checkpoints/final.json") == study.bytes("\(parts)/checkpoints/final.json"))
    }
    // Begun once more it says nothing new.
    let said = try study.bytes("parts-0/metrics.jsonl")
    #expect(try study.run("parts-0") == .finished)
    #expect(try study.bytes("parts-0/metrics.jsonl") == said)
  }

  @Test func whatTheTestRowsHoldChangesNothingBeforeTheEnd() throws {
    let csv = StudyDirectory.binary(rows: 300, seed: 3)
    var study = try StudyDirectory(csv)
    study.specification.data.idColumns = ["id"]
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    #expect(try study.run("run") == .finished)
    let file = String(decoding: try study.bytes("run/splits/search.csv"), as: UTF8.self)
    let tested = Set(file.split(separator: "\n").filter { $0.hasSuffix(",test") }.compactMap { Int($0.dropLast(5)) })
    #expect(tested.count == 60)
    // Other features in the test rows; their labels stay, as the split is by class.
    var lines = csv.split(separator: "\n").map(String.init)
    for row in tested {
      let cells = lines[row + 1].split(separator: ",")
      lines[row + 1] = "\(cells[0]),0.5,-0.5,mid,\(cells[4])"
    }
    var other = try StudyDirectory(lines.joined(separator: "\n") + "\n")
    other.specification.data.idColumns = ["id"]
    other.specification.candidates = study.specification.candidates
    // Test rows that are all alike would make it ask.
    other.specification.ignoredEscalations = [.dataIssues]
    #expect(try other.run("run") == .finished)
    func before(_ study: StudyDirectory) throws -> [String] {
      try study.reproducible("run").filter {
        !$0.contains("study/header") && !$0.contains("\"name\":\"test\"") && !$0.contains("\"name\":\"shift\"")
          && !$0.contains("study/finding")
      }
    }
    #expect(try before(study) == before(other))
    #expect(try study.reproducible("run") != other.reproducible("run"))
  }

  /// A column that copies the target in the development rows is a leak, whatever the test rows hold; one that does so in
  /// the test rows only is none.
  @Test func featuresAreChosenWithoutTheTestRows() throws {
    let lines = StudyDirectory.binary(rows: 300, seed: 3).split(separator: "\n").map(String.init)
    let plain = try StudyDirectory(lines.joined(separator: "\n"))
    let test = Set(try StudySource(plain.specification, directory: plain.directory.path).splits.test)
    let columns = lines.dropFirst().enumerated().map { row, line in
      let (copy, noise) = (line.hasSuffix("yes") ? "1" : "0", row.isMultiple(of: 2) ? "1" : "0")
      return test.contains(row) ? "\(noise),\(copy)" : "\(copy),\(noise)"
    }
    let study = try StudyDirectory(
      zip(lines, ["left,right"] + columns).map { "\($1),\($0)" }.joined(separator: "\n"))
    let source = try StudySource(study.specification, directory: study.directory.path)
    #expect(Set(source.splits.test) == test)
    #expect(source.findings.filter { $0.check == "leak-copy" }.map(\.columns) == [["left"]])
    #expect(source.data.columns.map(\.name) == ["right", "id", "a", "b", "c"])
  }

  @Test func onPureNoiseTheIntervalContainsChanceAfterManyTrials() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 150, seed: 1, signal: 0))
    study.specification.data.idColumns = ["id"]
    study.specification.search.trials = 80
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    #expect(try study.run("run") == .finished)
    let candidates = try study.records("run").compactMap { record in
      if case .candidate(let candidate) = record { candidate } else { nil as CandidateSummary? }
    }
    for candidate in candidates where candidate.family != "prior" {
      let interval = try #require(candidate.estimates.first?.interval)
      #expect(interval.low <= 0.5 && interval.high >= 0.5, "\(candidate.name) \(interval)")
    }
    let choice = try study.records("run").compactMap { if case .choice(let choice) = $0 { choice } else { nil } }.last
    #expect(choice?.candidate == "prior")
  }

  /// Two given folds leave one to learn from, which cannot be divided again: no nested estimate, and still an answer.
  @Test func givenFoldsAreCountedAsTheyAreAndNeedNoInnerSplit() throws {
    let lines = StudyDirectory.binary(rows: 240, seed: 5).split(separator: "\n")
    let parts = ["left", "right", "left", "right", "test"]
    var csv = "part,\(lines[0])\n"
    for (row, line) in lines.dropFirst().enumerated() {
      let line = row == 7 ? line.replacing("yes", with: "").replacing("no", with: "") : line
      csv += "\(parts[row % 5]),\(line)\n"
    }
    var study = try StudyDirectory(csv)
    study.specification.data.idColumns = ["id"]
    (study.specification.split.kind, study.specification.split.column) = (.given, "part")
    study.specification.metrics.others = ["f1"]
    study.specification.improvements = [.init(over: "linear", by: 0)]
    study.specification.candidates = [
      .init(name: "linear", kind: .linear), .init(name: "trees/of every kind", kind: .forest),
    ]
    #expect(try study.run("run") == .finished)
    let records = try study.records("run")
    let splits = records.compactMap { if case .split(let split) = $0 { split } else { nil } }
    #expect(splits.map(\.folds) == [2, 2] && splits.map(\.repeats) == [1, 1])
    let names = records.compactMap { if case .candidate(let candidate) = $0 { candidate.name } else { nil } }
    #expect(names.contains("trees/of every kind"))
    // The settings that are judged on a fold were chosen on the other one.
    let trials = records.compactMap { record -> [Double]? in
      if case .trial(let trial) = record, trial.candidate == "linear" { trial.scores } else { nil }
    }
    let linear = try #require(
      records.compactMap { record -> Estimate? in
        if case .candidate(let own) = record, own.name == "linear" { own.estimates.first } else { nil }
      }.first)
    for fold in 0..<2 {
      let record = trials.map { $0[1 - fold] }.max()
      #expect(linear.scores[fold] == trials.first { $0[1 - fold] == record }?[fold])
    }
    let estimates = records.compactMap { if case .estimate(let named) = $0 { named.name } else { nil } }
    #expect(estimates.contains("test") && !estimates.contains("nested"))
    let unlabelled = records.compactMap { record -> Finding? in
      if case .finding(let finding) = record, finding.check == "missing-target" { finding } else { nil }
    }
    #expect(unlabelled.map(\.rows) == [[7]] && unlabelled.map(\.lines) == [[9]])
    let verdicts = records.compactMap { if case .criterion(let verdict) = $0 { verdict.evidence } else { nil } }
    #expect(verdicts.count == 1 && verdicts[0].contains("linear-default"))
  }

  @Test func aDateOrARepeatedIdIsNeverSplitByChanceInSilence() throws {
    var dated = "day,a,y\n"
    for row in 0..<60 { dated += "2026-01-\(row % 28 + 1 < 10 ? "0" : "")\(row % 28 + 1),\(row % 7),\(row % 2)\n" }
    let study = try StudyDirectory(dated)
    #expect(throws: LearningError.self) { try study.run("run") }
    var repeated = "who,a,y\n"
    for row in 0..<60 { repeated += "p\(row / 3),\(row % 7),\(row % 2)\n" }
    var other = try StudyDirectory(repeated)
    other.specification.data.idColumns = ["who"]
    #expect(throws: LearningError.self) { try other.run("run") }
    other.specification.data = .init(paths: ["data.csv"], target: "y")
    other.specification.data.groupColumn = "who"
    other.specification.search.trials = 3
    #expect(try other.run("run") == .finished)
  }
}
