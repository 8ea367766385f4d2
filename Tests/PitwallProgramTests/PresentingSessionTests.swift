import Glibc
import JSONText
import TerminalModel
import TestSupport
import Testing

/// What is shown to others: themes by the terminal's background, copies, exports, casts and replays.
@Suite(.serialized) struct PresentingSessionTests {
  private func program(
    _ arguments: [String], answering answers: [(String, String)] = [], environment: [String: String] = [:],
    in directory: String? = nil
  ) -> PseudoTerminal {
    let scratch = TemporaryDirectory()
    let variables = ["TZ": "UTC", "XDG_CONFIG_HOME": scratch.path, "XDG_STATE_HOME": scratch.path]
    let argv = directory.map { ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", $0, Program.pitwall] } ?? []
    let terminal = PseudoTerminal(
      directory == nil ? Program.pitwall : "/bin/sh", argv + arguments,
      environment: variables.merging(environment) { $1 }, rows: 36, columns: 120)
    terminal.answers = answers.map { (question: $0.0, answer: $0.1) }
    return terminal
  }

  /// The background of a place that no role gives one of its own.
  private func background(_ terminal: PseudoTerminal) -> UInt32? { terminal.cell(column: 110, row: 34).background }

  @Test(arguments: [
    ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", true), ("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", false), ("", false),
  ])
  func theThemeFollowsTheTerminalsBackground(_ answer: String, _ isLight: Bool) {
    let terminal = program(
      ["watch", Program.sampleRuns], answering: answer.isEmpty ? [] : [(TerminalQuery.background, answer)],
      environment: ["COLORTERM": "truecolor"])
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    // The light theme brings its white with it, the dark one leaves the terminal's background alone.
    #expect(terminal.pump { _ in background(terminal) == (isLight ? 0xFFFFFF : nil) })
    terminal.send("2")
    #expect(terminal.pump { $0.text.contains("maximise") })
    // To the last corner, also where a shorter line of hints has taken the place of a longer one.
    #expect((0..<120).allSatisfy { terminal.cell(column: $0, row: 35).background == (isLight ? 0xFFFFFF : nil) })
    terminal.send("q")
    #expect(terminal.waitForExit() == 0 && terminal.isRestored)
  }

  @Test func anAnswerThatComesLateStillCounts() {
    let terminal = program(["watch", Program.sampleRuns], environment: ["COLORTERM": "truecolor"])
    terminal.isMute = true
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") && $0.text.contains("quit") })
    #expect(background(terminal) == nil)
    terminal.send("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}\u{1B}[?1;2c")
    #expect(terminal.pump { _ in background(terminal) == 0xFFFFFF })
  }

  @Test(arguments: [(["--theme", "dark"], [:]), ([], ["PITWALL_THEME": "dark"])])
  func whatIsSetIsNotAskedOfTheTerminal(_ arguments: [String], _ environment: [String: String]) {
    let terminal = program(
      ["watch", Program.sampleRuns] + arguments,
      answering: [(TerminalQuery.background, "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}")],
      environment: ["COLORTERM": "truecolor"].merging(environment) { $1 })
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") && $0.text.contains("quit") })
    terminal.send("2")
    #expect(terminal.pump { $0.text.contains("maximise") })
    #expect(background(terminal) == nil)
  }

  @Test func aThemeIsChosenFromTheList() {
    let terminal = program(["watch", Program.sampleRuns, "--theme", "dark"], environment: ["COLORTERM": "truecolor"])
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    terminal.send("\u{1B}OS")
    #expect(terminal.pump { $0.text.contains("okabe-ito") && $0.text.contains("monochrome") })
    terminal.send("jjj")
    #expect(terminal.pump { _ in background(terminal) != nil })
    terminal.send("\u{1B}")
    #expect(terminal.pump { !$0.text.contains("okabe-ito") && background($0) == nil })
  }

  @Test func theRunsPathIsCopiedToThePersonsClipboard() {
    let terminal = program(["watch", Program.sampleRuns + "/csv-lightning-digits"])
    #expect(terminal.pump { $0.text.contains("csv-lightning-digits") })
    terminal.send("y")
    #expect(terminal.pump { $0.text.contains("Copy to the clipboard") })
    terminal.send("p")
    #expect(terminal.pump { $0.contains("\u{1B}]52;c;") && $0.text.contains("Sent the path") })
  }

  @Test func aScreenIsWrittenBesideNothing() throws {
    let directory = TemporaryDirectory()
    let terminal = program(["watch", Program.sampleRuns], in: directory.path)
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    terminal.send("es")
    #expect(terminal.pump { $0.text.contains("Written to \(directory.path)/pitwall-runs-") }, "\(terminal.text)")
    terminal.send("et")
    // The second is under another name until it is whole.
    #expect(terminal.pump { _ in Program.files(in: directory.path).contains { $0.hasSuffix(".txt") } })
    let files = Program.files(in: directory.path).sorted { $0.suffix(3) < $1.suffix(3) }
    #expect(files.count == 2 && files[0].hasSuffix(".svg") && files[1].hasSuffix(".txt"))
    #expect(Program.read(directory.path(files[0])).hasPrefix("<svg "))
    #expect(Program.read(directory.path(files[1])).contains("tensorboard-digits"))
  }

  @Test func aRecordingThatCannotBeginIsSaidOnThePersonsOwnScreen() {
    let terminal = program(["watch", Program.sampleRuns, "--record", "/no/such/place/x.cast"])
    #expect(terminal.waitForExit() != 0)
    #expect(terminal.isRestored && terminal.text.contains("/no/such/place"), "\(terminal.text)")
  }

  @Test func aRunsOwnDirectoryGetsNothing() {
    let directory = TemporaryDirectory()
    Program.write("{\"step\":1,\"loss\":0.5}\n", to: directory.path("metrics.jsonl"))
    let terminal = program(["watch", "."], in: directory.path)
    #expect(terminal.pump { $0.text.contains("loss") })
    terminal.send("es")
    #expect(terminal.pump { $0.text.contains("start pitwall from another directory") }, "\(terminal.text)")
    #expect(Program.files(in: directory.path) == ["metrics.jsonl"])
  }

  @Test func aReplayIsDrivenByKeys() {
    let terminal = program(["replay", Program.sampleRuns + "/csv-lightning-digits", "--speed", "1"])
    #expect(terminal.pump { $0.text.contains("replay 1×") })
    terminal.send("9 ")
    #expect(terminal.pump { $0.text.contains("90 %") && $0.text.contains("paused") }, "\(terminal.text)")
    terminal.send("\u{1B}[D}}")
    #expect(terminal.pump { $0.text.contains("85 %") && $0.text.contains("replay 4×") }, "\(terminal.text)")
    terminal.send("p")
    #expect(terminal.pump { $0.text.contains("this is a replay") })
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func aReplayIsRecordedWithoutATerminal() throws {
    let directory = TemporaryDirectory()
    let cast = directory.path("run.cast")
    let run = Program.run(
      "replay", Program.sampleRuns + "/csv-lightning-digits", "--speed", "100", "--record", cast, "--size", "80x24")
    #expect(run.status == 0, "\(run.errors)")
    let lines = try Program.read(cast).split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)[...]) }
    let header = try #require(lines.first?.objectValue)
    #expect(header["version"] == .integer(2) && header["width"] == .integer(80) && header["height"] == .integer(24))
    let events = lines.dropFirst().compactMap(\.arrayValue)
    let times = events.compactMap { $0.first?.doubleValue }
    // 400 steps, of 100 a second, at ten frames a second.
    #expect(events.count > 20 && events.count <= 42 && times == times.sorted() && times.count == events.count)
    #expect(events.allSatisfy { $0.count == 3 && $0[1].stringValue == "o" })
    let again = Program.run(
      "replay", Program.sampleRuns + "/csv-lightning-digits", "--speed", "100", "--record", directory.path("2.cast"),
      "--size", "80x24")
    #expect(again.status == 0 && Program.read(directory.path("2.cast")) == Program.read(cast))
  }

  @Test func whatIsWatchedIsRecorded() {
    let directory = TemporaryDirectory()
    let terminal = program(["watch", Program.sampleRuns, "--record", directory.path("s.cast"), "--presentation"])
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    terminal.send("2q")
    #expect(terminal.waitForExit() == 0)
    let cast = Program.read(directory.path("s.cast"))
    #expect(cast.hasPrefix("{\"version\":2,\"width\":120,\"height\":36,") && cast.contains("tensorboard-digits"))
  }

  @Test func aFrameIsAPictureThatDependsOnNothingElse() {
    let arguments = [
      "frame", Program.sampleRuns, "--view", "curves", "--run", "csv-lightning-digits", "--size", "100x30",
    ]
    let picture = ProgramRun([Program.pitwall] + arguments + ["--format", "svg"], environment: ["TZ": "UTC"])
    #expect(picture.status == 0 && picture.output.hasPrefix("<svg ") && picture.output.hasSuffix("</svg>\n"))
    let directory = TemporaryDirectory()
    let written = ProgramRun(
      [Program.pitwall] + arguments + ["--format", "svg", "--output", directory.path("a.svg")],
      environment: ["TZ": "UTC", "TERM": "dumb", "LANG": "C"])
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(Program.read(directory.path("a.svg")) == picture.output)
    let ansi = ProgramRun([Program.pitwall] + arguments + ["--format", "ansi"])
    #expect(ansi.output.contains("\u{1B}[38;2;"))
    let missing = ProgramRun([Program.pitwall] + arguments + ["--output", "/nonexistent/a.svg"])
    #expect(missing.status == 66 && missing.errors.contains("/nonexistent/a.svg"))
  }
}
