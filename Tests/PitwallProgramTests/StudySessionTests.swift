import Glibc
import JSONText
import TestSupport
import Testing

/// Studies carried out for real: launched, reported, paused, killed, decided about.
@Suite(.serialized) struct StudySessionTests {
  @Test func itEndsWithAChoiceThatIsReportedAndApproved() throws {
    let folder = StudyFolder()
    let launched = folder.run("launch", "spec.yaml", "--wait")
    #expect(launched.status == 0, "\(launched.errors)")
    let study = StudyRun(launched)
    #expect(study.state == "waiting")
    let choice = try #require(try study.choice())
    let text = folder.run("report", study.path)
    #expect(text.status == 0 && text.output.contains("Take \(choice):"), "\(text)")
    let markdown = folder.run("report", study.path, "--format", "markdown")
    #expect(markdown.status == 0 && markdown.output.contains("Take \(choice):") && markdown.output.hasPrefix("#"))
    try expectTrials(of: study, in: folder)
    try expectApproval(of: study, in: folder)
  }

  /// The trials are runs of their own, below the study.
  private func expectTrials(of study: StudyRun, in folder: StudyFolder) throws {
    let listed = folder.run("runs", "runs", "--json")
    let rows = try #require(try JSONValue(parsing: listed.output).arrayValue?.compactMap(\.objectValue))
    let own = try #require(rows.first { $0["path"]?.stringValue == study.path })
    #expect(own["parent"] == .null && own["hyperparameters"]?.objectValue?["study/metric"]?.stringValue == "auc")
    let trials = rows.filter { $0["parent"] == own["id"] }
    // Three baselines before the six that were asked for.
    #expect(trials.count == 9 && trials.allSatisfy { $0["state"] == "finished" })
    #expect(
      trials.allSatisfy { ($0["metrics"]?.objectValue?["fold/auc"]?.objectValue?["count"]?.integerValue ?? 0) > 0 })
  }

  /// The decision is about the bytes of the final model, and notices when they change.
  private func expectApproval(of study: StudyRun, in folder: StudyFolder) throws {
    let approved = folder.run("approve", study.path, "--reason", "beats what we have")
    let digest = ProgramRun(["sha256sum", "\(study.path)/checkpoints/final.json"]).output.prefix(64)
    #expect(approved.status == 0 && approved.output.contains("checkpoints/final.json") && digest.count == 64)
    #expect(folder.run("decisions", study.path, "--json").output.contains(digest))
    #expect(study.state == "finished")
    #expect(folder.run("verify", study.path).status == 0)
    Program.append(" ", to: "\(study.path)/checkpoints/final.json")
    let changed = folder.run("verify", study.path)
    #expect(changed.status == 1 && changed.output.contains("checkpoints/final.json"))
  }

  @Test func pausedAndKilledItGivesTheSameAnswer() throws {
    let folder = StudyFolder()
    let study = StudyRun(folder.run("launch", "spec.yaml"))
    defer { _ = folder.run("kill", study.path) }
    pause(study, in: folder)
    // Killed when so many results were kept, then brought back.
    for steps in [6, 9, 15] { killWhen(study, has: steps, in: folder) }
    #expect(eventually(within: .seconds(90)) { study.state == "waiting" }, "\(study.state)")
    let whole = StudyRun(folder.run("launch", "spec.yaml", "--wait"))
    #expect(try study.answer() == whole.answer())
    #expect(ProgramRun(["cmp"] + [study, whole].map { "\($0.path)/checkpoints/final.json" }).status == 0)
  }

  private func pause(_ study: StudyRun, in folder: StudyFolder) {
    #expect(eventually(within: .seconds(30)) { study.finishedSteps > 3 }, "\(study.path)")
    let processes = study.processes
    #expect(processes.count == 2)
    let paused = folder.run("pause", study.path)
    #expect(paused.status == 0 && paused.output.contains("paused"), "\(paused)")
    #expect(study.state == "paused" && eventually { !processes.contains(where: StudyRun.isAlive) })
    #expect(folder.run("resume", study.path).status == 0)
  }

  private func killWhen(_ study: StudyRun, has steps: Int, in folder: StudyFolder) {
    #expect(eventually(within: .seconds(60)) { study.finishedSteps >= steps })
    for process in study.processes { kill(process, SIGKILL) }
    #expect(eventually { ["lost", "waiting"].contains(study.state) }, "\(study.state)")
    if study.state == "lost" { #expect(folder.run("resume", study.path).status == 0) }
  }

  /// A table that cannot be learnt from, and what the sentence about it names.
  struct UnfitTable: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var csv: String
    var names: [String]
  }

  private static let dated =
    "id,day,a,y\n" + (0..<60).map { "r\($0),2026-01-\(10 + $0 % 20),\($0 % 7),\($0 % 2)\n" }.joined()

  @Test(arguments: [
    UnfitTable(
      testDescription: "ragged", csv: StudyFolder.rows(50) + "r50,0.5,0.5\n" + StudyFolder.rows(2),
      names: ["data.csv", "52"]),
    UnfitTable(testDescription: "no target", csv: "id,a,b\nr1,1,2\nr2,2,1\n", names: ["data.csv", "data.target", "y"]),
    UnfitTable(testDescription: "dated", csv: dated, names: ["day", "split.kind: temporal"]),
    UnfitTable(testDescription: "empty", csv: "", names: ["data.csv"]),
  ])
  func unfitDataAreRefusedInOneSentence(_ table: UnfitTable) throws {
    let folder = StudyFolder(csv: table.csv)
    let trained = ProgramRun(
      [Program.trainer, "train", "\(folder.path)/spec.yaml", "--run-dir", "alone"], in: folder.path)
    #expect(trained.status == 65)
    let sentences = trained.errors.split(separator: "\n")
    #expect(sentences.count == 1 && table.names.allSatisfy { trained.errors.contains($0) }, "\(trained.errors)")
    let launched = folder.run("launch", "spec.yaml", "--wait")
    #expect(launched.status == 65, "\(launched)")
    let study = StudyRun(launched)
    #expect(study.state == "failed")
    #expect(ProgramRun(["cat", "\(study.path)/console.log"]).output.contains(sentences.first ?? "no sentence"))
  }

  @Test func aFileIsProfiledWithoutASpecification() throws {
    let folder = StudyFolder()
    let text = folder.run("profile", "data.csv", "--target", "y")
    #expect(text.status == 0 && ["id", "a", "b", "c", "y"].allSatisfy { text.output.contains($0) })
    let json = folder.run("profile", "data.csv", "--target", "y", "--json")
    #expect(json.status == 0 && (try? JSONValue(parsing: json.output))?.objectValue?.isEmpty == false)
    #expect(folder.run("profile", "data.csv", "--target", "nothing").status == 64)
    #expect(folder.run("profile", "nowhere.csv").status == 66)
  }
}
