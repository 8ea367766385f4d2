import FileAccess
import Glibc
import HyperparameterSearch
import JSONText
import Specification
import StudyModel
import Synchronization
import TestSupport
import Testing

@testable import Learning

/// Studies with a command among their candidates, as real processes.
@Suite struct ExternalCandidateTests {
  @Test func aCommandIsSearchedJudgedChosenAndTested() throws {
    var study = try ExternalStudy.make(ExternalStudy.crossed(rows: 240, seed: 1))
    study.specification.metrics.others = ["f1"]
    #expect(try study.run("run") == .finished)
    let records = try study.records("run")
    let trials = records.compactMap { if case .trial(let trial) = $0, trial.candidate == "mine" { trial } else { nil } }
    #expect(trials.count == 3 && trials.allSatisfy { $0.outcome == .complete && ($0.value ?? 0) > 0.8 })
    let summary = try #require(
      records.compactMap { if case .candidate(let found) = $0, found.name == "mine" { found } else { nil } }.last)
    #expect(summary.family == "external" && summary.rowLatency == nil && (summary.trainingSeconds ?? 0) > 0)
    #expect(summary.estimates.map(\.metric) == ["auc", "f1"] && summary.estimates.allSatisfy { ($0.value ?? 0) > 0.8 })
    let choice = try #require(records.compactMap { if case .choice(let choice) = $0 { choice } else { nil } }.last)
    #expect(choice.candidate == "mine")
    let test = records.compactMap { record -> Estimate? in
      if case .estimate(let named) = record, named.name == "test" { named.estimate } else { nil }
    }
    #expect((test.first?.value ?? 0) > 0.7 && test.first?.interval != nil)
    // Whoever approves the model's document approves the bytes that the command has left.
    let document = try #require(try JSONValue(parsing: study.bytes("run/checkpoints/final.json")).objectValue)
    let file = try #require(document["model"]?.objectValue?["artifacts"]?.arrayValue?.first?.objectValue)
    let path = try #require(file["path"]?.stringValue)
    #expect(file["bytes"]?.integerValue == Int64(try study.bytes("run/\(path)").count))
    #expect(Int64(summary.modelBytes ?? 0) == file["bytes"]?.integerValue)
  }

  @Test func aTrialKeepsWhatItsCommandRecorded() throws {
    let study = try ExternalStudy.make(ExternalStudy.crossed(rows: 120, seed: 2))
    #expect(try study.run("run") == .finished)
    let trial = try #require(
      try study.records("run").compactMap {
        if case .trial(let trial) = $0, trial.candidate == "mine" { trial } else { nil }
      }
      .first)
    let lines = String(decoding: try study.bytes("run/\(trial.run)/metrics.jsonl"), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 1 + 1 + 3 + 1)
    #expect(lines[0].contains("hyperparameters") && lines[1] == #"{"step":1,"mine":2}"#)
    #expect(lines[2...4].allSatisfy { $0.contains("fold/auc") } && lines[5].contains(#""end""#))
    let state = try JSONValue(parsing: study.bytes("run/\(trial.run)/state.json")).objectValue
    #expect(state?["state"] == "finished")
  }

  @Test func aCommandNeverSeesATestRowBeforeTheFinalOne() throws {
    let study = try ExternalStudy.make(ExternalStudy.crossed(rows: 150, seed: 3))
    #expect(try study.run("run") == .finished)
    let split = String(decoding: try study.bytes("run/splits/search.csv"), as: UTF8.self).split(separator: "\n")
    let tested = Set(split.filter { $0.hasSuffix(",test") }.map { $0.dropLast(5) })
    #expect(tested.count == 30)
    func rows(_ path: String) throws -> Set<Substring> {
      Set(
        String(decoding: try study.bytes(path), as: UTF8.self).split(separator: "\n").dropFirst().map {
          $0.prefix { $0 != "," }
        })
    }
    #expect(try rows("run/external/development.csv").isDisjoint(with: tested))
    var finals = 0
    for name in try Files.listDirectory(study.directory.path("run/external")) where name.hasPrefix("final-") {
      let text = String(decoding: try study.bytes("run/external/\(name)/test.csv"), as: UTF8.self)
      #expect(text.hasPrefix("row,a,b\n"))
      if try rows("run/external/\(name)/test.csv") == tested {
        finals += 1
      } else {
        #expect(try rows("run/external/\(name)/test.csv").isDisjoint(with: tested))
      }
    }
    #expect(finals == 1)
  }

  @Test func whateverACommandDoesIsAFailedTrialOnly() throws {
    let script = """
      case "$PITWALL_PARAM_CASE" in
      crash) echo oh; exit 3;;
      signal) kill -9 $$;;
      nan) awk -F, 'NR == 1 { print "row,prediction" } $2 == "test" { print $3 ",nan" }' "$PITWALL_STUDY_FOLDS" \
        > "$PITWALL_RUN_DIR/predictions.csv";;
      silent) ;;
      esac
      """
    var study = try ExternalStudy.make(ExternalStudy.crossed(rows: 90, seed: 4), script: script)
    let cases = ["crash", "signal", "nan", "silent"]
    let mine = ExternalStudy.candidate([.init("case", .categorical(cases.map { .text($0) }))], arguments: ["{{case}}"])
    study.specification.candidates = [mine]
    study.specification.search.trials = 4
    #expect(try study.run("run") == .finished)
    var reasons: [String: String] = [:]
    for case .trial(let trial) in try study.records("run") where trial.candidate == "mine" {
      #expect(trial.outcome == .failed && trial.value == nil)
      reasons[trial.settings["case"]?.description ?? ""] = String(trial.reason.prefix { $0 != ":" })
    }
    #expect(
      reasons == [
        "crash": "it ended with code 3", "signal": "it was ended by signal KILL", "nan": "predictions.csv",
        "silent": "it left no predictions.csv in its run directory",
      ])
    let choice = try study.records("run").compactMap { if case .choice(let choice) = $0 { choice } else { nil } }.last
    #expect(choice?.candidate != nil && choice?.candidate != "mine")
  }

  @Test func aCommandThatHangsIsAFailedTrial() throws {
    let script = "trap '' TERM; while :; do sleep 0.05; done"
    var study = try ExternalStudy.make(ExternalStudy.crossed(rows: 90, seed: 4), script: script)
    study.specification.candidates?[0].timeout = 0.3
    study.specification.search.trials = 1
    #expect(try study.run("run") == .finished)
    let reasons = try study.records("run").compactMap { if case .trial(let trial) = $0 { trial.reason } else { nil } }
    #expect(reasons.last == "it did not end in time")
  }

  @Test func aProgramThatIsNotThereIsAFailedTrial() throws {
    var study = try ExternalStudy.make(ExternalStudy.crossed(rows: 90, seed: 4))
    study.specification.search.trials = 1
    study.specification.candidates?[0].command = ["./no-such-program", "{k}"]
    #expect(throws: LearningError.self) { try study.run("refused") }
    // What is there may yet have no interpreter.
    let program = study.directory.path("begins-with-nothing")
    try Files.replaceAtomically(program, with: Array("#!/no/such/interpreter\n".utf8))
    #expect(chmod(program, 0o755) == 0)
    study.specification.candidates?[0].command = ["./begins-with-nothing", "{k}"]
    #expect(try study.run("run") == .finished)
    let records = try study.records("run")
    let reasons = records.compactMap { if case .trial(let trial) = $0 { trial.reason } else { nil } }
    #expect(reasons.last?.contains("cannot start ./begins-with-nothing") == true)
    let notTried = records.compactMap { if case .notTried(let item) = $0 { item } else { nil } }
    #expect(notTried.first?.what == "mine")
    #expect(notTried.first?.reason.hasPrefix("none of its 1 trial gave a value: cannot start") == true, "\(notTried)")
  }

  @Test(arguments: [[4], [30, 6, 25]]) func anInterruptedStudyEndsLikeAnUninterruptedOne(questions: [Int]) throws {
    let study = try ExternalStudy.make(ExternalStudy.crossed(rows: 120, seed: 5))
    #expect(try study.run("whole") == .finished)
    for (turn, question) in questions.enumerated() {
      _ = try study.run("parts", leaving: turn.isMultiple(of: 2) ? .abandon : .pause, at: question)
    }
    #expect(try study.run("parts") == .finished)
    #expect(try study.reproducible("whole") == study.reproducible("parts"))
    #expect(try study.bytes("whole/checkpoints/final.json") == study.bytes("parts/checkpoints/final.json"))
  }

  @Test func pausingEndsTheCommandAtOnceAndItsTrialIsRunAgain() throws {
    let script = """
      echo $$ > "$PITWALL_RUN_DIR/../../../pid"
      test -e go || { sleep 60 & wait; }
      \(ExternalStudy.product)
      """
    let study = try ExternalStudy.make(ExternalStudy.crossed(rows: 90, seed: 6), script: script)
    let pidPath = study.directory.path("pid")
    let begin = ContinuousClock.now
    var runner = try StudyRunner(
      study.specification, directory: study.directory.path, runDirectory: study.directory.path("run"),
      interruption: { Files.exists(pidPath) ? .pause : nil })
    #expect(try runner.run() == .paused)
    #expect(ContinuousClock.now - begin < .seconds(50))
    let pid = try #require(Int32(String(decoding: try study.bytes("pid"), as: UTF8.self).dropLast()))
    #expect(ProcessTable.record(of: pid).map(\.isEnded) ?? true)
    try Files.replaceAtomically(study.directory.path("go"), with: [])
    #expect(try study.run("run") == .finished)
    let trials = try study.records("run").compactMap { if case .trial(let trial) = $0 { trial } else { nil } }
    #expect(trials.count { $0.candidate == "mine" && $0.outcome == .complete } == 3)
  }

  @Test func aCommandThatNamesAnUnknownSettingIsRefused() throws {
    var study = try ExternalStudy.make(ExternalStudy.crossed(rows: 90, seed: 7))
    study.specification.candidates?[0].command = ["sh", "mine.sh", "{kk}"]
    let error = #expect(throws: LearningError.self) { try study.run("run") }
    #expect(error?.exitCode == 65 && error?.message.contains("{kk} in {kk} is no setting; there are k.") == true)
  }

  @Test func foldsThatTestARowTwiceGoToProcessesOfTheirOwn() {
    let folds = [[0, 1], [2], [1, 3], [0], [4]].map { Fold(training: [9], test: $0) }
    #expect(StudyContext.groups(folds) == [[0, 1, 4], [2, 3]])
  }
}
