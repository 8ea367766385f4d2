import FileAccess
import JSONText
import Specification
import TestSupport
import Testing

@testable import Learning

/// What a training leaves for others to read.
@Suite struct RunDirectoryTests {
  @Test func everyRecordOfAWholeRun() throws {
    let run = try TrainingRun()
    #expect(try run.run("run") == .finished)
    let records = try run.records("run")
    #expect(records.first?["kind"] == "hyperparameters")
    #expect(records.last?["kind"] == "end")
    let tables = records.filter { $0["kind"] == "table" }.compactMap { $0["table"]?.stringValue }
    let judged = ["confusion", "roc", "pr", "calibration", "scores", "operating_point"]
    #expect(tables == judged + judged + ["importance", "drift"])
    let scored = records.filter { $0["table"] == "scores" }.compactMap { $0["split"]?.stringValue }
    #expect(scored == ["validation", "test"])
    let points = try run.points("run")
    #expect(points.count == 33 * 4 + 2)
    #expect(points.contains { $0.contains("test/auc") } && points.contains { $0.contains("test/logloss") })
    let checkpoints = records.filter { $0["kind"] == "checkpoint" }
    #expect(checkpoints.compactMap { $0["step"]?.integerValue } == [10, 20, 30, 33])
    #expect(checkpoints.compactMap { $0["reason"]?.stringValue } == ["interval", "interval", "interval", "final"])
    for record in checkpoints {
      let bytes = try run.bytes("run/\(record["path"]?.stringValue ?? "")")
      #expect(record["bytes"]?.integerValue == Int64(bytes.count))
    }
    let request = try #require(records.first { $0["kind"] == "approval_request" })
    #expect(request["sha256"] == checkpoints.last?["sha256"])
    #expect((3...5).contains(request["evidence"]?.arrayValue?.count ?? 0))
  }

  @Test func importanceIsAShareOfEachFeatureOfTheFile() throws {
    let run = try TrainingRun()
    #expect(try run.run("run") == .finished)
    let table = try #require(try run.records("run").first { $0["table"] == "importance" })
    let values = table["values"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    #expect(values.count == 17 && abs(values.reduce(0, +) - 1) < 1e-9 && values == values.sorted(by: >))
    let features = table["features"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(Set(features).isSuperset(of: ["contract", "tenure_months"]))
    #expect(Set(features).isDisjoint(with: ["gender", "age", "customer_id", "observed_on", "churned"]))
  }

  @Test func theShiftedColumnsAreFoundAndNoOther() throws {
    let run = try TrainingRun(rounds: 2)
    try writeLargeSample(run)
    #expect(try run.run("run") == .finished)
    let table = try #require(try run.records("run").first { $0["table"] == "drift" })
    let features = table["features"]?.arrayValue?.compactMap(\.objectValue) ?? []
    let drifting = features.filter { $0["status"] == "drift" }
    let since = Dictionary(
      uniqueKeysWithValues: drifting.map { ($0["feature"]?.stringValue ?? "", $0["since"]?.stringValue ?? "") })
    #expect(
      since == [
        "monthly_charge": "2026-02", "contract": "2026-03", "payment_method": "2026-03", "support_tickets": "2026-04",
      ])
    #expect(features.allSatisfy { $0["status"] != "warning" })
    #expect(features.contains { $0["feature"] == "gender" })
  }

  private func writeLargeSample(_ run: TrainingRun) throws {
    try ChurnSample.write(to: run.directory.path("large"), rows: 8000)
    try Files.replaceAtomically(run.directory.path("churn.csv"), with: run.bytes("large/churn.csv"))
    try Files.replaceAtomically(run.directory.path("later.csv"), with: run.bytes("large/churn-later.csv"))
  }

  @Test func anApprovalIsAskedForOnlyWhenRequired() throws {
    var run = try TrainingRun(rounds: 2)
    run.specification.approval.required = false
    run.specification.data.later = nil
    #expect(try run.run("run") == .finished)
    let kinds = try run.records("run").compactMap { $0["kind"]?.stringValue }
    #expect(!kinds.contains("approval_request"))
    #expect(try run.records("run").allSatisfy { $0["table"] != "drift" })
  }
}
