import Glibc
import JSONText
import TestSupport
import Testing

/// The commands as scripts use them: output, sentence, exit code.
@Suite struct CommandTests {
  @Test func runsListsWhatOtherProgramsWrote() throws {
    let run = Program.run("runs", Program.sampleRuns, "--json")
    #expect(run.status == 0)
    let rows = try JSONValue(parsing: run.output).arrayValue ?? []
    #expect(rows.count == 3)
    let formats = Set(rows.compactMap { $0.objectValue?["format"]?.stringValue })
    #expect(formats == ["tensorboard", "csv", "jsonl"])
    for row in rows {
      let keys = ["id", "path", "name", "parent", "format", "state", "step", "updated", "metrics", "hyperparameters"]
      for key in keys { #expect(row.objectValue?[key] != nil, "\(key) is missing") }
    }
  }

  @Test func aTrialIsListedBelowItsStudyAndNamedInEveryWay() throws {
    let directory = TemporaryDirectory()
    let study = directory.path("runs/s-x1")
    mkdir(directory.path("runs"), 0o755)
    for folder in [study, "\(study)/trials", "\(study)/trials/1-boost"] { mkdir(folder, 0o755) }
    Program.write(#"{"id":"s-x1","name":"telco"}"#, to: "\(study)/run.json")
    Program.write(#"{"id":"t1","name":"t1 boost"}"#, to: "\(study)/trials/1-boost/run.json")
    Program.write("{\"step\":1,\"x\":1}\n", to: "\(study)/trials/1-boost/metrics.jsonl")
    let rows = try JSONValue(parsing: Program.run("runs", "--json", in: directory.path).output).arrayValue ?? []
    #expect(rows.map { $0.objectValue?["id"]?.stringValue } == ["s-x1", "s-x1/trials/1-boost"])
    #expect(rows.map { $0.objectValue?["parent"]?.stringValue } == [nil, "s-x1"])
    let counted = Program.run("runs", in: directory.path).output.split(separator: "\n")
    #expect(counted.count == 1 && counted[0].hasPrefix("s-x1  ") && counted[0].contains("  1 trial  "), "\(counted)")
    let all = Program.run("runs", "--all", in: directory.path).output.split(separator: "\n")
    #expect(all.map { $0.prefix { $0 != " " } } == ["s-x1", "s-x1/trials/1-boost"])
    #expect(Program.run("verify", in: directory.path).output == "2 runs checked: no decisions\n")
    #expect(Program.run("verify", "--all", in: directory.path).output.hasPrefix("s-x1: no decisions\n"))
    let names = [
      "s-x1/trials/1-boost", "telco/trials/1-boost", "runs/s-x1/trials/1-boost", "1-boost", "t1", "telco / t1 boost",
    ]
    for name in names {
      #expect(Program.run("export", name, in: directory.path).output.contains("x,1,,1.0"), "\(name)")
    }
    #expect(Program.run("export", "runs/s-x1/", in: directory.path).status == 0, "the study itself")
    #expect(Program.run("export", "s-x1/trials/2", in: directory.path).status == 66)
  }

  @Test func exportGivesEveryPointExactly() {
    let directory = TemporaryDirectory()
    Program.write(
      """
      {"step":-5,"t":1700000000.25,"a/b":0.1,"odd,\\"name\\u001b[31m":1e-320}
      {"step":1099511627776,"a/b":NaN}
      {"step":7,"a/b":-Infinity}

      """, to: directory.path("metrics.jsonl"))
    let run = Program.run("export", directory.path, "--metric", "a/*")
    #expect(run.status == 0)
    #expect(
      run.output == """
        metric,step,wall_time,value
        a/b,-5,1700000000.25,0.1
        a/b,7,,-inf
        a/b,1099511627776,,nan

        """)
    let whole = Program.run("export", directory.path)
    #expect(whole.output.contains("\"odd,\"\"name\u{1b}[31m\",-5,1700000000.25,1e-320\n"))
  }

  @Test func theStepIsTheOneRecordedLastAlsoAfterATrainingBeganAgain() throws {
    let directory = TemporaryDirectory()
    let steps = Array(1...9) + Array(1...3)
    Program.write(
      steps.map { "{\"step\":\($0),\"x\":\($0)}\n" }.joined(), to: directory.path("metrics.jsonl"))
    let rows = try JSONValue(parsing: Program.run("runs", directory.path, "--json").output).arrayValue
    let run = rows?.first?.objectValue
    #expect(run?["step"]?.integerValue == 3)
    #expect(run?["metrics"]?.objectValue?["x"]?.objectValue?["count"]?.integerValue == 9)
  }

  @Test func aReasonStaysOneLineWhateverItHolds() {
    let directory = TemporaryDirectory()
    Program.write("{\"kind\":\"checkpoint\",\"step\":1,\"path\":\"c\"}\n", to: directory.path("metrics.jsonl"))
    Program.write("model", to: directory.path("c"))
    #expect(Program.run("approve", directory.path, "--reason", "yes\nreject forged \u{1B}[31m").status == 0)
    let listed = Program.run("decisions", directory.path).output
    #expect(listed.split(separator: "\n").count == 1)
    #expect(!listed.contains("\u{1B}"))
    #expect(Program.run("verify", directory.path).status == 0)
  }

  @Test func decisionsAreListedOfRunsAndOfDirectoriesThatHoldSome() {
    let directory = TemporaryDirectory()
    for name in ["a", "b"] {
      let record = "{\"kind\":\"checkpoint\",\"step\":1,\"path\":\"c\"}\n"
      mkdir(directory.path(name), 0o755)
      Program.write(record, to: directory.path("\(name)/metrics.jsonl"))
      Program.write("model \(name)", to: directory.path("\(name)/c"))
      #expect(Program.run("approve", directory.path(name), "--reason", "reason \(name)").status == 0)
    }
    func reasons(_ run: ProgramRun) -> [String] { run.output.split(separator: "\n").map { String($0.suffix(8)) } }
    let all = ["reason a", "reason b"], newestFirst = Array(all.reversed())
    #expect(reasons(Program.run("decisions", directory.path)) == newestFirst)
    #expect(reasons(Program.run("decisions", "--runs", directory.path)) == newestFirst)
    #expect(reasons(Program.run("decisions", "a", "b", "--runs", directory.path)) == all)
    #expect(reasons(Program.run("decisions", directory.path("b"))) == ["reason b"])
    #expect(Program.run("decisions", "nobody", "--runs", directory.path).status == 66)
  }

  @Test func oneBadRecordIsCountedAndTheRestIsRead() {
    let directory = TemporaryDirectory()
    Program.write(
      "{\"step\":1,\"x\":1}\n{\"step\":2,\"x\":}\n{\"step\":3,\"x\":3}\n", to: directory.path("metrics.jsonl"))
    let run = Program.run("export", directory.path)
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 3)
    #expect(run.errors.contains("1 damaged record"))
    #expect(run.errors.contains("metrics.jsonl at byte "))
  }

  @Test(arguments: [
    (["runs", "/no/such/place"], 66, "/no/such/place"), (["watch", "/no/such/place"], 66, "/no/such/place"),
    (["export", "nobody"], 66, "nobody"), (["frame", "--view", "nonsense"], 64, "nonsense"),
    (["launch"], 64, "specification"), (["launch", "missing.yaml"], 66, "missing.yaml"),
    (["approve", "nobody"], 64, "--reason"), (["pause", "nobody"], 66, "nobody"), (["nonsense"], 66, "nonsense"),
    (["frame", "--theme", "mauve"], 66, "mauve"),
  ])
  func badInputGetsASentenceAndACode(arguments: [String], status: Int, mention: String) {
    let directory = TemporaryDirectory()
    let run = ProgramRun([Program.pitwall] + arguments, environment: ["PITWALL_RUNS": ""], in: directory.path)
    #expect(run.status == status)
    #expect(run.errors.contains(mention), "\(run.errors)")
  }

  @Test func anEmptyDirectoryIsNoError() {
    let directory = TemporaryDirectory()
    let run = Program.run("runs", directory.path)
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("no runs below"))
  }

