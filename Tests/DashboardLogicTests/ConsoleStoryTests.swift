import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// A person with a console. The file is played by `ConsoleFileDouble`.
@Suite struct ConsoleStoryTests {
  static let screen = 34

  private static func run(_ lines: [String], kept: Int = .max) -> RunSnapshot {
    var run = SampleRun.launched("a", .running)
    let shown = Array(lines.suffix(kept))
    run.console = ConsoleTail(lines: shown, omittedLineCount: lines.count - shown.count)
    return run
  }

  @Test func linesHaveTheirTabsAndColoursAndNothingElse() {
    var story = DashboardStory([Self.run((0..<500).map { "\u{1B}[31mline\u{1B}[0m\u{1B}[2J\t\($0)" })])
    story.press("8")
    #expect(story.consoleLines.last == "line    499" && story.consoleLines.count == Self.screen)
    #expect(story.console?.rows.last?.text?.spans.map(\.style) == [.ansi1, .text])
    story.press("g")
    #expect(story.consoleLines.first == "line    0" && story.console?.place == "lines 1-34 of 500")
    story.press("G")
    #expect(story.console?.progress == "following")
  }

  @Test func whoHasScrolledUpStaysWhileLinesComeAndWhoFollowsFollows() {
    var lines = (0..<300).map { "line \($0)" }
    var story = DashboardStory([Self.run(lines)])
    story.press("8", "pageup", "k")
    let first = story.consoleLines.first
    #expect(first == "line 232")
    lines += (300..<350).map { "line \($0)" }
    story.see([Self.run(lines)])
    #expect(story.consoleLines.first == first)
    story.press("pagedown", "pagedown", "pagedown")
    #expect(story.console?.progress == "following" && story.consoleLines.last == "line 349")
    story.see([Self.run(lines + ["more"])])
    #expect(story.consoleLines.last == "more")
  }

  @Test func aSearchGoesToTheNearestMatchAboveAndOnFromThere() {
    var story = DashboardStory([Self.run((0..<1_000).map { $0 % 100 == 7 ? "step \($0) Saved" : "step \($0)" })])
    story.press("8", "/")
    story.type("saved")
    #expect(story.consoleLines.contains("step 907 Saved"), "found while it is typed")
    story.press("enter")
    #expect(story.currentLine == "step 907 Saved" && story.status.contains("10 of 10 lines"))
    story.press("N", "N")
    #expect(story.currentLine == "step 707 Saved")
    story.press("n")
    #expect(story.currentLine == "step 807 Saved" && story.status.contains("9 of 10"))
    story.press("n", "n")
    #expect(story.currentLine == "step 7 Saved" && story.notice.contains("first match"))
    #expect(story.console?.rows.first { $0.isCurrent }?.text?.spans.last?.style == .tabActive)
    story.press("esc")
    #expect(story.currentLine == nil && story.status.isEmpty && story.state.screen == .console)
    story.press("n")
    #expect(story.notice.contains("nothing is searched for"))
    story.press("u")
    #expect(story.status.contains("saved"), "what was searched for can be had back")
  }

  @Test func eachOutputIsShownForItselfWhereTheyAreApart() {
    var run = Self.run(["epoch 1", ConsoleStream.errorMark + "slow", "epoch 2"])
    var story = DashboardStory([run])
    story.press("8", "S")
    #expect(story.notice.contains("in one file"))
    #expect(story.console?.title == "console")
    let part = { (lines: [String], stream: ConsoleStream) in
      ConsoleTail(lines: lines, index: ConsoleIndex(stream: stream))
    }
    run.consoleStreams = ConsoleStreams(output: part(["epoch 1", "epoch 2"], .output), error: part(["slow"], .error))
    story.see([run])
    #expect(story.console?.title == "console: stdout and stderr")
    #expect(story.consoleLines == ["epoch 1", "slow", "epoch 2"])
    #expect(story.console?.rows.map(\.isError) == [false, true, false])
    story.press("S")
    #expect(story.notice == "The console shows stdout only")
    #expect(story.console?.title == "console: stdout" && story.consoleLines == ["epoch 1", "epoch 2"])
    story.press("S", "/")
    story.type("epoch")
    #expect(story.console?.title == "console: stderr" && story.consoleLines == ["slow"])
    #expect(story.status.contains("no line"), "a search looks where a person looks")
    story.press("esc", "u")
    #expect(story.console?.title == "console: stdout")
  }

