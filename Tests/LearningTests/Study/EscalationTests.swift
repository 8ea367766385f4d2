import Approvals
import FileAccess
import JSONText
import RunFormats
import RunModel
import Specification
import StudyModel
import Tables
import TestSupport
import Testing

@testable import Learning

/// A study that stops at a gate, and what it does with the answer.
@Suite struct EscalationTests {
  /// Its budget ends with the first batch of four trials.
  private static func study() throws -> StudyDirectory {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 150, seed: 3))
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    study.specification.search.trials = 12
    study.specification.search.minutes = 1e-9
    study.specification.split.kind = .stratified
    study.specification.examination.topics = []
    return study
  }

  private static let path = "escalations/resource_exhaustion.json"

  private static func decide(
    _ verdict: Verdict, _ alternative: String? = nil, in study: StudyDirectory, _ run: String
  ) throws {
    _ = try Ledger(runDirectory: study.directory.path(run)).append(
      verdict: verdict, checkpoint: path, recordedDigest: nil, reason: "as agreed",
      escalation: try request(in: study, run), alternative: alternative, by: "ada@laptop")
  }

  /// As the run asks for it.
  private static func request(in study: StudyDirectory, _ run: String) throws -> Escalation? {
    let line = try study.lines(run).last { $0["kind"] == "approval_request" }
    guard let line, case .approvalRequest(let request) = try RunRecord.read(json: .object(line)) else { return nil }
    return request.escalation
  }

  private static func trials(_ study: StudyDirectory, _ run: String) throws -> Int {
    try study.records(run).count { if case .trial(let trial) = $0 { trial.stage != "baseline" } else { false } }
  }

  private static func escalation(_ study: StudyDirectory, _ run: String) throws -> EscalationSummary? {
    try study.records(run).compactMap { if case .escalation(let found) = $0 { found } else { nil } }.last
  }

  @Test func itWaitsUntilSomebodyHasDecidedAndThenGoesOn() throws {
    let study = try Self.study()
    for _ in 0..<2 { #expect(try study.run("run") == .waiting) }
    try Self.decide(.hold, in: study, "run")
    #expect(try study.run("run") == .waiting)
    let requests = try study.lines("run").filter { $0["kind"] == "approval_request" }
    #expect(requests.count == 1 && requests[0]["checkpoint"]?.stringValue == Self.path, "asked once")
    #expect(try Self.escalation(study, "run")?.ruling == nil)
    try Self.decide(.approve, "go-on", in: study, "run")
    #expect(try study.run("run") == .finished)
    #expect(try Self.trials(study, "run") == 4)
    let ruling = try #require(try Self.escalation(study, "run")?.ruling)
    #expect(ruling.alternative == "go-on" && ruling.by == "ada@laptop" && ruling.reason == "as agreed")
    #expect(try study.lines("run").last?["outcome"]?.stringValue == "finished")
  }

  @Test func grantedMinutesAreSearchedAndTheSameHoweverOftenItIsInterrupted() throws {
    let study = try Self.study()
    for run in ["whole", "parts"] {
      #expect(try study.run(run) == .waiting)
      try Self.decide(.approve, "more-minutes", in: study, run)
    }
    #expect(try study.run("whole") == .finished)
    #expect(try Self.trials(study, "whole") == 12)
    var question = 1
    while try study.run("parts", leaving: .abandon, at: question) != .finished { question += 7 }
    #expect(question > 7)
    func lines(_ run: String) throws -> [String] {
      try study.reproducible(run).map { $0.contains("study/escalation") ? "escalation" : $0 }
    }
    #expect(try lines("whole") == lines("parts"))
    // What the study has gone on with stands.
    let before = try study.bytes("whole/metrics.jsonl")
    #expect(throws: ApprovalError.self) { try Self.decide(.approve, "go-on", in: study, "whole") }
    #expect(try study.run("whole") == .finished)
    #expect(try study.bytes("whole/metrics.jsonl") == before)
  }

  @Test func aRejectionEndsItAndMayBeThoughtBetterOf() throws {
    let study = try Self.study()
    #expect(try study.run("run") == .waiting)
    try Self.decide(.reject, in: study, "run")
    #expect(try study.run("run") == .ended)
    let end = try #require(try study.lines("run").last)
    #expect(end["kind"] == "end" && end["outcome"] == "stopped")
    #expect(end["reason"]?.stringValue == "Resource Exhaustion: rejected by ada@laptop")
    try Self.decide(.approve, "stop", in: study, "run")
    #expect(try study.run("run") == .ended)
    try Self.decide(.approve, in: study, "run")
    #expect(try study.run("run") == .finished)
    let recommended = try #require(try Self.escalation(study, "run"))
    #expect(recommended.ruling?.alternative == recommended.alternatives[0].name, "without a name")
  }

  @Test func aLedgerThatCannotBeTrustedDecidesNothing() throws {
    let study = try Self.study()
    #expect(try study.run("run") == .waiting)
    try Self.decide(.approve, "go-on", in: study, "run")
    let ledger = study.directory.path("run/decisions.jsonl")
    let forged = String(decoding: try Files.read(ledger), as: UTF8.self).replacing("go-on", with: "more-minutes")
    try Files.replaceAtomically(ledger, with: Array(forged.utf8))
    #expect(throws: LearningError.self) { try study.run("run") }
    #expect(try Self.trials(study, "run") == 4)
  }

  @Test func aKindThatIsIgnoredDoesNotStop() throws {
    var study = try Self.study()
    study.specification.ignoredEscalations = [.resourceExhaustion]
    #expect(try study.run("run") == .finished)
    #expect(try Self.escalation(study, "run") == nil)
  }

  @Test func copiesAreLeftOutWhereSomebodySaysSo() throws {
    let rows = StudyDirectory.binary(rows: 90, seed: 5).split(separator: "\n")
    let tripled = ([rows[0]] + rows.dropFirst().flatMap { [$0, $0, $0] }).joined(separator: "\n") + "\n"
    var study = try StudyDirectory(tripled)
    study.specification.data.idColumns = ["id"]
    // So many copies make every number look like a leak.
    study.specification.data.leaks = .keep
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    study.specification.split.kind = .stratified
    study.specification.examination.topics = []
    #expect(try study.run("run") == .waiting)
    _ = try Ledger(runDirectory: study.directory.path("run")).append(
      verdict: .approve, checkpoint: "escalations/data_issues.json", recordedDigest: nil, reason: "an export doubled",
      alternative: "leave-out", by: "ada@laptop")
    #expect(try study.run("run") == .finished)
    let headers = try study.records("run").compactMap { if case .header(let header) = $0 { header } else { nil } }
    #expect(headers.count == 2 && headers[0].developmentRows == 216 && headers[1].developmentRows <= 90)
    // Every row once: what is tested has no copy among what is learned from.
    #expect(headers[1].developmentRows + headers[1].testRows == 90 && headers[1].testRows > 0)
    let findings = try study.records("run").compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
    for check in ["duplicate-rows", "duplicate-ids", "split-duplicates"] {
      let advice = findings.filter { $0.check == check }.map(\.advice)
      #expect(advice.count == 2 && advice.last == "The copies were left out by ada@laptop.", "\(check): \(advice)")
    }
  }

  /// Three exports with ids of their own, whose `b` changed in the last one; `c` is left out, which makes rows no more alike.
  @Test func copiesAreThoseOfTheDataChecksWhateverTheFeatures() throws {
    let rows = StudyDirectory.binary(rows: 90, seed: 5).split(separator: "\n").map { $0.split(separator: ",") }
    let exports = (0..<3).flatMap { export in
      rows.dropFirst().map { row in
        "\(row[0])-\(export),\(row[1]),\(export == 2 ? "9\(row[2])".replacing("-", with: "") : "\(row[2])"),\(row[3]),\(row[4])"
      }
    }
    var study = try StudyDirectory(([rows[0].joined(separator: ",")] + exports).joined(separator: "\n") + "\n")
    study.specification.data.idColumns = ["id"]
    study.specification.data.features = ["a"]
    study.specification.data.leaks = .keep
    let source = try study.context().source
    #expect(source.copies.count == 90 && source.data.columns.map(\.name) == ["a"])
    #expect(source.copies(among: Array(0..<270)) == Array(90..<180))
    #expect(source.copies(among: [200, 100, 10]) == [10])
  }

  @Test func rowsAreLeftOutOfTrainingOrAltogether() throws {
    let context = try Self.study().context()
    var splits = context.splits
    let fold = splits.evaluation[0]
    splits.leaveOutOfTraining([fold.training[0], fold.test[0]])
    #expect(splits.evaluation[0].training == Array(fold.training.dropFirst()) && splits.evaluation[0].test == fold.test)
    #expect(splits.development.count == context.splits.development.count - 2)
    splits.leaveOut([fold.test[0]])
    #expect(splits.evaluation[0].test == Array(fold.test.dropFirst()))
    var smaller = context
    smaller.leaveOut(columns: ["b"], reason: "so decided")
    #expect(
      smaller.data.columns.map(\.name)
        == ["id", "a", "c"].filter { name in context.data.columns.contains { $0.name == name } })
    #expect(smaller.source.excluded.last == .init(column: "b", reason: "so decided"))
  }
}