  @Test func aSpecificationWithMistakesIsRefusedByKeyPathAndLine() {
    let directory = TemporaryDirectory()
    Program.write(
      "name: x\ndata: {path: a.csv, target: y}\nmodel:\n  round: 10\n", to: directory.path("s.yaml"))
    let run = Program.run("check", directory.path("s.yaml"))
    #expect(run.status == 65)
    #expect(run.errors.contains(":4:"))
    #expect(run.errors.contains("model.round"))
    #expect(run.errors.contains("rounds"))
  }

  @Test func aFrameNeedsNoTerminalAndHoldsNoControlCharacter() {
    let directory = TemporaryDirectory()
    Program.write(
      "{\"step\":1,\"l\\u001b]0;x\\u0007\\u202e\\u200b\\n\\t漢字\":1}\n{\"step\":2,\"l\\u001b]0;x\\u0007\\u202e\\u200b\\n\\t漢字\":2}\n",
      to: directory.path("metrics.jsonl"))
    for view in ["runs", "curves", "evaluation", "features", "drift", "console", "decisions"] {
      let run = Program.run("frame", directory.path, "--view", view, "--size", "100x30")
      #expect(run.status == 0)
      #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
      let unsafe = run.output.unicodeScalars.filter {
        ($0.properties.generalCategory == .control && $0 != "\n") || $0.properties.generalCategory == .format
      }
      #expect(unsafe.isEmpty)
    }
  }

  @Test func everyCommandHelpsAndTheGeneratedPagesNameIt() {
    let page = Program.run("document", "commands").output
    let manual = Program.run("document", "man").output
    for command in ["watch", "demo", "frame", "runs", "export", "launch", "pause", "approve", "verify", "check"] {
      #expect(Program.run(command, "--help").status == 0)
      #expect(page.contains("## pitwall \(command)"))
      #expect(manual.contains("pitwall \(command)"))
    }
  }
}