  @Test func leavingTheQuestionLeavesTheSearch() {
    var story = DashboardStory([Self.run(["one", "two"])])
    story.press("8", "/")
    story.type("tw")
    #expect(story.status.contains("/tw"))
    story.press("esc")
    #expect(story.status.isEmpty && story.console?.rows.contains(where: \.isCurrent) == false)
  }

  @Test func aSearchForNothingThatIsThereSaysSo() {
    var story = DashboardStory([Self.run(["one", "two"])])
    story.press("8", "/")
    story.type("three")
    story.press("enter")
    #expect(story.status.contains("no line"))
    story.press("n")
    #expect(story.notice == "No line holds three")
  }

  @Test func aFilterLeavesWarningsOrErrorsAndEnterShowsWhereTheyStand() {
    var lines = (0..<200).map { "step \($0)  val_error 0.1" }
    lines[50] = "WARNING: slow"
    lines[120] = "ValueError: shapes"
    var story = DashboardStory([Self.run(lines)])
    story.press("8", "L")
    #expect(story.consoleLines == ["WARNING: slow", "ValueError: shapes"])
    #expect(story.status.contains("warnings and errors by their words"))
    #expect(story.notice == "The console shows warnings and errors only; L again: errors")
    story.press("L")
    #expect(story.notice == "The console shows errors only; L again: every line")
    #expect(story.consoleLines == ["ValueError: shapes"])
    story.see([Self.run(lines + ["RuntimeError: again"])])
    #expect(story.consoleLines == ["ValueError: shapes", "RuntimeError: again"])
    story.press("enter")
    #expect(story.currentLine == "ValueError: shapes" && story.consoleLines.count == Self.screen)
    story.press("u")
    #expect(story.consoleLines.count == 2)
    story.press("L")
    #expect(story.consoleLines.count == Self.screen)
  }

  @Test func withoutAKeyTheConsoleNamesNone() throws {
    var story = DashboardStory([Self.run((0..<20).map { "line \($0)" })])
    story.state.keys = try KeyMap(changes: [.filterConsole: [], .wrapConsole: [], .consoleStream: []])
    story.press("8")
    story.state.showNextConsoleFilter()
    #expect(story.notice == "The console shows warnings and errors only")
    story.see([Self.run((0..<20).map { "line \($0)" })])
    #expect(story.console?.emptyText == "no line is among the warnings and errors")
    story.state.toggleConsoleWrap()
    story.press("l")
    #expect(story.notice == "Long lines are wrapped")
  }

  @Test func longLinesAreCutWrappedOrReadSideways() {
    let long = (0..<60).map { "word\($0)" }.joined(separator: " ")
    var story = DashboardStory([Self.run(["first", long])], size: Size(columns: 100, rows: 30))
    story.press("8")
    #expect(story.consoleLines.count == 2)
    story.press("l")
    #expect(story.consoleLines[0] == "" && story.consoleLines[1].hasPrefix("rd1 word2"))
    story.press("h", "W")
    #expect(story.consoleLines.count > 3 && story.consoleLines.joined(separator: " ").contains("word59"))
    story.press("l")
    #expect(story.notice.contains("wrapped"))
    story.press("W")
    #expect(story.consoleLines.count == 2)
  }

  @Test func wrappedLinesAreScrolledRowByRow() {
    let long = (0..<400).map { "w\($0)" }.joined(separator: " ")
    var story = DashboardStory([Self.run([long, "end"])], size: Size(columns: 60, rows: 12))
    story.press("8", "W", "g")
    let first = story.consoleLines.first
    #expect(first?.hasPrefix("w0 w1") == true)
    story.press("j")
    #expect(story.consoleLines.first != first)
    story.press("k")
    #expect(story.consoleLines.first == first)
    for _ in 0..<200 { story.press("j") }
    #expect(story.consoleLines.last == "end")
  }

  // MARK: Long consoles

