import FileAccess
import JSONText
import RunModel
import Specification
import TestSupport
import Testing

@testable import Learning

/// A study that is given a later sample.
@Suite struct LaterSampleTests {
  /// The sample data's, small and with few trials.
  private func study(laterRows: Int) throws -> StudyDirectory {
    var study = try StudyDirectory("")
    try Files.replaceAtomically(
      study.directory.path("churn.csv"), with: ChurnSample(rows: 500, seed: 3, isLater: false).csv())
    try Files.replaceAtomically(
      study.directory.path("churn-later.csv"), with: ChurnSample(rows: laterRows, seed: 4, isLater: true).csv())
    study.specification.data = .init(paths: ["churn.csv"], target: "churned")
    study.specification.data.later = "churn-later.csv"
    study.specification.data.idColumns = ["customer_id"]
    study.specification.data.timeColumns = ["observed_on"]
    study.specification.data.sensitiveColumns = ["gender", "age"]
    study.specification.split.kind = .stratified
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    study.specification.search.trials = 1
    return study
  }

  @Test func itsDriftIsRecordedAtTheEndAndIsEvidence() throws {
    var study = try study(laterRows: 1500)
    study.specification.features.transforms = [.ratio("monthly_charge", "tenure_months")]
    #expect(try study.run("run") == .finished)
    let lines = try study.lines("run")
    let tables = lines.filter { $0["table"] == "drift" }
    #expect(tables.compactMap { $0["split"]?.stringValue } == ["test", "later"])
    let features = tables.last?["features"]?.arrayValue?.compactMap(\.objectValue) ?? []
    let since = features.filter { $0["status"] == "drift" }.reduce(into: [:]) { since, feature in
      since[feature["feature"]?.stringValue ?? ""] = feature["since"]?.stringValue
    }
    // As docs/sample-data.md says; with more rows all four drift.
    #expect(since["payment_method"] == "2026-03" && since["support_tickets"] == "2026-04")
    #expect(
      Set(since.keys).isSubset(of: ["monthly_charge", "contract", "payment_method", "support_tickets"]), "\(since)")
    // Columns as the file has them, sensitive ones too; nothing that was made of them.
    #expect(features.count == 19 && features.contains { $0["feature"] == "gender" })
    let request = try #require(lines.first { $0["kind"] == "approval_request" })
    let evidence = request["evidence"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(evidence.contains { $0.hasPrefix("\(since.count) of 19 columns drift in churn-later.csv: payment_method") })
  }

  /// What the samples' sizes make by chance is no alert, however large.
  @Test func aFeatureDriftsWhereItsIndexIsLargeAndRare() {
    let rule = TrainingSpecification.DriftRule()
    #expect(rule.status(of: 0.3, chance: 0.2) == .ok)
    #expect(rule.status(of: 0.3, chance: 0.009) == .drift && rule.status(of: 0.2, chance: 0) == .drift)
    #expect(rule.status(of: 0.15, chance: 0.009) == .warning && rule.status(of: 0.15, chance: 0.011) == .ok)
    #expect(rule.status(of: 0.05, chance: 0) == .ok && rule.status(of: nil, chance: nil) == .ok)
  }

  @Test func anotherLaterSampleIsAnotherStudy() throws {
    let study = try study(laterRows: 100)
    #expect(try study.run("run", leaving: .abandon, at: 2) == .abandoned)
    try Files.replaceAtomically(
      study.directory.path("churn-later.csv"), with: ChurnSample(rows: 90, seed: 1, isLater: true).csv())
    #expect(throws: LearningError.self) { try study.run("run") }
  }

  @Test func aLaterSampleWithoutAColumnIsRefusedBeforeAnythingRuns() throws {
    let study = try study(laterRows: 100)
    try Files.replaceAtomically(study.directory.path("churn-later.csv"), with: Array("contract,churned\na,yes\n".utf8))
    do {
      _ = try study.run("run")
      Issue.record("it ran")
    } catch let error as LearningError {
      #expect(error.message.contains("churn-later.csv") && error.message.contains("lacks region"))
      #expect(error.exitCode == 65)
    }
  }
}
