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
    #expect(text.output.contains("Your decision\n") && text.output.contains("    pitwall reject "), "\(text)")
    let markdown = folder.run("report", study.path, "--format", "markdown")
    #expect(markdown.status == 0 && markdown.output.contains("Take \(choice):") && markdown.output.hasPrefix("#"))
    try expectTrials(of: study, in: folder)
    try expectApproval(of: study, in: folder)
    try expectRows(of: study, in: folder)
  }

  /// The rows that it fails on, with the cells of the file, as long as the file is the one that was judged.
  private func expectRows(of study: StudyRun, in folder: StudyFolder) throws {
    #expect(folder.run("report", study.path, "--all").output.contains("pitwall rows \(study.path) --worst"))
    #expect(!folder.run("report", study.path).output.contains("Details\n"))
    let worst = folder.run("rows", study.path, "--worst", "--limit", "3")
    let lines = worst.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(worst.status == 0 && lines.count == 4, "\(worst)")
    #expect(lines[0].joined(separator: ",") == "row,line,fold,actual,prediction,loss,id,a,b,c,y")
    let losses = lines.dropFirst().compactMap { Double($0[5]) }
    #expect(losses.count == 3 && losses == losses.sorted(by: >))
    // Row 1 is r0, and its class is what the file says.
    for line in lines.dropFirst() {
      #expect(Int(line[0]) == Int(line[6].dropFirst()).map { $0 + 1 } && line[3] == line[10])
    }
    let all = folder.run("rows", study.path, "--worst", "--limit", "0", "--format", "json")
    let rows = try #require(try JSONValue(parsing: all.output).arrayValue?.compactMap(\.objectValue))
    #expect(rows.count == 200 && rows.first?["loss"]?.doubleValue == losses.first)
    #expect(rows.first?["data"]?.objectValue?["id"]?.stringValue == lines[1][6].description)
    #expect(folder.run("rows", study.path).status == 64)
    #expect(folder.run("rows", study.path, "--segment", "99").status == 64)
    Program.append("r200,0.5,0.5,low,no\n", to: "\(folder.path)/data.csv")
    let changed = folder.run("rows", study.path, "--worst")
    #expect(changed.status == 65 && changed.output.isEmpty && changed.errors.contains("data.csv: has changed since"))
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
    let report = folder.run("report", study.path).output
    #expect(report.contains("  Approved by ") && report.contains("The study recommended: Take "), "\(report)")
    #expect(!report.contains("Your decision"), "\(report)")
    expectDecision("approved by ", ": beats what we have", about: study, in: folder)
    #expect(folder.run("verify", study.path).status == 0)
    Program.append(" ", to: "\(study.path)/checkpoints/final.json")
    let changed = folder.run("verify", study.path)
    #expect(changed.status == 1 && changed.output.contains("checkpoints/final.json"))
  }

  /// Where the study is listed or reported, who decided and why is said.
  private func expectDecision(_ who: String, _ why: String, about study: StudyRun, in folder: StudyFolder) {
    let pages = [
      folder.run("report", study.path), folder.run("report", study.path, "--format", "markdown"),
      folder.run("runs", study.path),
    ]
    for page in pages { #expect(page.output.contains(who) && page.output.contains(why), "\(page.output)") }
    for object in [folder.run("report", study.path, "--format", "json"), folder.run("runs", study.path, "--json")] {
      #expect(object.output.contains("\"verdict\": \"approve\""), "\(object.output)")
    }
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
    let said = trained.errors.replacing(folder.path + "/", with: "")
    for command in [["check"], ["launch"], ["launch", "--wait"]] {
      let run = folder.run(command + ["spec.yaml"])
      #expect(run.status == 65 && run.errors.hasSuffix(said), "\(run)")
    }
    #expect(folder.run("runs", "runs").status == 66, "nothing was launched")
  }

  @Test func everyMistakeThatTheDataShowIsNamedAtOnceBeforeAnythingStarts() throws {
    let specification = """
      name: wrong
      data: {path: data.csv, target: y, positive: no, roles: {id: idd, sensitive: [zzz]}}
      metrics: {primary: rmse}

      """
    let folder = StudyFolder(specification: specification)
    let mistakes = [
      "spec.yaml:2:61: data.roles.id: no column idd in data.csv; did you mean id?",
      "spec.yaml:2:78: data.roles.sensitive: no column zzz in data.csv; there are id, a, b, c, y",
      "spec.yaml:3:20: metrics.primary: rmse is no metric of a binary task; those are auc, average_precision, ",
    ]
    for command in ["check", "launch"] {
      let run = folder.run(command, "spec.yaml")
      let lines = run.errors.split(separator: "\n").dropFirst().map(String.init)
      #expect(run.status == 65 && lines.count == 3 && run.output.isEmpty, "\(run)")
      for (line, mistake) in zip(lines, mistakes) { #expect(line.hasPrefix(mistake)) }
    }
    let trained = ProgramRun([Program.trainer, "train", "spec.yaml", "--run-dir", "alone"], in: folder.path)
    #expect(trained.status == 65 && trained.errors == folder.run("check", "spec.yaml").errors.afterFirstLine)
  }

  @Test func aMissingDataFileIsNoInput() {
    let folder = StudyFolder(specification: "name: x\ndata: {path: [data.csv, more.csv], target: y}\n")
    let expected = "spec.yaml:2:25: data.path: there is no file more.csv\n"
    for command in ["check", "launch"] {
      let run = folder.run(command, "spec.yaml")
      #expect(run.status == 66 && run.errors.hasSuffix(expected), "\(run)")
    }
    let trained = ProgramRun([Program.trainer, "train", "spec.yaml", "--run-dir", "alone"], in: folder.path)
    #expect(trained.status == 66 && trained.errors == expected)
  }

  @Test func checkPrintsWhatTheDataDecideWithItsReason() {
    let folder = StudyFolder()
    let first = folder.run("check", "spec.yaml")
    #expect(first.status == 0)
    let decided = [
      "positive: \"yes\"  # the other value is no\n", "task: binary  # detected: y has two values\n",
      "kind: stratified  # for classes, as rows have no date or group\n", "primary: auc  # for a binary task\n",
      "rope: 0.01  # for a metric from 0 to 1\n",
    ]
    for line in decided { #expect(first.output.contains(line), "\(first.output)") }
    Program.write(first.output, to: "\(folder.path)/resolved.yaml")
    let second = folder.run("check", "resolved.yaml")
    #expect(
      second.output
        == decided.reduce(first.output) { text, line in
          text.replacing(line, with: "\(line.split(separator: "  #")[0])\n")
        })
  }

  @Test func aTableIsNotLaunchedAndASpecificationNotProfiled() {
    let folder = StudyFolder()
    let launched = folder.run("launch", "data.csv")
    #expect(launched.status == 64 && launched.errors.contains("pitwall profile data.csv"), "\(launched)")
    let missing = folder.run("launch", "missing.csv")
    #expect(missing.status == 66 && missing.errors.contains("there is no file missing.csv"), "\(missing)")
    #expect(folder.run("runs", "runs").status == 66, "nothing was launched")
    let lines = launched.errors.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    Program.write(lines.joined(separator: "\n").replacing("COLUMN", with: "y"), to: "\(folder.path)/data.yaml")
    #expect(folder.run("check", "data.yaml").status == 0, "what it says to write")
    let profiled = folder.run("profile", "spec.yaml")
    #expect(profiled.status == 65 && profiled.errors.contains("pitwall check spec.yaml"), "\(profiled)")
    Program.write("x\n1\n2\n", to: "\(folder.path)/one.txt")
    #expect(folder.run("profile", "one.txt").output.hasPrefix("one.txt: 2 rows, 1 column\n"))
  }

  /// Only the division of the rows shows that a study cannot begin.
  @Test func aStudyThatFailedBeforeItsFirstTrialReportsWhy() {
    let folder = StudyFolder(
      specification: "name: x\ndata: {path: data.csv, target: y, roles: {id: id, group: c}}\nsplit: {folds: 9}\n")
    let launched = folder.run("launch", "spec.yaml", "--wait")
    #expect(launched.status == 65, "\(launched)")
    let study = StudyRun(launched)
    #expect(study.state == "failed")
    let report = folder.run("report", study.path, "--width", "140")
    #expect(report.status == 0 && report.output.contains("Status: FAILED (exit code 65)."), "\(report)")
    #expect(report.output.contains("too few for 9 folds"), "\(report)")
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

extension String {
  fileprivate var afterFirstLine: String { String(drop { $0 != "\n" }.dropFirst()) }
}