  @Test func linesBeforeTheLastOnesAreReadWhenTheyAreWanted() {
    let lines = (0..<5_000).map { "line \($0)" }
    var story = DashboardStory([Self.run(lines, kept: 2_000)])
    story.press("8")
    #expect(story.requests.isEmpty, "nobody has asked for more")
    story.press("g")
    guard case .lines(let wanted)? = story.requests.last?.kind else {
      Issue.record("\(story.requests)")
      return
    }
    #expect(wanted.first == 0 && wanted.count < 200)
    #expect(story.console?.rows.first?.text == nil)
    story.answerRequests(lines)
    #expect(story.consoleLines.first == "line 0" && story.console?.place == "lines 1-34 of 5,000")
    let count = story.requests.count
    story.press("j", "j", "j")
    #expect(story.requests.count == count && story.consoleLines.first == "line 3", "a page ahead is there already")
    for _ in 0..<10 {
      story.press("pagedown")
      story.answerRequests(lines)
    }
    #expect(story.consoleLines.first == "line 333" && story.console?.rows.allSatisfy { $0.text != nil } == true)
  }

  @Test func aSearchOfALongConsoleIsAskedForAndComesBitByBit() {
    let lines = (0..<5_000).map { $0 == 42 || $0 == 1_000 ? "needle" : "hay" }
    var story = DashboardStory([Self.run(lines, kept: 2_000)])
    story.press("8", "/")
    story.type("needle")
    #expect(story.requests.map(\.kind).contains(.matches(.text("needle"))))
    let given = story.effects.count { $0 == .cancelConsoleSearch }
    #expect(given == 5, "each letter gives the search before up")
    story.press("enter")
    #expect(story.status.contains("so far") && story.currentLine == nil)
    guard let number = story.requests.last?.number else { return }
    story.answer(number, .matches(ConsoleMatches(lines: [1_000], searchedFrom: 900), isComplete: false))
    story.answerRequests(lines)
    #expect(story.currentLine == "needle" && story.status.contains("so far"), "the nearest is known before all are")
    story.answer(number, .matches(ConsoleMatches(lines: [42, 1_000]), isComplete: true))
    #expect(story.status.contains("2 of 2 lines"))
    story.press("N")
    story.answerRequests(lines)
    #expect(story.status.contains("1 of 2 lines") && story.currentLine == "needle")
    story.answer(number - 1, .matches(ConsoleMatches(lines: [1, 2, 3]), isComplete: true))
    #expect(story.status.contains("1 of 2 lines"), "answers to earlier questions are nobody's")
  }

  @Test func leavingTheScreenGivesASearchUpAndComingBackAsksAgain() {
    var story = DashboardStory([Self.run((0..<5_000).map { "line \($0)" }, kept: 2_000)])
    story.press("8", "/")
    story.type("x")
    story.press("enter", "1")
    #expect(story.effects.last == .cancelConsoleSearch)
    let count = story.requests.count
    story.press("8")
    #expect(story.requests.count == count + 1 && story.requests.last?.kind == .matches(.text("x")))
  }

  @Test func untilTheLinesAreCountedThereAreTheLastOnes() {
    var run = Self.run((0..<2_000).map { "line \($0)" })
    run.console.index = ConsoleIndex(countedBytes: 50, byteCount: 200)
    var story = DashboardStory([run])
    story.press("8", "pageup")
    #expect(story.console?.progress == "counting lines, 25 %" && story.console?.place == "the last lines")
    let first = story.consoleLines.first
    story.press("T")
    #expect(story.notice.contains("being counted"))
    run.console.index = ConsoleIndex(countedBytes: 200, byteCount: 200)
    run.console.omittedLineCount = 3_000
    story.see([run])
    #expect(story.consoleLines.first == first && story.console?.place == "lines 4,934-4,967 of 5,000")
  }

  @Test func whatCannotBeReadIsSaidOnceAndNotAskedForAgain() {
    var story = DashboardStory([Self.run((0..<5_000).map { "line \($0)" }, kept: 2_000)])
    story.press("8", "g")
    story.answer(story.requests.last?.number ?? 0, .failed("cannot read console.log: Input/output error"))
    #expect(story.notice.contains("Input/output"))
    let count = story.requests.count
    story.press("j")
    #expect(story.requests.count == count)
  }

  // MARK: Times

