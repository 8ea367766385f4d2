import FileAccess
import Glibc
import TestSupport
import Testing

/// The dashboard on a terminal, driven by keys, mouse, resizes and signals.
@Suite(.serialized) struct DashboardSessionTests {
  private func dashboard(
    _ arguments: [String] = [Program.sampleRuns], rows: Int = 36, columns: Int = 120,
    environment: [String: String] = [:]
  ) -> PseudoTerminal {
    PseudoTerminal(
      Program.pitwall, ["watch"] + arguments, environment: ["TZ": "UTC"].merging(environment) { $1 }, rows: rows,
      columns: columns)
  }

  @Test func aPersonLooksAtACurveAndLeaves() {
    let terminal = dashboard()
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") && $0.text.contains("csv-lightning-digits") })
    terminal.send("2")
    #expect(terminal.pump { $0.text.contains("enter maximise") })
    terminal.send("\r")
    #expect(terminal.pump { $0.text.contains("crosshair") })
    terminal.send("x")
    #expect(terminal.pump { $0.text.contains("step 4") })
    terminal.send("\u{1B}[D")
    terminal.send("?")
    #expect(terminal.pump { $0.text.contains("Put the crosshair on the best point") })
    terminal.send("\u{1B}")
    #expect(terminal.pump { !$0.text.contains("Put the crosshair on the best point") })
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test func tabsAnswerToTheMouse() {
    let terminal = dashboard()
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    let tabs = terminal.row(0)
    guard let range = tabs.range(of: "Drift") else {
      Issue.record("no tab for drift in \(tabs)")
      return
    }
    terminal.click(column: tabs.distance(from: tabs.startIndex, to: range.lowerBound) + 1, row: 0)
    #expect(terminal.pump { $0.text.contains("no drift recorded") })
  }

  @Test func everySizeIsDrawnAndCrossed() {
    let terminal = dashboard(rows: 60, columns: 200)
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    for (columns, rows) in [(80, 24), (40, 10), (20, 5), (1, 1), (20, 5), (40, 10), (200, 60)] {
      terminal.resize(rows: rows, columns: columns)
      for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "=", "?", "?", "1"] { terminal.send(key) }
      let isDrawn = terminal.pump { columns < 20 || $0.row(0).contains("1") }
      #expect(isDrawn, "\(columns)x\(rows)")
    }
    #expect(terminal.pump { $0.text.contains("learning_rate") })
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT]) func aSignalEndsItAndTheTerminalIsWhole(number: Int32) {
    let terminal = dashboard()
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    terminal.signal(number)
    #expect(terminal.waitForExit() == Int(128 + number))
    #expect(terminal.isRestored)
  }

  @Test func silenceIsSilent() {
    let terminal = dashboard()
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") && $0.text.contains("learning_rate") })
    terminal.pump(for: .milliseconds(500)) { _ in false }
    let before = terminal.output.count
    terminal.pump(for: .seconds(2)) { _ in false }
    #expect(terminal.output.count == before)
  }

  @Test func aRunThatAppearsAndGrowsIsSeen() {
    let directory = TemporaryDirectory()
    let terminal = dashboard([directory.path])
    #expect(terminal.pump { $0.text.contains("No runs below") })
    mkdir(directory.path("late"), 0o700)
    Program.write("{\"step\":1,\"loss\":0.5}\n", to: directory.path("late/metrics.jsonl"))
    #expect(terminal.pump { $0.text.contains("late") && $0.text.contains("0.5") })
    Program.append("{\"step\":2,\"loss\":0.25}\n", to: directory.path("late/metrics.jsonl"))
    #expect(terminal.pump { $0.text.contains("best 0.250 @ 2") })
  }

  @Test func namesOfARunCannotDriveTheTerminal() {
    let directory = TemporaryDirectory()
    let hostile = "\\u001b]0;owned\\u0007\\u001b[2J\\u202e\\n\\t"
    Program.write(
      "{\"step\":1,\"\(hostile)\":1}\n{\"step\":2,\"\(hostile)\":2}\n{\"kind\":\"note\",\"text\":\"\(hostile)\"}\n",
      to: directory.path("metrics.jsonl"))
    Program.write("line \u{1B}]0;owned\u{07} \u{202E} \u{1B}[2J\r\n", to: directory.path("console.log"))
    let terminal = dashboard([directory.path])
    #expect(terminal.pump { $0.text.contains("owned") })
    for key in ["2", "8", "1"] { terminal.send(key) }
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(!text.contains("\u{1B}]0;owned"))
    #expect(!text.contains("\u{202E}"))
  }

  @Test func aSavedViewOutlivesTheSessionAndNothingIsWrittenBesideTheRuns() throws {
    let home = TemporaryDirectory()
    let directory = TemporaryDirectory()
    mkdir(directory.path("run"), 0o700)
    Program.write("{\"step\":1,\"loss\":0.5}\n", to: directory.path("run/metrics.jsonl"))
    let environment = ["HOME": home.path]
    let first = dashboard([directory.path], environment: environment)
    #expect(first.pump { $0.text.contains("0.5") })
    first.send("5w")
    #expect(first.pump { $0.text.contains("save view as") })
    first.send("morning look\rq")
    #expect(first.waitForExit() == 0)
    #expect(try Files.listDirectory(directory.path) == ["run"])
    #expect(try Files.listDirectory(directory.path("run")) == ["metrics.jsonl"])
    let second = dashboard([directory.path, "--saved-view", "morning look"], environment: environment)
    #expect(second.pump { $0.text.contains("no drift recorded") })
    second.send("q")
    #expect(second.waitForExit() == 0)
    let unknown = dashboard([directory.path, "--saved-view", "evening"], environment: environment)
    #expect(unknown.waitForExit() == 66)
    #expect(unknown.text.contains("there are morning look"))
  }

  @Test func keysAreThoseOfTheConfigurationAndAMistakeInItIsNamed() {
    let home = TemporaryDirectory()
    mkdir(home.path("pitwall"), 0o700)
    Program.write("keys: {quit: ctrl-x, help: []}\n", to: home.path("pitwall/config.yaml"))
    let environment = ["XDG_CONFIG_HOME": home.path]
    let terminal = dashboard(environment: environment)
    #expect(terminal.pump { $0.text.contains("ctrl-x quit") })
    terminal.send("q")
    #expect(terminal.pump { $0.text.contains("q does nothing here") })
    // A mistake changes nothing; what can be used holds at once.
    Program.write("keys: {quit: hyper-q}\n", to: home.path("pitwall/config.yaml"))
    terminal.send(":reload\r")
    #expect(terminal.pump { $0.text.contains("The settings stay as they are: ") }, "\(terminal.text)")
    Program.write("keys: {quit: ctrl-x}\n", to: home.path("pitwall/config.yaml"))
    terminal.send(":reload\r")
    #expect(terminal.pump { $0.text.contains("read again, different: keys") }, "\(terminal.text)")
    terminal.send("\u{18}")
    #expect(terminal.waitForExit() == 0)
    Program.write("theme: drak\nkeys: {quit: hyper-q, help: f9}\n", to: home.path("pitwall/config.yaml"))
    let mended = dashboard(environment: environment)
    // They are listed with what could not be read, once the runs have been looked at.
    #expect(mended.pump { $0.text.contains("config.yaml has 2 mistakes") }, "\(mended.text)")
    #expect(mended.pump { $0.text.contains("tensorboard-digits") })
    // F3, with the path before each mistake.
    mended.send("\u{1B}OR")
    #expect(mended.pump { $0.text.contains("there are dark, ") && $0.text.contains("hyper-q names no key") })
    mended.send("\u{1B}")
    #expect(mended.pump { !$0.text.contains("hyper-q") })
    mended.send("q")
    #expect(mended.waitForExit() == 0)
  }

  @Test func theThemeOfAFileComesBackWhenTheListOfThemesIsLeft() {
    let directory = TemporaryDirectory()
    Program.write("text = #123456 on #abcdef\n", to: directory.path("my.theme"))
    let terminal = dashboard([Program.sampleRuns, "--theme", directory.path("my.theme")])
    // At the right edge, beside the list.
    func background() -> UInt32? { terminal.cell(column: 119, row: 10).background }
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    let before = background()
    // F4.
    terminal.send("\u{1B}OS")
    #expect(terminal.pump { $0.text.contains("as before") })
    terminal.send("\u{1B}[B")
    #expect(terminal.pump { _ in background() != before })
    terminal.send("\u{1B}")
    #expect(terminal.pump { !$0.text.contains("as before") })
    #expect(background() == before && !terminal.text.contains("there is no theme my"), "\(terminal.text)")
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func whatIsSaidOfAConfigurationThatIsReadAgainIsSo() {
    let home = TemporaryDirectory()
    mkdir(home.path("pitwall"), 0o700)
    mkdir(home.path("pitwall/themes"), 0o700)
    let (file, theme) = (home.path("pitwall/config.yaml"), home.path("pitwall/themes/mine.theme"))
    Program.write("text = #123456 on #abcdef\n", to: theme)
    Program.write("theme: mine\n", to: file)
    let terminal = dashboard(environment: ["XDG_CONFIG_HOME": home.path, "XDG_STATE_HOME": home.path])
    #expect(terminal.pump { $0.text.contains("tensorboard-digits") })
    func reload(_ words: String, line: Int = #line) {
      terminal.send(":reload\r")
      #expect(terminal.pump { $0.text.contains(words) }, "line \(line): \(terminal.text)")
    }
    reload("config.yaml was read again, nothing is different")
    Program.write("text = #654321 on #fedcba\n", to: theme)
    reload("config.yaml was read again, different: theme")
    reload("config.yaml was read again, nothing is different")
    Program.write("notify: []\n", to: file)
    reload("config.yaml was read again, different: theme")
    unlink(file)
    reload("There is no config.yaml, nothing is different")
    for (mistake, last) in [("hyper-q", "mega-q"), ("mega-q", "hyper-q")] {
      Program.write("keys: {quit: \(mistake)}\n", to: file)
      reload("The settings stay as they are: ")
      // F3.
      terminal.send("\u{1B}OR")
      #expect(terminal.pump { $0.text.contains("\(mistake) names no key") && !$0.text.contains(last) })
      terminal.send("\u{1B}")
      #expect(terminal.pump { !$0.text.contains("\(mistake) names no key") })
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func withoutATerminalItSaysWhatElseThereIs() {
    let run = Program.run("watch", Program.sampleRuns)
    #expect(run.status == 64)
    #expect(run.errors.contains("pitwall frame"))
  }

  @Test func aTerminalThatCannotPlaceItsCursorIsRefused() {
    let terminal = dashboard(environment: ["TERM": "dumb"])
    #expect(terminal.waitForExit() == 69)
    #expect(terminal.text.contains("pitwall frame"))
  }
}

extension String {
  /// Where a text first occurs.
  func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
