import Glibc
import JSONText
import TestSupport
import Testing

/// A study that stops on its way and asks: launched, seen to wait, decided about, killed.
@Suite(.serialized) struct EscalationSessionTests {
  private static let specification = """
    name: doubled
    data:
      path: data.csv
      target: y
      roles: {id: id}
    split: {kind: stratified, folds: 2}
    candidates: [linear]
    search: {trials: 2}
    examination: {topics: []}

    """

  /// Every row three times.
  private static var rows: String {
    let lines = StudyFolder.rows(80).split(separator: "\n")
    return ([lines[0]] + lines.dropFirst().flatMap { [$0, $0, $0] }).map { "\($0)\n" }.joined()
  }

  private let folder = StudyFolder(csv: Self.rows, specification: Self.specification)

  private func waiting() -> StudyRun {
    let launched = folder.run("launch", "spec.yaml", "--wait")
    #expect(launched.status == 75 && launched.errors.contains("waits for a decision: Data Issues"), "\(launched)")
    let study = StudyRun(launched)
    #expect(study.state == "waiting")
    return study
  }

  @Test func itWaitsIsShownAndGoesOnAsDecided() throws {
    let study = waiting()
    expectQuestion(of: study)
    let unknown = folder.run("approve", study.path, "--choose", "pray", "--reason", "x")
    #expect(unknown.status == 64 && unknown.errors.contains("leave-out (recommended), go-on, stop"), "\(unknown)")
    let plain = folder.run("approve", study.path, "--reason", "looks good")
    #expect(plain.status == 64 && plain.errors.contains("say with --choose"), "\(plain)")
    let held = folder.run("hold", study.path, "--reason", "ask the warehouse")
    #expect(held.status == 0 && study.state == "waiting")
    let short = folder.run("approve", study.path, "--choose", "go-on", "--reason", " r ")
    #expect(short.status == 64 && short.errors.contains("at least 3 characters"), "\(short)")
    let approved = folder.run("approve", study.path, "--choose", "go-on", "--reason", "known since spring")
    #expect(approved.status == 0 && approved.output.contains("approve, go-on,"), "\(approved)")
    #expect(eventually(within: .seconds(60)) { study.has("chosen: ") && study.state == "waiting" }, "\(study.state)")
    expectAnswer(of: study)
    let last = folder.run("approve", study.path, "--reason", "good enough")
    #expect(last.status == 0 && study.state == "finished")
    let again = folder.run("reject", study.path, "--reason", "too late")
    #expect(again.status == 1 && again.errors.contains("decided about already: approved by "), "\(again)")
    #expect(again.errors.contains(": good enough; nothing was changed") && study.state == "finished", "\(again)")
    let verified = folder.run("verify", study.path)
    #expect(
      verified.status == 0 && verified.output.hasSuffix("3 decisions about 1 of them, all sound\n"), "\(verified)")
    #expect(verified.output.split(separator: "\n").count == 1)
  }

  private func expectQuestion(of study: StudyRun) {
    let runs = folder.run("runs", study.path)
    #expect(runs.output.contains("waiting") && runs.output.contains("escalation: Data Issues"), "\(runs)")
    #expect(folder.run("runs", study.path, "--json").output.contains("\"kind\": \"data_issues\""))
    let decisions = folder.run("decisions", study.path)
    for words in ["Data Issues", "leave-out", "go-on", "stop"] { #expect(decisions.output.contains(words)) }
    #expect(folder.run("decisions", study.path, "--json").output.contains("\"alternatives\""))
    let report = folder.run("report", study.path, "--width", "80")
    #expect(report.output.contains("Your decision: Data Issues\n"), "\(report)")
    #expect(report.output.contains("--choose leave-out --reason '...'"), "\(report)")
    #expect(report.output.contains("Status: waits for a decision: Data Issues"), "\(report)")
  }

  private func expectAnswer(of study: StudyRun) {
    let report = folder.run("report", study.path, "--width", "100").output
    #expect(report.contains("Data Issues: go-on chosen by ") && report.contains(": known since spring"), "\(report)")
    #expect(!report.contains("Your decision: Data Issues"), "\(report)")
    let decisions = folder.run("decisions", study.path).output
    #expect(decisions.contains("go-on: known since spring"), "\(decisions)")
    let json = folder.run("report", study.path, "--format", "json").output
    #expect(json.contains("\"ruling\"") && json.contains("\"alternative\": \"go-on\""))
  }

  @Test func aRejectionStopsIt() throws {
    let study = waiting()
    #expect(folder.run("reject", study.path, "--reason", "mend the export first").status == 0)
    #expect(eventually(within: .seconds(30)) { study.state == "stopped" }, "\(study.state)")
    #expect(study.has("\"outcome\":\"stopped\",\"reason\":\"Data Issues: rejected by "))
    #expect(!study.has("study/trial"))
    let explained = folder.run("explain", study.path, "--row", "r1")
    #expect(explained.status == 66 && explained.errors.contains("was ended before it had chosen a model (Data Issues"))
    let better = folder.run("approve", study.path, "--choose", "stop", "--reason", "so be it")
    #expect(better.status == 0 && better.output.contains("it takes the place of this end: rejected by "), "\(better)")
    #expect(folder.run("verify", study.path).status == 0)
  }

  /// Nobody is there to take the decision up, and then its bearer is killed before the study runs.
  @Test func killedAtTheGateAndRightAfterTheDecisionItGoesOnAllTheSame() throws {
    let study = waiting()
    for process in study.processes { kill(process, SIGKILL) }
    #expect(study.state == "waiting")
    #expect(folder.run("approve", study.path, "--choose", "leave-out", "--reason", "copies").status == 0)
    for process in study.processes { kill(process, SIGKILL) }
    #expect(
      eventually(within: .seconds(60)) {
        if ["lost", "failed"].contains(study.state) { _ = folder.run("resume", study.path) }
        return study.has("chosen: ") && study.state == "waiting"
      }, "\(study.state)")
    #expect(study.has("leave-out chosen by "))
    let undisturbed = waiting()
    #expect(
      folder.run("approve", undisturbed.path, "--choose", "leave-out", "--reason", "copies").status == 0)
    #expect(
      eventually(within: .seconds(60)) { undisturbed.has("chosen: ") && undisturbed.state == "waiting" })
    #expect(try study.choice() == undisturbed.choice())
    #expect(ProgramRun(["cmp"] + [study, undisturbed].map { "\($0.path)/checkpoints/final.json" }).status == 0)
  }
}

extension StudyRun {
  fileprivate func has(_ words: String) -> Bool {
    ProgramRun(["grep", "-qF", words, "\(path)/metrics.jsonl"]).status == 0
  }
}