  @Test func aTimeLeadsToItsLine() throws {
    var run = Self.run((0..<5_000).map { "line \($0)" }, kept: 2_000)
    var story = DashboardStory([run])
    story.press("8", "T")
    #expect(story.notice.contains("nobody noted when lines were written"))
    // 2026-11-21 10:00 UTC and on, a kilobyte a minute.
    let start = 1_795_255_200.0
    run.console.times = try (0..<300).map {
      ConsoleTime(wallTime: try #require(WallTime(start + Double($0) * 60)), byteOffset: Int64($0) * 1_000)
    }
    story.see([run])
    for (text, byte) in [("14:03", 243_000), ("+2h", 120_000), ("-10m", 289_000), ("10:00:59", 0), ("9:00", 0)] {
      story.press("T")
      story.type(text)
      story.press("enter")
      #expect(
        story.requests.last { if case .line = $0.kind { true } else { false } }?.kind == .line(atByte: Int64(byte)))
    }
    story.press("T")
    story.type("noon")
    story.press("enter")
    guard case .prompt(let prompt) = story.state.overlay else {
      Issue.record("the question is over")
      return
    }
    #expect(prompt.complaint?.contains("not a time") == true)
    story.press("esc")
    story.answer(story.requests.last?.number ?? 0, .line(4_000))
    #expect(story.currentLine == "line 4000")
  }

  @Test func linesHaveTheTimesTheirSupervisorNoted() throws {
    var run = Self.run((0..<6).map { "line \($0)" })
    run.console.index = ConsoleIndex(countedBytes: 42, byteCount: 42)
    let start = 1_795_255_200.0
    run.console.times = try [(0.0, 7), (5, 21), (10, 42)].map {
      ConsoleTime(wallTime: try #require(WallTime(start + $0)), byteOffset: $1)
    }
    run.console.hasOpenLine = true
    var story = DashboardStory([run])
    story.press("8")
    #expect(story.requests.map(\.kind) == [.ends([0, 1, 2, 3, 4])] && story.console?.timeColumns == 9)
    story.answer(story.requests.last?.number ?? 0, .ends([0: 7, 1: 14, 2: 21, 3: 28, 4: 35]))
    // Once for all lines of a moment; the last line still goes on.
    #expect(story.console?.rows.map(\.time) == ["10:00:00", "10:00:05", "", "10:00:10", "", ""])
    run.console.index = ConsoleIndex(countedBytes: 43, byteCount: 43)
    story.see([run])
    #expect(story.requests.count == 1, "a bar that is redrawn is not read again and again")
    (run.console.index, run.console.hasOpenLine) = (ConsoleIndex(countedBytes: 44, byteCount: 44), false)
    story.see([run])
    #expect(story.requests.last?.kind == .ends([5]), "it has ended by now")
    story.press("@")
    #expect(story.console?.timeColumns == 0 && story.notice == "Times of lines: hidden")
    story.resize(60, 24)
    story.press("@")
    #expect(story.console?.timeColumns == 0, "on a narrow screen the text needs the room")
  }

  @Test func aTimeIsAsExactAsItIsKnownAndNoMore() throws {
    var run = Self.run((0..<6).map { "line \($0)" })
    run.console.index = ConsoleIndex(countedBytes: 42, byteCount: 42)
    run.console.times = try [(0.0, 7), (60, 14), (130, 21), (730, 28), (1_331, 35), (1_336, 42)].map {
      ConsoleTime(wallTime: try #require(WallTime(1_795_255_200 + $0)), byteOffset: $1)
    }
    var story = DashboardStory([run])
    story.press("8")
    story.answer(story.requests.last?.number ?? 0, .ends([0: 7, 1: 14, 2: 21, 3: 28, 4: 35, 5: 42]))
    #expect(story.console?.rows.map(\.time) == ["10:00:00", "10:01:00", "10:02", "10:12", "", "10:22:16"])
  }

  @Test func theTitleHasNoTimeWhereTheLinesOnViewMayBeDaysOld() throws {
    var run = Self.run((0..<300).map { "line \($0)" })
    run.console.index = ConsoleIndex(countedBytes: 3_000, byteCount: 3_000)
    run.console.times = try (0...300).map {
      ConsoleTime(wallTime: try #require(WallTime(1_795_255_200 + Double($0) * 300)), byteOffset: Int64($0) * 10)
    }
    var story = DashboardStory([run])
    story.press("8", "g", "@")
    #expect(story.console?.progress == "", "one entry of the index for a day of lines")
    story.press("@")
    let ends = Dictionary(uniqueKeysWithValues: (0..<300).map { ($0, Int64($0 + 1) * 10) })
    // What was asked of the end before, then this.
    for _ in 0..<2 { story.answer(story.requests.last?.number ?? 0, .ends(ends)) }
    #expect(story.console?.progress == "about 10:05")
  }

  @Test func theTimeOfALineThatEndsWhileTimesAreReadIsAskedForAfterwards() throws {
    var run = Self.run((0..<6).map { "line \($0)" })
    run.console.index = ConsoleIndex(countedBytes: 40, byteCount: 40)
    run.console.hasOpenLine = true
    run.console.times = try [(0.0, 35), (5, 42)].map {
      ConsoleTime(wallTime: try #require(WallTime(1_795_255_200 + $0)), byteOffset: $1)
    }
    var story = DashboardStory([run])
    story.press("8")
    let first = try #require(story.requests.last)
    run.console.index = ConsoleIndex(countedBytes: 42, byteCount: 42)
    run.console.hasOpenLine = false
    story.see([run])
    #expect(story.requests.count == 1, "one question at a time")
    story.answer(first.number, .ends([0: 7, 1: 14, 2: 21, 3: 28, 4: 35]))
    #expect(story.requests.last?.kind == .ends([5]))
    story.answer(story.requests.last?.number ?? 0, .ends([5: 42]))
    #expect(story.console?.rows.last?.time == "10:00:05")
  }

  @Test func textIsReadBeforeItsTimes() throws {
    let lines = (0..<5_000).map { "line \($0)" }
    var run = Self.run(lines, kept: 2_000)
    run.console.times = [ConsoleTime(wallTime: try #require(WallTime(1_795_255_200)), byteOffset: 0)]
    var story = DashboardStory([run])
    story.press("8")
    story.answer(story.requests.last?.number ?? 0, .ends([:]))
    let count = story.requests.count
    story.press("g")
    let kinds = story.requests.dropFirst(count).map(\.kind)
    #expect(kinds.count == 1)
    if case .lines? = kinds.first {} else { Issue.record("\(kinds)") }
    story.answerRequests(lines)
    #expect(story.requests.last?.kind == .ends(Array(0..<Self.screen)))
  }

  @Test func timesInTheTextServeWhereNobodyNotedThem() {
    var story = DashboardStory([Self.run((0..<100).map { "2026-11-21 10:00:\(10 + $0 / 2) step \($0)" })])
    story.press("8", "T")
    story.type("10:00:30")
    story.press("enter")
    #expect(story.requests.last?.kind == .time(.timeOfDay(36_030)))
    story.answer(story.requests.last?.number ?? 0, .line(nil))
    #expect(story.notice.contains("No line"))
  }

  @Test(
    arguments: [
      ("14:03", ConsoleClock.timeOfDay(50_580)), ("9:05:07", .timeOfDay(32_707)), ("+2h", .afterBeginning(7_200)),
      ("-10m", .beforeEnd(600)), ("+1h30m", .afterBeginning(5_400)), ("-1.5 h", .beforeEnd(5_400)),
      ("+45s", .afterBeginning(45)), ("24:00", nil), ("12:60", nil), ("+", nil), ("10", nil), ("+5", nil), ("", nil),
      ("+h", nil), ("1:2:3:4", nil), ("-inf s", nil),
    ] as [(String, ConsoleClock?)])
  func timesAreReadAsPeopleWriteThem(_ text: String, _ clock: ConsoleClock?) { #expect(ConsoleClock(text) == clock) }
}

extension DashboardStory {
  var console: ConsoleModel? { if case .console(let console) = DashboardModel(state).body { console } else { nil } }
  var consoleLines: [String] { console?.rows.map { $0.text?.spans.map(\.text).joined() ?? "…" } ?? [] }
  var currentLine: String? {
    console?.rows.first(where: \.isCurrent)?.text?.spans.map(\.text).joined()
  }
  var status: String { console?.status.spans.map(\.text).joined() ?? "" }
  /// What was asked of the file so far.
  var requests: [ConsoleRequest] { effects.compactMap { if case .console(let request) = $0 { request } else { nil } } }

  mutating func answer(_ number: Int, _ content: ConsoleAnswer.Content) {
    effects += state.update(.console(ConsoleAnswer(number: number, content: content)))
  }

  /// The file answers every request for lines; those that were answered before are nobody's.
  mutating func answerRequests(_ lines: [String]) {
    for request in requests {
      guard case .lines(let numbers) = request.kind else { continue }
      answer(request.number, .lines(Dictionary(uniqueKeysWithValues: numbers.map { ($0, lines[$0]) })))
    }
  }
}
